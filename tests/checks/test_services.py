import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from wagtail_peersupport.checks.start import refuse_to_start

from .messages import found


@pytest.mark.parametrize(
    ("backend", "line"),
    [
        ("nonsense.Backend", "TASKS = "),
        ("django_tasks.nonsense.Backend", "TASKS = "),
        ("django_tasks.exceptions.nonsense.Backend", "TASKS = "),
        ("django_tasks_rq.nonsense.Backend", 'python -m pip install "wagtail-peersupport[rq]"'),
    ],
)
def test_tasks_that_lead_nowhere_refuse_to_start(settings, backend, line):
    settings.TASKS = {"default": {"BACKEND": backend}}
    with pytest.raises(ImproperlyConfigured, match=rf"(?s)E021.*{backend}.*:\n\n{re.escape(line)}"):
        refuse_to_start()


def test_tasks_that_lead_somewhere_may_start(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}
    refuse_to_start()


def test_rq_without_its_apps_is_named(settings, only):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}
    settings.RQ_QUEUES = {"default": {"HOST": "localhost"}}
    assert found() == {}
    only(without=["django_rq"])
    assert '    "django_rq",\n' in found()["E022"].hint


def test_missing_search_is_named(only):
    only(without=["wagtail.search"])
    assert set(found()) == {"E023"}


def test_second_search_app_is_named(only):
    only(more=["modelsearch"])
    assert set(found()) == {"E024"}


@pytest.mark.parametrize(
    ("version", "vendor", "is_named"),
    [((6, 0), "postgresql", True), ((5, 2), "postgresql", False), ((6, 0), "sqlite", False)],
)
def test_postgres_app_is_needed_on_django_6(monkeypatch, only, version, vendor, is_named):
    monkeypatch.setattr("django.VERSION", version)
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "vendor", vendor)
    only(without=["django.contrib.postgres"])
    assert ("E025" in found()) is is_named
