import pytest
from django.contrib.auth.models import Permission
from django.contrib.sites.models import Site
from django.db import connection
from django.utils import timezone
from wagtail.models import Site as WagtailSite

from tests.site.models import BlogIndexPage, BlogPage
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import SupportThread, TeamSettings, Topic

from .messages import found


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


@pytest.mark.usefixtures("hub")
def test_topic_for_staff_is_named_until_somebody_is_staff(django_user_model):
    Topic.objects.create(name="Billing", slug="billing", words="invoice", staff_only=True)
    Topic.objects.create(name="Sizes", slug="sizes", words="size")
    message = found(databases=["default"])["W007"]
    assert "“Billing”" in message.msg
    assert "Sizes" not in message.msg
    user = django_user_model.objects.create_user("mara")
    user = let_support(user)
    assert found(databases=["default"]) == {}
    user.is_active = False
    user.save()
    assert "W007" in found(databases=["default"])


@pytest.mark.usefixtures("hub")
def test_topic_that_nothing_leads_to_is_named(post):
    Topic.objects.create(name="Sizes", slug="sizes", words="size")
    topic = Topic.objects.create(name="Cracks", slug="cracks", words=" \n")
    message = found(databases=["default"])["W008"]
    assert "“Cracks”" in message.msg
    assert "Sizes" not in message.msg
    comment = comments.add(post, text="Does it crack?", name="Ann", submit_date=timezone.now())
    sync_comments([comment.pk])
    topic.examples.add(SupportThread.objects.get())
    assert found(databases=["default"]) == {}


def test_empty_database_gets_no_message(monkeypatch, db):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    Site.objects.all().delete()
    assert found(databases=["default"], deploy=False) == {}


@pytest.mark.usefixtures("hub")
def test_staff_who_reach_no_post_are_named(django_user_model):
    user = django_user_model.objects.create_user("mara")
    user.user_permissions.add(Permission.objects.get(codename="support"))
    assert "mara" in found(databases=["default"])["W009"].msg
    let_support(user)
    assert found(databases=["default"]) == {}


@pytest.mark.usefixtures("hub")
def test_team_that_no_mail_reaches_is_named(django_user_model):
    user = let_support(django_user_model.objects.create_user("mara"))
    team = TeamSettings.objects.create(site=WagtailSite.objects.get())
    assert found(databases=["default"]) == {}
    team.members.add(user)
    assert "localhost" in found(databases=["default"])["W011"].msg
    team.members.add(let_support(django_user_model.objects.create_user("loic", "l@example.com")))
    assert found(databases=["default"]) == {}


@pytest.mark.usefixtures("hub")
def test_blog_without_staff_is_named_once_it_has_accounts(django_user_model):
    assert found(databases=["default"]) == {}
    user = django_user_model.objects.create_user("mara", "mara@example.com")
    assert found(databases=["default"]).keys() == {"W012"}
    let_support(user)
    assert found(databases=["default"]) == {}
