"""The team of a site: who may set it, and what the screen offers and keeps."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import Site

from tests.keeping import kept
from tests.staff_accounts import let_support
from wagtail_peersupport.models import TeamSettings

pytestmark = pytest.mark.django_db


@kept
def manager(django_user_model):
    """Somebody who manages the support and does not answer."""
    user = django_user_model.objects.create_user("max", "max@example.com", "max")
    names = ("access_admin", "manage_support")
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return user


@pytest.fixture
def office(client, manager):
    """A browser in which the manager is signed in."""
    client.force_login(manager)
    return client


@kept
def other(home):
    page = type(home).objects.get(depth=1).add_child(instance=type(home)(title="Other"))
    return Site.objects.create(hostname="other.example.com", root_page=page)


def screen(site=None):
    path = reverse("peersupport_staff:team")
    return f"{path}?site={site.pk}" if site else path


def offered(page):
    return {str(user) for user in page.context["form"].fields["members"].queryset}


def test_a_manager_sets_who_is_told_and_when(office, mara, loic, manager):
    page = office.get(screen())
    assert "mara (mara@example.com)" in page.content.decode()
    assert not TeamSettings.objects.exists()
    data = {"members": [mara.pk], "morning_hour": "7", "on_weekends": "on"}
    response = office.post(screen(), data, follow=True)
    assert "The support team was saved." in response.content.decode()
    team = TeamSettings.objects.get()
    assert list(team.members.all()) == [mara]
    assert (team.site, team.morning_hour, team.on_weekends) == (Site.objects.get(), 7, True)
    (entry,) = registry.get_logs_for_instance(team)
    assert (entry.action, entry.user) == ("wagtail.edit", manager)
    page = office.get(screen()).content.decode()
    assert f'value="{mara.pk}"' in page.split("checked")[0][-200:]
    assert '<option value="7" selected>07:00</option>' in page


def test_what_was_typed_is_kept_where_something_is_wrong(office, mara):
    page = office.post(screen(), {"members": [mara.pk], "morning_hour": "25"})
    html = page.content.decode()
    assert "The support team could not be saved" in html
    assert "less than or equal to 23" in html
    assert "checked" in html
    assert not TeamSettings.objects.filter(members=mara).exists()


def test_only_accounts_that_may_support_there_are_offered(
    office, mara, loic, reader, other, home, django_user_model
):
    far = let_support(django_user_model.objects.create_user("far"), page=other.root_page)
    let_support(django_user_model.objects.create_user("near"), page=home)
    powerless = django_user_model.objects.create_user("powerless")
    powerless.user_permissions.add(Permission.objects.get(codename="support"))
    django_user_model.objects.create_superuser("chief")
    here, there = (office.get(screen(site)) for site in (Site.objects.get(pk=1), other))
    assert offered(here) == {"mara", "loic", "near", "chief"}
    assert offered(there) == {"mara", "loic", "far", "chief"}
    assert "near (no e-mail address: hears nothing)" in here.content.decode()
    office.post(screen(), {"members": [far.pk, reader.pk], "morning_hour": "8"})
    assert not TeamSettings.objects.filter(members__isnull=False).exists()


def test_each_site_has_a_team_and_a_switch_leads_to_it(office, mara, other):
    assert "other.example.com" in office.get(screen()).content.decode()
    response = office.post(screen(other), {"members": [mara.pk], "morning_hour": "9"})
    assert response.url == screen(other)
    assert TeamSettings.objects.get().site == other
    assert office.get(f"{screen()}?site=4711").status_code == 404
    assert office.get(f"{screen()}?site=abc").status_code == 200


def test_one_site_needs_no_switch(office):
    assert 'name="site"' not in office.get(screen()).content.decode()


def test_without_the_permission_nobody_sees_or_changes_it(desk, mara):
    assert desk.get(screen()).url == "/admin/"
    assert desk.post(screen(), {"members": [mara.pk], "morning_hour": "1"}).url == "/admin/"
    assert not TeamSettings.objects.exists()
    assert screen() not in desk.get("/admin/").content.decode()


def test_it_stands_in_the_settings_of_managers(desk, mara):
    mara.user_permissions.add(Permission.objects.get(codename="manage_support"))
    assert screen() in desk.get("/admin/").content.decode()
