import pytest
from django.apps import apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from wagtail_peersupport.checks.start import refuse_to_start

from .messages import found


def test_missing_apps_are_named_with_lines_to_paste(only):
    only(without=["rest_framework", "wagtail.contrib.routable_page"])
    message = found()["E001"]
    assert message.hint == (
        'Add to INSTALLED_APPS, below "wagtail_peersupport":\n\n'
        '    "rest_framework",\n'
        '    "wagtail.contrib.routable_page",\n'
    )


def test_routable_page_is_only_needed_by_the_hub(only):
    only(without=["wagtail.contrib.routable_page", "wagtail_peersupport.hub"])
    assert found() == {}


def test_snippets_are_only_needed_for_canned_replies(only):
    only(without=["wagtail.snippets"])
    (message,) = found().values()
    assert (message.id, message.level) == ("peersupport.W010", checks.WARNING)
    assert message.hint.endswith('    "wagtail.snippets",\n')


@pytest.mark.parametrize("name", ["django_comments", "django.contrib.sites"])
def test_half_installed_comments_refuse_to_start(only, name):
    only(without=[name])
    with pytest.raises(ImproperlyConfigured, match=rf"(?s)peersupport\.E002.*\n    \"{name}\",\n"):
        refuse_to_start()


def test_hub_alone_says_what_it_stands_on(only):
    only(without=["wagtail_peersupport"])
    hub = apps.get_app_config("wagtail_peersupport_hub")
    with pytest.raises(ImproperlyConfigured, match=r"(?s)peersupport\.E029.*_peersupport\",\n"):
        hub.import_models()


def test_site_without_comments_starts(only):
    only(without=["django_comments_xtd", "django_comments", "django.contrib.sites"])
    refuse_to_start()


def test_app_below_the_comments_is_named(monkeypatch):
    upside_down = dict(reversed(apps.app_configs.items()))
    monkeypatch.setattr(apps, "app_configs", upside_down)
    assert set(found()) == {"E003"}


@pytest.mark.parametrize(
    ("version", "is_fine"),
    [
        ("2.10.12", False),
        ("2.10.13", True),
        ("2.10.13.post1", True),
        ("2.11", True),
        ("3.0b1", False),
        ("3.0.0", False),
    ],
)
def test_version_of_the_comments_app(monkeypatch, version, is_fine):
    monkeypatch.setattr("wagtail_peersupport.checks.installed.version", lambda name: version)
    assert ("E004" not in found()) is is_fine
