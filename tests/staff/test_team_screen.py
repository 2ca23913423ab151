"""The team of a site in a real browser, and the switches in the account settings."""

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import expect
from wagtail.models import Site

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept
from wagtail_peersupport.models import StaffPreference, TeamSettings

pytestmark = pytest.mark.django_db(transaction=True)
TEAM, ACCOUNT = "/admin/support/team/", "/admin/account/#tab-notifications"


@kept
def manager(mara):
    mara.user_permissions.add(Permission.objects.get(codename="manage_support"))
    return mara


@kept
def other(home):
    page = type(home).objects.get(depth=1).add_child(instance=type(home)(title="Other"))
    return Site.objects.create(hostname="other.example.com", root_page=page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_screens_are_accessible_and_fit_a_phone(
    new_page, live_server, log_in, manager, other, scheme
):
    page = new_page(base_url=live_server.url, viewport=PHONE, color_scheme=scheme)
    log_in(page, manager)
    for path in (TEAM, ACCOUNT):
        page.goto(path)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_manager_sets_the_team_of_another_site(
    new_page, live_server, log_in, manager, other, java_script_enabled
):
    page = new_page(base_url=live_server.url, java_script_enabled=java_script_enabled)
    log_in(page, manager)
    page.goto(TEAM)
    page.get_by_label("Site", exact=True).select_option(label="other.example.com")
    page.get_by_role("button", name="Show").click()
    page.get_by_label("mara (mara@example.com)").check()
    page.get_by_label("Hour of the morning mail").select_option("10:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The support team was saved.")).to_be_visible()
    team = TeamSettings.objects.get()
    assert (team.site, team.morning_hour, list(team.members.all())) == (other, 10, [manager])


def test_one_switches_a_mail_off_in_the_account_settings(page, log_in, manager):
    # Wagtail's form wants both names.
    manager.first_name, manager.last_name = "Mara", "Berg"
    manager.save()
    log_in(page, manager)
    page.goto(ACCOUNT)
    page.get_by_label("Every working morning: who waits").uncheck(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your account settings have been changed")).to_be_visible()
    wishes = StaffPreference.objects.get()
    assert (wishes.wants_morning_mail, wishes.wants_alarms) == (False, True)
