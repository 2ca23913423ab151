"""Whoever does what a message says is rid of it: every hint, as it stands."""

import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.urls import include, path
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail.models import Site as WagtailSite

from tests.documentation import code_words, page, rows
from tests.servers import RQ_TASKS, rq_queues
from tests.site import models
from tests.site.api import api_router
from tests.staff_accounts import let_support
from tests.training.test_training import small_corpus
from wagtail_peersupport import comments
from wagtail_peersupport.checks.start import refuse_to_start
from wagtail_peersupport.hub.asking import AskingMixin
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.models import TeamSettings, Topic

from .messages import found
from .test_project import OURS, WAGTAIL, XTD, urls

__all__ = ["small_corpus", "urls"]
pytestmark = [pytest.mark.django_db, pytest.mark.once]
API = path("api/v2/", api_router.urls)
SUPPORT = "support"
#: What of the site is set wrongly, for each message whose hint can be pasted.
SETTINGS = {
    "E005": {"SITE_ID": None},
    "E006": {"COMMENTS_APP": "django_comments"},
    "E008": {"COMMENTS_XTD_SALT": b""},
    "E009": {"COMMENTS_XTD_MAX_THREAD_LEVEL": 0},
    "E011": {"MIDDLEWARE": ["django.contrib.messages.middleware.MessageMiddleware"]},
    "E016": {"PEERSUPPORT": ["HEAD_START_HOURS"]},
    "E017": {"PEERSUPPORT": {"HEADSTART_HOURS": 6}},
    "E018": {"PEERSUPPORT": {"HEAD_START_HOURS": "6"}},
    "E019": {"PEERSUPPORT": {"ENGINE": "shop.detection.Engine"}},
    "E021": {"TASKS": {"default": {"BACKEND": "nonsense.Backend"}}},
    "E020": {"PEERSUPPORT": {"BASE_TEMPLATE": "blog/bass.html"}},
    "E027": {"PEERSUPPORT": {"WEIGHTS": "our-weights"}},
    "E028": {"PEERSUPPORT": {"PRIVATE_CONTACT": "example"}},
    "I001": {"COMMENTS_XTD_CONFIRM_EMAIL": False},
    "W004": {"COMMENTS_XTD_THREADED_EMAILS": True},
    "W005": {"COMMENTS_XTD_FROM_EMAIL": "webmaster@localhost"},
    "W014": {
        "COMMENTS_XTD_MAX_THREAD_LEVEL": 0,
        "COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL": {"blog.blogpage": 3},
    },
}
WITHOUT = {
    "E001": ["rest_framework"],
    "E002": ["django.contrib.sites"],
    "E022": ["django_rq"],
    "E023": ["wagtail.search"],
    "E025": ["django.contrib.postgres"],
    "W010": ["wagtail.snippets"],
    "W020": ["wagtail.api.v2"],
}
PATTERNS = {
    "E012": [WAGTAIL],
    "E013": [WAGTAIL, OURS],
    "E014": [OURS, XTD, WAGTAIL],
    "W021": [OURS, WAGTAIL, API],
}
#: Only the admin of Wagtail does what these say.
BY_HAND = {"W002", "W006", "W007", "W008", "W009", "W011", "W012"}
#: Python code or an app's place that is wrong.
OTHERS = {
    *("E003", "E004", "E007", "E010", "E015", "E024", "E026", "E029"),
    *("W001", "W003", "W013", "W015", "W016"),
}
DOCUMENTED = {
    code_words(row.cells[0])[0].removeprefix("peersupport.")
    for row in rows(page("reference/checks.md"))
}


def test_the_cure_of_every_message_is_tried():
    tried = [*SETTINGS, *WITHOUT, *PATTERNS, *BY_HAND, *OTHERS]
    assert sorted(tried) == sorted(DOCUMENTED)


def messages():
    """All of ours by id, also what stops Django before it can check."""
    try:
        refuse_to_start()
    except ImproperlyConfigured as stopped:
        (number, hint) = re.search(r"\((\w+\.\w+)\).*?HINT: (.*)", str(stopped), re.S).groups()
        return {number.partition(".")[2]: SimpleNamespace(hint=hint)}
    return found(databases=["default"], deploy=True)


def pasted(number):
    """The lines of the hint of a message that is there."""
    hint = messages()[number].hint
    return hint.partition("\n\n")[2]


def assign(settings, lines):
    """Settings that are pasted at the end of those that are there."""
    said = {}
    exec(lines, said)
    del said["__builtins__"]
    for name, value in said.items():
        setattr(settings, name, value)


@pytest.mark.parametrize("number", SETTINGS)
def test_lines_for_the_settings(number, settings, monkeypatch, tmp_path, small_corpus):
    monkeypatch.chdir(tmp_path)
    if number == "W005":
        del settings.COMMENTS_XTD_FROM_EMAIL
        settings.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    else:
        for name, value in SETTINGS[number].items():
            setattr(settings, name, value)
    lines = pasted(number)
    if number == "E011":
        settings.MIDDLEWARE = [*re.findall('"(.+)"', lines), *settings.MIDDLEWARE]
    elif number == "E027":
        call_command(*lines.split()[2:], verbosity=0)
    elif number == "E020":
        # The name that is proposed is that of the site's own base template.
        assert lines == 'PEERSUPPORT = {"BASE_TEMPLATE": "base.html"}\n'
        assign(settings, lines.replace("base.html", "blog/base.html"))
    else:
        assign(settings, lines)
    assert number not in messages()


def test_a_setting_under_another_name(settings):
    settings.PEERSUPPORT_HEAD_START_HOURS = 6
    lines = pasted("W015")
    del settings.PEERSUPPORT_HEAD_START_HOURS
    assign(settings, lines)
    assert settings.PEERSUPPORT == {"HEAD_START_HOURS": 6}
    assert "W015" not in messages()


def test_a_block_for_the_sites_own_template(settings):
    (engine,) = settings.TEMPLATES
    given = {"base.html": "<body>{% block main %}{% endblock %}</body>"}
    loaders = [("django.template.loaders.locmem.Loader", given)]
    options = {**engine["OPTIONS"], "loaders": loaders}
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]
    given["base.html"] += pasted("W016")
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": {**options}}]
    assert "W016" not in messages()


def test_the_app_to_add_to_its_hub(only):
    hub = apps.get_app_config("wagtail_peersupport_hub")
    only(without=["wagtail_peersupport"])
    with pytest.raises(ImproperlyConfigured) as stopped:
        hub.import_models()
    only(more=re.findall('"(.+)",', str(stopped.value).partition("\n\n")[2]))
    hub.import_models()


@pytest.mark.parametrize("number", WITHOUT)
def test_apps_to_add(number, only, settings, monkeypatch):
    if number == "E022":
        settings.TASKS = RQ_TASKS
        settings.RQ_QUEUES = rq_queues("redis://127.0.0.1:6379/0")
    if number == "E025":
        monkeypatch.setattr("django.VERSION", (6, 0))
        monkeypatch.setattr(connection, "vendor", "postgresql")
        monkeypatch.setattr("wagtail_peersupport.checks.services.connection", connection)
    only(without=WITHOUT[number])
    only(more=re.findall('"(.+)"', pasted(number)))
    assert number not in messages()


@pytest.mark.parametrize("number", PATTERNS)
def test_lines_for_the_addresses(number, urls):
    urls(*PATTERNS[number])
    (line,) = pasted(number).strip().rstrip(",").splitlines()
    made = eval(line, {"path": path, "include": include, "api_router": api_router})
    above = [OURS, made] if number == "W021" else [made]
    urls(*above, WAGTAIL)
    assert number not in messages()


def test_an_app_to_move(monkeypatch):
    configs = apps.app_configs
    monkeypatch.setattr(apps, "app_configs", dict(reversed(configs.items())))
    (name,) = re.findall('"(.+)"', pasted("E003"))
    label = apps.get_app_config("wagtail_peersupport").label
    assert configs[label].name == name
    moved = {label: configs[label], **dict(reversed(configs.items()))}
    monkeypatch.setattr(apps, "app_configs", moved)
    assert "E003" not in messages()


def test_an_app_to_take_out(only):
    only(more=["modelsearch"])
    only(without=re.findall('"(.+)"', pasted("E024")))
    assert "E024" not in messages()


def test_a_version_to_install(monkeypatch):
    version = "wagtail_peersupport.checks.installed.version"
    monkeypatch.setattr(version, lambda name: "3.0.0")
    oldest, below = re.search(r"django-comments-xtd>=([\d.]+),<(\d)", pasted("E004")).groups()
    monkeypatch.setattr(version, lambda name: oldest)
    assert "E004" not in messages()
    monkeypatch.setattr(version, lambda name: f"{below}.0")
    assert "E004" in messages()


def test_a_comment_model_that_inherits(settings, monkeypatch):
    settings.COMMENTS_XTD_MODEL = "django_comments.models.Comment"
    made = {"__name__": "tests.site.models"}
    exec(pasted("E007") + "    class Meta:\n        abstract = True\n", made)
    monkeypatch.setattr(models, "OwnComment", made["Comment"], raising=False)
    settings.COMMENTS_XTD_MODEL = "tests.site.models.OwnComment"
    assert "E007" not in messages()


def test_a_context_processor_to_add(settings):
    (engine,) = settings.TEMPLATES
    options = engine["OPTIONS"]
    without = [name for name in options["context_processors"] if "request" not in name]
    settings.TEMPLATES = [{**engine, "OPTIONS": {"context_processors": without}}]
    named = re.findall('"(.+)"', pasted("E010"))
    settings.TEMPLATES = [{**engine, "OPTIONS": {"context_processors": [*without, *named]}}]
    assert "E010" not in messages()


@pytest.mark.parametrize("number", ["E015", "W001", "W013"])
def test_a_method_for_a_page_model(number, monkeypatch, blog):
    posts = [models.BlogPage, models.NotePage, models.StoryPage]
    classes = {"E015": posts, "W001": [models.BlogIndexPage], "W013": [AskingMixin]}[number]
    if number == "W001":
        comments.add(blog, text="Nice!", name="Ann", submit_date=timezone.now())
    for model in set(classes) - {models.BlogIndexPage}:
        monkeypatch.delattr(model, "get_absolute_url")
    made = {}
    exec(re.sub("^    ", "", pasted(number), flags=re.M), made)
    monkeypatch.setattr(classes[0], "get_absolute_url", made["get_absolute_url"], raising=False)
    assert number not in messages()
    assert SupportHubPage.get_absolute_url
    assert made["get_absolute_url"](blog) == "/blog/"


def test_a_row_to_make():
    Site.objects.all().delete()
    exec(re.search(r'shell -c "(.+)"', pasted("E026"))[1])
    assert "E026" not in messages()


def test_a_way_for_sqlite_to_write(monkeypatch):
    monkeypatch.setattr("wagtail_peersupport.checks.deployment.connection", connection)
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    said = {"DATABASES": {"default": {}}}
    exec(pasted("W003"), said)
    monkeypatch.setitem(
        connection.settings_dict, "OPTIONS", said["DATABASES"]["default"]["OPTIONS"]
    )
    assert "W003" not in messages()


@pytest.mark.parametrize("number", sorted(BY_HAND))
def test_what_is_done_in_the_admin(number, home, django_user_model):
    user = django_user_model.objects.create_user("mara")
    group = Group.objects.create(name="Support")
    topic = Topic.objects.create(name="Billing", slug="billing", staff_only=True)
    if number == "W009":
        user.user_permissions.add(Permission.objects.get(codename=SUPPORT))
        user.groups.add(group)
    if number == "W011":
        TeamSettings.objects.create(site=WagtailSite.objects.get()).members.add(let_support(user))
    assert number in messages()
    if number == "W002":
        home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    elif number == "W006":
        WagtailSite.objects.update(hostname="blog.example.com")
    elif number in {"W007", "W012"}:
        group.permissions.add(Permission.objects.get(codename=SUPPORT))
        user.groups.add(group)
    elif number == "W008":
        topic.words = "invoice"
        topic.save()
    elif number == "W009":
        add = Permission.objects.get(codename="change_page")
        top = Page.objects.get(depth=1)
        GroupPagePermission.objects.create(group=group, page=top, permission=add)
    elif number == "W011":
        django_user_model.objects.update(email="mara@example.com")
    assert number not in messages()
