import pytest
from django.apps import apps
from django.db import connection


@pytest.fixture(autouse=True)
def _known_database(monkeypatch):
    """Django asks SQLite once whether it knows JSON, and remembers it: a test of a check may be the
    first that wants to know, and may ask the database nothing.
    """
    monkeypatch.setitem(vars(connection.features), "supports_json_field", True)


@pytest.fixture
def only(monkeypatch):
    """Pretends that apps are missing: ``only(without=["rest_framework"])``.

    Really leaving them out takes a process of its own: tests/install does so.
    """

    def pretend(*, without=(), more=()):
        is_installed = apps.is_installed
        monkeypatch.setattr(
            apps,
            "is_installed",
            lambda name: name in more or (name not in without and is_installed(name)),
        )

    return pretend
