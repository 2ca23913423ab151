"""The world is built once for a module; whatever a test does to it is rolled back."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from wagtail.models import Site

from tests.engines import PLAIN
from tests.visibility.world import build


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "PEERSUPPORT", PLAIN, raising=False)
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)


@pytest.fixture
def db(built):
    """Instead of pytest-django's, which gives each test a transaction of its own."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def world(db, built):
    cache.clear()
    Site.clear_site_root_paths_cache()
    return built.fresh()
