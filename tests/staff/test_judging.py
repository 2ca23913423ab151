"""What staff say of answers, settle, remove and close on the thread's screen; all of it undone."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.keeping import kept
from tests.pages.reading import plain, queries
from wagtail_peersupport.actions.reporting import report_comment
from wagtail_peersupport.models import Ending, Endorsement, Removal, Report, SupportReply
from wagtail_peersupport.models.choices import ReportReason
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
WASH = "How do I wash the heavy tee without shrinking it?"
COLD = "Wash it cold and inside out."


@kept
def thread(ask):
    return ask(WASH, days=0.1)


@kept
def answer(say, thread):
    return say(COLD, days=0.05, name="Bob", parent=thread.comment)


@pytest.fixture
def persons(django_user_model):
    def persons(number):
        return [
            Viewer(user=django_user_model.objects.create_user(f"r{n}", f"r{n}@example.com"))
            for n in range(number)
        ]

    return persons


def screen(desk, thread):
    response = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,)))
    return plain(response.content.decode())


def press(desk, name, pk, **data):
    """Press a button of the screen; returns the message, and what undoes it."""
    path = reverse(f"peersupport_staff:{name}", args=(pk,))
    html = desk.post(path, data, follow=True).content.decode()
    message = re.search(r'<li class="(?:success|error|warning)".*?</li>', html, re.DOTALL)
    undo = re.search(r"<button[^>]*>\s*Undo", message[0]) if message else None
    attrs = dict(re.findall(r'(\w+)="([^"]*)"', undo[0])) if undo else {}
    return plain(message[0]) if message else "", attrs


def take_back(desk, undo):
    data = {undo["name"]: undo["value"]} if "name" in undo else {}
    return desk.post(undo["formaction"], data)


def waiting(desk, **chosen):
    page = desk.get(reverse("peersupport_staff:queue"), chosen)
    return list(page.context["object_list"]), plain(page.content.decode())


def test_vouching_says_so_and_undo_brings_back_what_was_said(desk, thread, answer):
    said, undo = press(desk, "judge", answer.pk, verdict="verified", note="Checked.")
    assert f"Readers see what we say of “{COLD}”: Verified." in said
    assert "Checked." in screen(desk, thread)
    __, back = press(desk, "judge", answer.pk, verdict="wrong", note="It shrinks: a lot.")
    take_back(desk, back)
    assert [(one.verdict, one.note) for one in Endorsement.objects.all()] == [
        ("verified", "Checked.")
    ]
    take_back(desk, undo)
    assert not Endorsement.objects.exists()
    assert "Said of an answer: Wrong. It shrinks: a lot." in screen(desk, thread)


def test_a_warning_without_a_note_is_refused_in_words(desk, answer):
    said, undo = press(desk, "judge", answer.pk, verdict="outdated")
    assert "Please say what holds now" in said
    assert not undo
    assert not Endorsement.objects.exists()


def test_reported_answers_wait_with_what_readers_say(desk, thread, answer, persons):
    assert waiting(desk)[0] == []
    for viewer, reason in zip(persons(2), ("wrong", "rude"), strict=True):
        report_comment(answer, viewer, ReportReason(reason))
    threads, page = waiting(desk)
    assert threads == [thread]
    assert "Readers reported an answer: It is rude, It is wrong" in page
    assert waiting(desk, reason="reported")[0] == [thread]
    assert waiting(desk, reason="blocking")[0] == []
    shown = screen(desk, thread)
    assert "Readers say: It is wrong, It is rude" in shown or "It is rude, It is wrong" in shown
    # What is reported only is settled, not resolved.
    assert "Resolve:" not in shown


def test_keeping_shows_it_and_undo_hides_it_again(desk, thread, answer, persons):
    for viewer in persons(3):
        report_comment(answer, viewer, ReportReason.WRONG)
    assert "Hidden until you have looked at it. Readers say: It is wrong ×3" in screen(desk, thread)
    said, undo = press(desk, "keep", answer.pk)
    assert f"“{COLD}” is kept" in said
    assert not SupportReply.objects.hides(answer.pk)
    assert waiting(desk)[0] == []
    take_back(desk, undo)
    assert SupportReply.objects.hides(answer.pk)
    assert waiting(desk)[0] == [thread]


def test_removing_tells_why_and_undo_brings_it_back(desk, thread, answer):
    said, undo = press(desk, "take_out", answer.pk, reason="off-topic")
    assert f"“{COLD}” is removed." in said
    assert Removal.objects.get().reason == "off-topic"
    shown = screen(desk, thread)
    assert "Removed: off-topic" in shown
    assert "Removed a comment: off-topic" in shown
    take_back(desk, undo)
    assert not Removal.objects.exists()
    assert "Removed: off-topic" not in screen(desk, thread)


def test_closing_and_opening_again_undo_each_other(desk, thread, answer):
    said, undo = press(desk, "close", thread.pk, note="No longer made.")
    assert f"“{WASH}” is closed" in said
    assert "Closed: we've said what we can. No longer made." in screen(desk, thread)
    assert waiting(desk, state="all", status="closed")[0] == [thread]
    take_back(desk, undo)
    assert not Ending.objects.exists()
    press(desk, "close", thread.pk, note="No longer made.")
    __, back = press(desk, "open_again", thread.pk)
    take_back(desk, back)
    assert Ending.objects.get().note == "No longer made."


def test_the_asker_who_asks_again_waits_with_a_reason(desk, thread, say):
    press(desk, "close", thread.pk, note="No longer made.")
    say("It is in the window of your shop!", days=-0.01, parent=thread.comment)
    threads, page = waiting(desk, reason="still-stuck")
    assert threads == [thread]
    assert "The asker is still stuck" in page


def test_a_reported_answer_in_the_archive_is_no_secret(desk, ask, say, persons):
    old = ask(WASH, days=200)
    answer = say(COLD, days=199, parent=old.comment, name="Bob")
    report_comment(answer, persons(1)[0], ReportReason.SPAM)
    assert waiting(desk)[0] == [old]
    shown = screen(desk, old)
    assert "Readers reported an answer: It is advertising" in shown
    press(desk, "keep", answer.pk)
    assert waiting(desk)[0] == []


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("judge", "answer"),
        ("keep", "answer"),
        ("unkeep", "answer"),
        ("take_out", "answer"),
        ("bring_back", "answer"),
        ("close", "thread"),
        ("open_again", "thread"),
    ],
)
def test_only_staff_and_only_by_a_press(client, desk, reader, name, about, request):
    pk = request.getfixturevalue(about).pk
    path = reverse(f"peersupport_staff:{name}", args=(pk,))
    assert desk.get(path).status_code == 405
    client.force_login(reader)
    data = {"verdict": "verified", "reason": "rude", "note": "No."}
    assert client.post(path, data).status_code in (302, 403)
    for model in (Endorsement, Removal, Ending):
        assert not model.objects.exists()


def test_what_nobody_knows_is_not_found(desk, answer, thread):
    for name, data in (("judge", {"verdict": "nice"}), ("take_out", {"reason": "nice"})):
        path = reverse(f"peersupport_staff:{name}", args=(answer.pk,))
        assert desk.post(path, data).status_code == 404


def test_queries_do_not_grow_with_reports_and_removals(desk, thread, say):
    now = timezone.now()

    def fill(numbers):
        for n in numbers:
            kept, gone = (
                say(
                    f"Wash it cold, says {name}.",
                    days=0.01,
                    name=f"{name}{n}",
                    parent=thread.comment,
                )
                for name in ("Ada", "Ben")
            )
            Report.objects.create(comment=kept, voter="u:1", reason="rude", created_at=now)
            Endorsement.objects.create(comment=kept, verdict="verified", made_at=now)
            Removal.objects.create(comment=gone, reason="rude", removed_at=now)
            type(gone).objects.filter(pk=gone.pk).update(is_removed=True)

    path = reverse("peersupport_staff:thread", args=(thread.pk,))
    fill(range(2))
    few = queries(desk, path), queries(desk, reverse("peersupport_staff:queue"))
    fill(range(2, 8))
    assert (queries(desk, path), queries(desk, reverse("peersupport_staff:queue"))) == few
