import pytest
from django.apps import apps

from wagtail_peersupport.hub.models import SupportHubPage


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


@pytest.fixture
def hub(home):
    return home.add_child(instance=SupportHubPage(title="Help", slug="help"))
