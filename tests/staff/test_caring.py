"""Seen, rest, notes and handing over, on the screen of a thread."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.keeping import kept
from tests.pages.reading import plain
from tests.staff_accounts import let_support
from wagtail_peersupport.models import FollowUp, Seen, StaffNote
from wagtail_peersupport.staff.places import screen_url

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"


@kept
def thread(ask):
    return ask(WASH, days=5)


@pytest.fixture
def press(desk, thread):
    """Sends one verb with its fields; returns the page that follows."""

    def press(name, *more, **sent):
        path = reverse(f"peersupport_staff:{name}", args=(thread.pk, *more))
        return desk.post(path, sent, follow=True)

    return press


def undo(desk, response):
    """Presses Undo in the message, with what it sends along."""
    (button,) = re.findall(r"(<button[^>]*>)\s*Undo\s*</button>", response.content.decode())
    sent = {key: unescape(value) for key, value in re.findall(r'(\w+)="([^"]*)"', button)}
    data = {sent["name"]: sent["value"]} if "name" in sent else {}
    return desk.post(sent["formaction"], data, follow=True)


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def screen(desk, thread):
    return plain(desk.get(screen_url(thread.pk)).content.decode())


def test_seen_is_said_with_a_day_and_taken_back(desk, press, thread):
    page = press("seen", answer_by=day(2))
    assert Seen.objects.get().answer_by.isoformat() == day(2)
    assert "Seen by mara" in plain(page.content.decode())
    undo(desk, page)
    assert not Seen.objects.exists()


def test_taking_seen_back_can_be_undone_with_its_day(desk, press):
    press("seen", answer_by=day(2))
    undo(desk, press("unseen"))
    assert Seen.objects.get().answer_by.isoformat() == day(2)


@pytest.mark.parametrize("name", ["seen", "snooze"])
@pytest.mark.parametrize("when", ["2020-01-01", "2026-02-30", "soon", "9999-12-31"])
def test_a_day_that_is_none_is_refused_in_words(press, name, when):
    field = "answer_by" if name == "seen" else "until"
    assert "messages" in press(name, **{field: when}).context
    assert not Seen.objects.exists()
    assert not FollowUp.objects.filter(snoozed_until__isnull=False).exists()


def test_it_rests_until_a_morning_and_is_woken(desk, press, thread):
    page = press("snooze", until=day(3))
    until = FollowUp.objects.get().snoozed_until
    assert timezone.localtime(until).strftime("%Y-%m-%d %H") == f"{day(3)} 08"
    assert "Rests until" in screen(desk, thread)
    undo(desk, page)
    assert "Rests until" not in screen(desk, thread)


def test_notes_stand_with_their_writer_and_are_brought_back(desk, press, thread):
    press("note", text="Ask the printer.")
    assert "Ask the printer." in screen(desk, thread)
    page = press("unnote", StaffNote.objects.get().pk)
    assert not StaffNote.objects.exists()
    undo(desk, page)
    assert StaffNote.objects.get().text == "Ask the printer."


def test_no_reader_sees_a_note(client, press, thread):
    press("note", text="Ask the printer.")
    client.logout()
    assert "Ask the printer." not in client.get(thread.page.url).content.decode()


def test_a_note_of_a_colleague_is_not_ours_to_delete(desk, thread, loic, press):
    note = StaffNote.objects.create(
        comment_id=thread.comment_id, text="Mine.", written_by=loic, written_at=timezone.now()
    )
    path = reverse("peersupport_staff:unnote", args=(thread.pk, note.pk))
    assert path not in desk.get(screen_url(thread.pk)).content.decode()
    press("unnote", note.pk)
    assert StaffNote.objects.exists()


def test_it_is_handed_to_a_colleague_who_supports_the_post(desk, press, thread, loic):
    page = press("hand_over", assignee=loic.pk)
    assert FollowUp.objects.get().assignee == loic
    undo(desk, page)
    assert FollowUp.objects.get().assignee is None


def test_whoever_does_not_support_the_post_is_neither_offered_nor_given_it(
    desk, press, thread, django_user_model, home
):
    elsewhere = home.add_child(instance=type(home)(title="Elsewhere", slug="elsewhere"))
    kim = django_user_model.objects.create_user("kim", "kim@example.com", "kim")
    let_support(kim, "access_admin", page=elsewhere)
    names = [name for __, name in desk.get(screen_url(thread.pk)).context["hand_over"]["people"]]
    assert names == ["loic"]
    press("hand_over", assignee=kim.pk)
    assert not FollowUp.objects.exists()


def test_with_one_staff_account_there_is_no_sign_of_assignment(desk, thread, loic):
    loic.delete()
    response = desk.get(screen_url(thread.pk))
    html = response.content.decode()
    assert response.context["hand_over"] is None
    for words in ("Assign to me", "Assigned to", "Hand over"):
        assert words not in html
    assert "assign to me" not in html


def test_a_retired_thread_and_the_archive_offer_none_of_it(desk, press, thread):
    press("not-a-question")
    html = screen(desk, thread)
    for words in ("Snooze", "Send the reply", "Only staff read it"):
        assert words not in html
