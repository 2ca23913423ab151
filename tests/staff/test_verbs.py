from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.keeping import kept
from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import Acceptance, CommentAnalysis, FollowUp, SupportThread
from wagtail_peersupport.models.choices import Reason
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
COLD = "Wash it cold and inside out, and never put it in the dryer."


@kept
def thread(ask):
    return ask(WASH)


@pytest.fixture
def press(desk, thread):
    """Presses a button of the thread's screen, if it is there; returns the page that follows."""

    def press(name, *more):
        path = reverse(f"peersupport_staff:{name}", args=(thread.pk, *more))
        assert path in buttons(desk, thread), f"{name} is not offered"
        return desk.post(path, follow=True).content.decode()

    return press


def screen(desk, thread):
    return desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()


def buttons(desk, thread):
    html = screen(desk, thread)
    return [piece.split('"')[0] for piece in html.split('formaction="')[1:]]


def verbs(desk, thread):
    return [path.rstrip("/").rsplit("/", 1)[-1] for path in buttons(desk, thread)]


def primary(desk, thread):
    response = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,)))
    filled = [one for one in response.context["verbs"] if one.classname == "button button-small"]
    return [one.url.rstrip("/").rsplit("/", 1)[-1] for one in filled]


def waiting():
    return list(SupportThread.objects.active().needing_staff(timezone.now()))


def test_assigning_says_so_and_can_be_undone(press, thread, mara):
    page = press("assign")
    assert f"You look after “{WASH}” now." in page
    assert FollowUp.objects.get().assignee == mara
    assert reverse("peersupport_staff:unassign", args=(thread.pk,)) in page
    press("unassign")
    assert FollowUp.objects.get().assignee is None


def test_what_another_has_can_be_taken_over(desk, press, thread, mara, loic):
    followups.assign(thread, Viewer(user=loic), loic)
    assert "assign" not in verbs(desk, thread)
    press("take-over")
    assert FollowUp.objects.get().assignee == mara


def test_whoever_has_it_is_led_to_resolving_it(desk, press, thread):
    assert verbs(desk, thread)[0] == "assign"
    press("assign")
    assert verbs(desk, thread)[0] == "answered"
    assert primary(desk, thread) == ["answered"]


@pytest.mark.parametrize("outcome", ["answered", "no-reply-needed"])
def test_resolving_takes_it_out_and_undo_brings_back_every_reason(press, desk, thread, outcome):
    followups.ask_for_staff(thread, Viewer(guest_key="abc"))
    page = press(outcome)
    assert waiting() == []
    assert FollowUp.objects.get().outcome == outcome
    undo = reverse("peersupport_staff:reopen", args=(thread.pk,))
    assert f'formaction="{undo}"' in page
    page = press("reopen")
    assert waiting() == [thread]
    assert "is back in the queue" in page
    reasons = FollowUp.objects.get(resolved_at=None).reasons.values_list("reason", flat=True)
    assert list(reasons) == [Reason.READER_ASKED]
    assert "Nobody answered" in screen(desk, thread)


def test_reopening_what_was_answered_meanwhile_flags_it(press, say, thread):
    press("answered")
    say(COLD, name="Bob", days=1.5, parent=thread.comment)
    press("reopen")
    assert waiting() == [thread]
    assert FollowUp.objects.get().reasons.get().reason == Reason.STAFF_FLAGGED


def test_flagging_puts_a_fresh_question_into_the_queue(press, desk, thread):
    SupportThread.objects.update(asked_at=timezone.now(), waits_from=timezone.now())
    assert waiting() == []
    press("flag")
    assert waiting() == [thread]
    assert "flag" not in verbs(desk, thread)


def test_what_is_no_question_leaves_every_list_and_can_be_taken_back(press, desk, thread, client):
    page = press("not-a-question")
    assert "no longer taken for a question" in page
    assert not SupportThread.objects.active().exists()
    listing = desk.get(reverse("peersupport_staff:queue"), {"state": "resolved"})
    assert [row.thread for row in listing.context["table"].data] == [thread]
    assert verbs(desk, thread) == ["is-a-question", "decide"]
    press("is-a-question")
    assert waiting() == [thread]


def test_archive_has_no_queue_but_can_be_told_to_be_no_question(desk, thread):
    SupportThread.objects.update(is_archive=True)
    assert verbs(desk, thread) == ["not-a-question"]


def test_staff_accept_for_the_asker_after_the_window_only(desk, press, say, thread):
    answer = say(COLD, name="Bob", days=1, parent=thread.comment)
    assert "accept" not in verbs(desk, thread)
    assert "you can accept an answer for them from" in screen(desk, thread)
    path = reverse("peersupport_staff:accept", args=(thread.pk, answer.pk))
    refused = desk.post(path, follow=True).content.decode()
    assert "Only the person who asked can accept an answer." in refused
    SupportThread.objects.update(answered_at=timezone.now() - timedelta(days=8))
    page = press("accept", answer.pk)
    assert "Accepted by mara for the asker" in page
    assert Acceptance.objects.get().for_asker
    press("unaccept", answer.pk)
    assert not Acceptance.objects.exists()


def test_an_answer_of_another_thread_cannot_be_accepted_here(desk, ask, say, thread):
    other = ask("Do you ship to the islands as well?")
    answer = say("Yes, on Tuesdays and Fridays.", name="Bob", days=1, parent=other.comment)
    path = reverse("peersupport_staff:accept", args=(thread.pk, answer.pk))
    assert desk.post(path).status_code == 404


def test_after_a_verb_one_is_back_where_one_was(desk, thread):
    here = f"{reverse('peersupport_staff:queue')}?state=all"
    path = reverse("peersupport_staff:assign", args=(thread.pk,))
    assert desk.post(path, {"next": here}).url == here
    elsewhere = desk.post(path, {"next": "https://elsewhere.example.com/"}).url
    assert elsewhere == reverse("peersupport_staff:thread", args=(thread.pk,))


def test_the_screen_shows_words_replies_roles_and_badges(desk, say, thread, loic):
    say(COLD, name="Bob", days=1, parent=thread.comment)
    say("Which one do you have, the old or the new?", name="Cleo", days=0.9, parent=thread.comment)
    say("It says so on the label, too.", name="Loic", days=0.8, parent=thread.comment, user=loic)
    html = screen(desk, thread)
    places = [html.index(words) for words in (WASH, COLD, "Which one do you", "on the label")]
    assert places == sorted(places)
    for words in ("Bob", "Answer", "Clarification", "written as a reply", "Staff"):
        assert words in html


def test_words_of_readers_are_text_and_never_run(desk, ask):
    thread = ask("How do I wash <script>alert(1)</script> the heavy tee?")
    html = screen(desk, thread)
    assert "<script>alert" not in html
    path = reverse("peersupport_staff:assign", args=(thread.pk,))
    assert "<script>alert" not in desk.post(path, follow=True).content.decode()


def test_the_screen_shows_who_did_what(press, desk, thread):
    press("assign")
    press("no-reply-needed")
    press("reopen")
    press("not-a-question")
    response = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,)))
    told = [(entry.message, entry.user_display_name) for entry in response.context["history"]]
    assert [message for message, __ in told] == [
        "Decided that it needs no support",
        "Resolved: Not a question",
        "Reopened",
        "Resolved: No reply needed",
        "Assigned to mara",
    ]
    assert {name for __, name in told} == {"mara"}


def test_the_history_calls_people_by_their_full_names(press, desk, thread, mara):
    mara.first_name, mara.last_name = "Mara", "Quill"
    mara.save()
    press("assign")
    assert "Assigned to Mara Quill" in screen(desk, thread)


def test_the_date_from_which_staff_may_accept_names_its_month(desk, say, thread):
    say(COLD, name="Bob", days=1, parent=thread.comment)
    month = date_format(timezone.localdate() + timedelta(days=6), "DATE_FORMAT")
    assert f"from {month}." in screen(desk, thread)
    assert not month[0].isdigit() or " " in month


def test_the_screen_says_why_it_was_taken_for_a_question(desk, thread):
    CommentAnalysis.objects.update(score=0.92)
    html = screen(desk, thread)
    assert "Why it is here:" in html
    assert "ends in a question mark" in html
    assert "(very sure)" in html
    CommentAnalysis.objects.update(score=0.55)
    assert "(unsure)" in screen(desk, thread)


def test_the_screen_says_that_a_person_decided(desk, press, thread):
    press("not-a-question")
    press("is-a-question")
    html = screen(desk, thread)
    assert "Staff decided that somebody should answer it." in html
    assert "ends in a question mark" not in html


def test_what_is_gone_answers_404(desk, thread):
    assert desk.get(reverse("peersupport_staff:thread", args=(0,))).status_code == 404
    assert desk.post(reverse("peersupport_staff:assign", args=(0,))).status_code == 404


def test_wagtails_site_history_leads_to_the_thread(press, desk, thread):
    press("assign")
    report = desk.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert f'href="{reverse("peersupport_staff:thread", args=(thread.pk,))}"' in report
    assert "Assigned to mara" in report


def test_a_retired_thread_is_not_said_to_wait(desk, thread):
    SupportThread.objects.update(is_retired=True)
    response = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,)))
    assert response.context["situation"].waiting_since is None
