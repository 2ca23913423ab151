"""Each way to set a site up wrong is named, with what to type."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sites.models import Site
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone
from wagtail import urls as wagtail_urls
from wagtail.models import Site as WagtailSite

from wagtail_peersupport import comments
from wagtail_peersupport.checks.start import refuse_to_start
from wagtail_peersupport.hub.models import SupportHubPage

from .site.models import BlogIndexPage, BlogPage

ROOT = Path(__file__).resolve().parent.parent


class OwnSessions(SessionMiddleware):
    """What a project puts in the place of Django's."""


def found(*, databases=None, deploy=False):
    """Our messages by id, as `manage.py check` gets them."""
    messages = checks.run_checks(databases=databases, include_deployment_checks=deploy)
    # Some of other apps have no id.
    ids = [(message.id or "").partition(".") for message in messages]
    return {
        number: message
        for (prefix, __, number), message in zip(ids, messages, strict=True)
        if prefix == "peersupport"
    }


def test_good_site_gets_no_message():
    assert found() == {}


def test_apps_that_are_checked_alone_get_nothing_of_ours(settings):
    settings.COMMENTS_XTD_SALT = b""
    assert checks.run_checks(app_configs=[apps.get_app_config("blog")]) == []


def test_ids_in_code_and_in_the_docs_are_the_same():
    folder = ROOT / "wagtail_peersupport" / "checks"
    code = "".join(path.read_text() for path in folder.glob("*.py"))
    in_code = re.findall(r'id="peersupport\.(\w+)"', code)
    docs = (ROOT / "docs" / "reference" / "checks.md").read_text()
    in_docs = re.findall(r"^\| `peersupport\.(\w+)` \|", docs, re.M)
    assert sorted(in_code) == sorted(in_docs)
    assert len(set(in_code)) == len(in_code)


# Apps --------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("name", ["django_comments", "django.contrib.sites"])
def test_half_installed_comments_refuse_to_start(only, name):
    only(without=[name])
    with pytest.raises(ImproperlyConfigured, match=rf"(?s)peersupport\.E002.*\n    \"{name}\",\n"):
        refuse_to_start()


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


# Settings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "number", "line"),
    [
        ("SITE_ID", None, "E005", "SITE_ID = 1"),
        ("COMMENTS_APP", "django_comments", "E006", 'COMMENTS_APP = "django_comments_xtd"'),
        ("COMMENTS_XTD_SALT", b"", "E008", "COMMENTS_XTD_SALT = b"),
        ("COMMENTS_XTD_SALT", "text", "E008", "COMMENTS_XTD_SALT = b"),
        ("COMMENTS_XTD_MAX_THREAD_LEVEL", 0, "E009", "COMMENTS_XTD_MAX_THREAD_LEVEL = 3"),
        ("COMMENTS_XTD_CONFIRM_EMAIL", False, "I001", "COMMENTS_XTD_CONFIRM_EMAIL = True"),
    ],
)
def test_setting_of_the_comments_that_would_hurt(settings, name, value, number, line):
    setattr(settings, name, value)
    messages = found()
    assert set(messages) == {number}
    assert f":\n\n{line}" in messages[number].hint


@pytest.mark.parametrize(
    "name", ["SITE_ID", "COMMENTS_APP", "COMMENTS_XTD_SALT", "COMMENTS_XTD_MAX_THREAD_LEVEL"]
)
def test_setting_of_the_comments_that_must_not_be_left_out(settings, name):
    delattr(settings, name)
    assert len(found()) == 1


def test_pasted_salt_is_another_one_every_time(settings):
    settings.COMMENTS_XTD_SALT = b""
    assert found()["E008"].hint != found()["E008"].hint


def test_depth_by_page_model_is_enough(settings):
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL = 0
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL = {"blog.blogpage": 2}
    assert found() == {}


def test_comment_model_must_inherit(settings):
    settings.COMMENTS_XTD_MODEL = "django_comments.models.Comment"
    assert set(found()) == {"E007"}
    settings.COMMENTS_XTD_MODEL = "django_comments_xtd.models.XtdComment"
    assert found() == {}


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ({"HEAD_START_HOURS": 6, "HOLD_FIRST_LINKS": False}, None),
        (["HEAD_START_HOURS"], "E016"),
        ({"HEADSTART_HOURS": 6}, "E017"),
        ({"HEAD_START_HOURS": "6"}, "E018"),
        ({"HEAD_START_HOURS": True}, "E018"),
        ({"HEAD_START_HOURS": -1}, "E018"),
        ({"ENGINE": "shop.detection.Engine"}, "E019"),
        ({"ENGINE": None}, "E018"),
        ({"BASE_TEMPLATE": "blog/base.html"}, None),
        ({"BASE_TEMPLATE": "blog/bass.html"}, "E020"),
    ],
)
def test_own_settings(settings, value, number):
    settings.PEERSUPPORT = value
    assert set(found()) == ({number} if number else set())


def test_mistyped_setting_is_answered_with_the_nearest_name(settings):
    settings.PEERSUPPORT = {"HEADSTART_HOURS": 6}
    assert '\n\nPEERSUPPORT = {"HEAD_START_HOURS": 24}\n' in found()["E017"].hint


# The project -------------------------------------------------------------------------------------


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
    monkeypatch.delattr(BlogPage, "get_absolute_url")
    hint = found()["E015"].hint
    assert "tests.site.models.BlogPage" in hint
    assert "SupportHubPage" not in hint
    assert "\n\n    def get_absolute_url(self):\n        return self.url\n" in hint


# Services ----------------------------------------------------------------------------------------


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


# The database ------------------------------------------------------------------------------------


@pytest.fixture
def hub(home):
    return home.add_child(instance=SupportHubPage(title="Help", slug="help"))


@pytest.mark.usefixtures("hub")
def test_good_database_gets_no_message():
    assert found(databases=["default"]) == {}


def test_database_is_not_asked_unless_it_is_named(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        found()


@pytest.mark.usefixtures("hub")
def test_missing_site_row_is_named():
    Site.objects.all().delete()
    assert "Site.objects.create(pk=1, " in found(databases=["default"])["E026"].hint


@pytest.mark.usefixtures("hub")
def test_commented_pages_without_address_are_named(blog, post):
    comments.add(blog, text="Nice!", name="Ann", submit_date=timezone.now())
    comments.add(post, text="Nice!", name="Ann", submit_date=timezone.now())
    message = found(databases=["default"])["W001"]
    assert BlogIndexPage.__name__ in message.msg
    assert BlogPage.__name__ not in message.msg


def test_missing_hub_is_named_until_one_is_live(hub):
    hub.unpublish()
    assert "“Support hub”" in found(databases=["default"])["W002"].hint
    hub.save_revision().publish()
    assert found(databases=["default"]) == {}


def test_empty_database_gets_no_message(monkeypatch, db):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    Site.objects.all().delete()
    assert found(databases=["default"], deploy=False) == {}


# The live site -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("hub")
def test_live_site_gets_no_message():
    WagtailSite.objects.update(hostname="blog.example.com")
    assert found(databases=["default"], deploy=True) == {}


def test_sqlite_that_refuses_a_second_writer_is_named_on_a_live_site(monkeypatch):
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    assert '"transaction_mode": "IMMEDIATE"' in found(deploy=True)["W003"].hint
    assert found() == {}


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("COMMENTS_XTD_THREADED_EMAILS", True, "W004"),
        ("COMMENTS_XTD_FROM_EMAIL", "webmaster@localhost", "W005"),
    ],
)
def test_mail_that_gets_lost_is_named_on_a_live_site(settings, name, value, number):
    setattr(settings, name, value)
    assert set(found(deploy=True)) == {number}
    assert found() == {}


@pytest.mark.usefixtures("hub")
def test_site_called_localhost_is_named_when_it_is_live():
    assert set(found(databases=["default"], deploy=True)) == {"W006"}
