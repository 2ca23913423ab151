import pytest
from django.template import engines

from wagtail_peersupport.checks.base_template import block_names

from .messages import found


@pytest.fixture
def templates(settings):
    """Gives the site these templates only: ``templates({"base.html": "…"})``."""

    def give(texts):
        loader = ("django.template.loaders.locmem.Loader", texts)
        (engine,) = settings.TEMPLATES
        options = {**engine["OPTIONS"], "loaders": [loader]}
        settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]

    return give


def test_template_without_a_place_for_our_pages_is_named(templates):
    templates({"base.html": "<body>{% block main %}{% endblock %}</body>"})
    (message,) = found().values()
    assert message.id == "peersupport.W016"
    assert "base.html has no block `content`" in message.msg
    assert "It has: main." in message.msg
    assert "{% block content %}{% endblock %}" in message.hint


@pytest.mark.parametrize(
    "base",
    [
        "{% block main %}{% block content %}{% endblock %}{% endblock %}",
        "{% extends 'frame.html' %}{% block title %}{% endblock %}",
        "{% extends frame %}",
        "{% if broken %}",
    ],
)
def test_template_that_has_one_or_may_have_one_is_fine(templates, base):
    templates({"base.html": base, "frame.html": "<p>{% block content %}{% endblock %}</p>"})
    assert found() == {}


def test_site_without_a_template_of_its_own_is_fine(templates):
    templates({})
    assert found() == {}


def test_blocks_are_those_of_the_template_and_of_what_it_extends():
    template = engines["django"].from_string(
        "{% extends 'wagtail_peersupport/base.html' %}{% block mine %}{% endblock %}"
    )
    assert {"mine", "content", "extra_css"} <= block_names(template.template)
