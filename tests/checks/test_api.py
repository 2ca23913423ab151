"""An API that shows questions and is wired wrongly."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from tests.checks.test_project import urls
from tests.site.api import api_router

from .messages import found

__all__ = ["urls"]
OURS = path("comments/", include("wagtail_peersupport.urls"))
WAGTAIL = path("", include(wagtail_urls))


def test_a_site_without_an_api_gets_no_message(urls, only):
    urls(OURS, WAGTAIL)
    only(without=["wagtail.api.v2"])
    assert found() == {}


def test_an_api_whose_app_is_missing_is_named(only):
    only(without=["wagtail.api.v2"])
    assert '    "wagtail.api.v2",' in found()["W020"].hint


def test_an_api_below_wagtails_own_addresses_is_named(urls):
    urls(OURS, WAGTAIL, path("api/v2/", api_router.urls))
    assert "wagtailapi:support-threads:listing" in found()["W021"].msg
