import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls

from tests.site.models import BlogPage, NotePage, StoryPage
from wagtail_peersupport.hub.asking import AskingMixin

from .messages import found


class OwnSessions(SessionMiddleware):
    """What a project puts in the place of Django's."""


def test_templates_without_the_request_are_named(settings):
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "OPTIONS": {"context_processors": []}}]
    assert "E010" in found()


@pytest.mark.parametrize("part", ["sessions", "auth"])
def test_missing_middleware_is_named(settings, part):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if part not in name]
    assert f"django.contrib.{part}.middleware" in found()["E011"].hint


def test_subclass_of_the_middleware_is_fine(settings):
    own = f"{__name__}.OwnSessions"
    settings.MIDDLEWARE = [
        own if "SessionMiddleware" in name else name for name in settings.MIDDLEWARE
    ]
    assert found() == {}


@pytest.fixture
def urls(monkeypatch, settings):
    """Makes a URL configuration of these patterns."""

    class Urls:
        handler404 = None

    def use(*patterns):
        Urls.urlpatterns = patterns
        settings.ROOT_URLCONF = Urls

    return use


OURS = path("comments/", include("wagtail_peersupport.urls"))
XTD = path("talk/", include("django_comments_xtd.urls"))
WAGTAIL = path("", include(wagtail_urls))


def test_missing_include_is_named(urls):
    urls(WAGTAIL)
    message = found()["E012"]
    assert '\n\n    path("comments/", include("wagtail_peersupport.urls")),\n' in message.hint


def test_include_below_wagtails_is_named(urls):
    urls(WAGTAIL, OURS)
    assert set(found()) == {"E013"}


@pytest.mark.parametrize("patterns", [(XTD, OURS, WAGTAIL), (OURS, XTD, WAGTAIL)])
def test_addresses_of_the_comments_app_beside_ours_are_named(urls, patterns):
    urls(*patterns)
    assert set(found()) == {"E014"}


def test_include_deeper_in_the_project_is_found(urls):
    urls(path("site/", include([OURS])), path("about/", lambda request: HttpResponse()), WAGTAIL)
    assert found() == {}


def test_posts_without_address_are_named(monkeypatch):
    for model in (BlogPage, NotePage, StoryPage):
        monkeypatch.delattr(model, "get_absolute_url")
    hint = found()["E015"].hint
    assert "tests.site.models.BlogPage" in hint
    assert "SupportHubPage" not in hint
    assert "\n\n    def get_absolute_url(self):\n        return self.url\n" in hint


def test_a_hub_on_which_nobody_could_reply_is_named(settings):
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL = 0
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL = {"blog.blogpage": 3}
    hint = found()["W014"].hint
    assert '    "blog.blogpage": 3,\n' in hint
    assert '    "wagtail_peersupport_hub.supporthubpage": 3,\n' in hint
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL = {
        "blog.blogpage": 3,
        "wagtail_peersupport_hub.supporthubpage": 2,
    }
    assert found() == {}


def test_a_hub_that_takes_no_comments_is_named(monkeypatch):
    monkeypatch.delattr(AskingMixin, "get_absolute_url")
    assert "nobody can ask on it" in found()["W013"].msg
