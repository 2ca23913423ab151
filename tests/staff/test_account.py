"""Which of our mails one wants, in Wagtail's account settings and by the link in each mail."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.log_actions import registry
from wagtail.users.models import UserProfile

from tests.keeping import kept
from wagtail_peersupport.models import StaffPreference
from wagtail_peersupport.notifications.staff_links import quiet_url

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"
PANEL = "Support mails"
MORNING, ALARMS = "peersupport_mail-wants_morning_mail", "peersupport_mail-wants_alarms"


@kept
def editor(django_user_model):
    user = django_user_model.objects.create_user("nils", "nils@example.com", "nils")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def account(user):
    client = Client()
    client.force_login(user)
    return client.get(ACCOUNT).content.decode()


def link(post, user, wish="wants_morning_mail"):
    return quiet_url(post, user, wish).partition("localhost")[2]


def test_the_panel_is_for_staff_and_authors_alone(mara, editor, post):
    assert PANEL in account(mara)
    assert PANEL not in account(editor)
    post.owner = editor
    post.save()
    assert PANEL in account(editor)


def test_both_boxes_are_ticked_until_one_is_not(desk, mara):
    page = desk.get(ACCOUNT).content.decode()
    for name in (MORNING, ALARMS):
        assert "checked" in page.split(f'name="{name}"')[1].split(">")[0]
    given = {
        "name_email-first_name": "Mara",
        "name_email-last_name": "Berg",
        "name_email-email": mara.email,
        "notifications-submitted_notifications": "on",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "UTC",
        "theme-theme": "system",
        "theme-density": "default",
        "theme-contrast": "system",
        "theme-keyboard_shortcuts": "on",
        ALARMS: "on",
    }
    assert desk.post(ACCOUNT, given).status_code == 302
    wishes = StaffPreference.objects.get(user=mara)
    assert (wishes.wants_morning_mail, wishes.wants_alarms) == (False, True)


def test_opening_the_link_changes_nothing_and_pressing_its_button_does(client, mara, post):
    path = link(post, mara)
    page = client.get(path).content.decode()
    assert "Stop these mails?" in page
    assert "mara gets no mail any more on working mornings" in page
    assert not StaffPreference.objects.exists()
    assert "gets no mail any more on working mornings. Whoever else" in (
        client.post(path).content.decode()
    )
    assert not StaffPreference.objects.get().wants_morning_mail
    client.post(path)
    client.post(path, {"again": "1"})
    wishes = StaffPreference.objects.get()
    assert (wishes.wants_morning_mail, wishes.wants_alarms) == (True, True)
    actions = [entry.action for entry in registry.get_logs_for_instance(mara)]
    assert actions == ["wagtail.edit"] * 2


def test_a_mail_programs_own_button_needs_no_token(mara, post):
    path = link(post, mara, "wants_alarms")
    program = Client(enforce_csrf_checks=True)
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not StaffPreference.objects.get().wants_alarms


def test_the_link_speaks_the_language_of_the_account(client, mara, post):
    UserProfile.objects.create(user=mara, preferred_language="de")
    assert 'lang="de"' in client.get(link(post, mara)).content.decode()


@pytest.mark.parametrize("change", ["cut", "other", "gone"])
def test_a_link_that_is_not_whole_changes_nothing(client, mara, post, change):
    path = link(post, mara)
    if change == "cut":
        path = f"{path[:-5]}/"
    elif change == "other":
        path = link(post, mara, "is_superuser")
    else:
        mara.delete()
    response = client.post(path)
    assert response.status_code == 409
    assert "This link is too old, or not whole." in response.content.decode()
    assert not StaffPreference.objects.exists()
