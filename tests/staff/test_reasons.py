"""Why questions wait for staff though nobody said so, and whose turn it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_peersupport.actions import accepting, endorsing, followups
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import (
    CommentOrigin,
    FollowUp,
    Lesson,
    MeToo,
    Seen,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.models.choices import Court, Outcome, Reason, Verdict
from wagtail_peersupport.staff.derived import derived_reasons, in_court, with_reason
from wagtail_peersupport.staff.situations import resting, situations
from wagtail_peersupport.threads.waiting import URGENCY, with_waiting
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
TIP = "Wash it cold and hang it up to dry."
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def staff(mara, loic):
    """Two people, so that readers have their head start of 24 hours."""
    return Viewer(user=mara)


def reasons(thread, now=None):
    found = derived_reasons(SupportThread.objects.filter(pk=thread.pk), now or timezone.now())
    return set(found[thread.pk].reasons)


def labels(thread):
    rows = with_waiting(SupportThread.objects.filter(pk=thread.pk).with_authors())
    return situations(rows, Viewer(), timezone.now())[0].reasons


def court(thread, now=None):
    now = now or timezone.now()
    rows = with_waiting(SupportThread.objects.filter(pk=thread.pk).with_authors())
    found = situations(rows, Viewer(), now)[0].court
    there = [
        one for one in Court if in_court(SupportThread.objects.all(), one, now).contains(thread)
    ]
    assert there == [found], "the list and the row disagree"
    return found


def accept(answer, viewer):
    SupportThread.objects.update(answered_at=timezone.now() - timedelta(days=8))
    reply = SupportReply.objects.select_related("thread__comment", "comment").get(comment=answer)
    accepting.accept_answer(reply, viewer)


# The clock ---------------------------------------------------------------------------------------


def test_a_quick_tip_pauses_the_clock(ask, say):
    thread = ask(QUESTION, days=3)
    say(TIP, name="Bram", parent=thread.comment, days=2.9)
    assert Reason.UNANSWERED not in reasons(thread)
    assert court(thread) == Court.ASKER


def test_a_late_tip_does_not_clear_it(ask, say):
    thread = ask(QUESTION, days=3)
    say(TIP, name="Bram", parent=thread.comment, days=1)
    # All of it was said before we first read it.
    assert Reason.UNANSWERED not in reasons(thread)
    SupportThread.objects.update(opened_at=thread.asked_at)
    assert Reason.UNANSWERED in reasons(thread)
    assert labels(thread) == ("Waited too long before a reader answered",)
    assert court(thread) == Court.STAFF


def test_whoever_is_alone_sees_questions_at_once_and_lets_readers_be_in_time(ask, say, loic):
    loic.delete()
    thread = ask(QUESTION, days=0.2)
    assert reasons(thread) == {Reason.UNANSWERED}
    say(TIP, name="Bram", parent=thread.comment, days=0.1)
    assert not reasons(thread)


def test_the_clock_goes_on_where_it_stopped_once_the_asker_asks_on(ask, say):
    thread = ask(QUESTION, days=3)
    tip = say(TIP, name="Bram", parent=thread.comment, days=2.5)
    say("That did not work. How cold do you mean?", parent=tip, days=0.25)
    thread.refresh_from_db()
    assert thread.paused_at is None
    waited = timezone.now() - thread.waits_from
    assert timedelta(hours=17) < waited < timedelta(hours=19)
    assert Reason.UNANSWERED not in reasons(thread)
    assert Reason.UNANSWERED in reasons(thread, timezone.now() + 7 * HOUR)
    assert court(thread) == Court.READERS


def test_an_answer_by_staff_clears_it_and_the_asker_starts_it_anew(ask, say, mara):
    thread = ask(QUESTION, days=3)
    answer = say(TIP, user=mara, name="Mara", parent=thread.comment, days=2)
    thread.refresh_from_db()
    assert (thread.waits_from, thread.staff_answered_at) == (None, answer.submit_date)
    assert Reason.UNANSWERED not in reasons(thread)
    again = say("That did not work. How cold do you mean?", parent=answer, days=0.1)
    thread.refresh_from_db()
    assert thread.waits_from == again.submit_date


def test_what_staff_say_personally_is_a_readers_tip(ask, say, mara):
    thread = ask(QUESTION, days=3)
    answer = say(TIP, user=mara, name="Mara", parent=thread.comment, days=2.9)
    CommentOrigin.objects.create(comment=answer, capacity="personal")
    refresh_threads([thread.pk])
    thread.refresh_from_db()
    assert thread.staff_answered_at is None
    assert thread.reader_answered_at == answer.submit_date


# The other reasons -------------------------------------------------------------------------------


def have_it(thread, times):
    MeToo.objects.bulk_create(
        MeToo(comment=thread.comment, voter=f"g:{n}", created_at=timezone.now())
        for n in range(times)
    )
    refresh_threads([thread.pk])


def test_what_many_have_waits_until_staff_answer(ask, say, mara):
    thread = ask(QUESTION, days=0.1)
    have_it(thread, 4)
    assert not reasons(thread)
    MeToo.objects.create(comment=thread.comment, voter="g:more", created_at=timezone.now())
    refresh_threads([thread.pk])
    assert reasons(thread) == {Reason.MANY_HAVE_IT}
    say(TIP, user=mara, name="Mara", parent=thread.comment, days=0)
    assert not reasons(thread)


def test_a_reader_who_speaks_for_us_is_shown_until_staff_looked(ask, say, staff):
    thread = ask("What does shipping to Norway cost?", days=0.2)
    answer = say(
        "Shipping to Norway costs 9 €, put it into the basket.",
        name="Bram",
        parent=thread.comment,
        days=0.1,
    )
    assert reasons(thread) == {Reason.CLAIM}
    assert labels(thread) == (
        "A reader names a price: “Shipping to Norway costs 9 €, put it into the basket.”",
    )
    reply = SupportReply.objects.select_related("thread", "comment").get(comment=answer)
    endorsing.say_of_answer(reply, staff, Verdict.WRONG, "It is 11 € now.")
    assert not reasons(thread)


def test_staff_may_name_prices(ask, say, mara):
    thread = ask("What does shipping to Norway cost?", days=0.2)
    say("Shipping to Norway costs 9 €.", user=mara, name="Mara", parent=thread.comment, days=0.1)
    assert not reasons(thread)


def test_an_answer_of_staff_settles_what_a_reader_said_before(ask, say, mara):
    thread = ask("What does shipping to Norway cost?", days=0.2)
    say("Shipping to Norway costs 9 €.", name="Bram", parent=thread.comment, days=0.1)
    say("It costs 11 € since May.", user=mara, name="Mara", parent=thread.comment, days=0)
    assert not reasons(thread)


def test_a_new_reply_to_a_solved_question_is_seen(ask, say, staff):
    thread = ask(QUESTION, days=3)
    answer = say(TIP, name="Bram", parent=thread.comment, days=2.9)
    accept(answer, staff)
    assert not reasons(thread)
    SupportThread.objects.update(solved_at=timezone.now() - timedelta(days=1))
    say("Thanks a lot!", parent=answer, days=0.1)
    assert not reasons(thread)
    say("Use vinegar, it keeps the colour.", name="Cleo", parent=thread.comment, days=0.1)
    SupportThread.objects.update(solved_at=timezone.now() - timedelta(days=1))
    assert reasons(thread) == {Reason.AFTER_SOLVED}
    followups.resolve(thread, staff, Outcome.NO_REPLY_NEEDED)
    assert not reasons(thread)


def test_a_date_that_staff_missed_is_a_follow_up(ask, say, mara):
    thread = ask(QUESTION, days=0.1)
    today = timezone.localdate()
    Seen.objects.create(
        comment=thread.comment, seen_by=mara, seen_at=timezone.now() - HOUR, answer_by=today
    )
    assert not reasons(thread)
    Seen.objects.update(answer_by=today - timedelta(days=1))
    assert reasons(thread) == {Reason.DATE_MISSED}
    say(TIP, user=mara, name="Mara", parent=thread.comment, days=0)
    assert not reasons(thread)


def test_an_answer_that_nobody_confirms_goes_quiet_after_a_week(ask, say, staff):
    thread = ask(QUESTION, days=9)
    say(TIP, name="Bram", parent=thread.comment, days=8.9)
    # All of it was said before we first read it.
    assert not reasons(thread)
    SupportThread.objects.update(opened_at=thread.asked_at)
    assert reasons(thread) == {Reason.GONE_QUIET}
    assert not reasons(thread, timezone.now() - timedelta(days=3))
    now = timezone.now()
    assert SupportThread.objects.needing_staff(now).contains(thread)
    assert not SupportThread.objects.somebody_waits(now).contains(thread)
    followups.resolve(thread, staff, Outcome.ANSWERED)
    assert not reasons(thread)


def test_when_the_post_changes_its_accepted_answers_ask_to_be_checked(ask, say, staff, post):
    thread = ask(QUESTION, days=3)
    answer = say(TIP, name="Bram", parent=thread.comment, days=2.9)
    accept(answer, staff)
    assert not reasons(thread)
    post.save_revision().publish()
    assert reasons(thread) == {Reason.POST_CHANGED}
    assert not SupportThread.objects.somebody_waits(timezone.now()).contains(thread)
    reply = SupportReply.objects.select_related("thread", "comment").get(comment=answer)
    endorsing.endorse(reply, staff)
    assert not reasons(thread)


def test_the_answer_that_went_into_the_post_needs_no_check(ask, say, staff, post):
    thread = ask(QUESTION, days=3)
    answer = say(TIP, name="Bram", parent=thread.comment, days=2.9)
    accept(answer, staff)
    post.save_revision().publish()
    Lesson.objects.create(
        question=thread.comment,
        answer=answer,
        page=post,
        drafted_at=timezone.now(),
        live_at=timezone.now(),
    )
    assert not reasons(thread)


@pytest.mark.parametrize("reason", ["claim", "gone-quiet", "many-have-it", "unanswered"])
def test_archive_has_no_reasons(ask, say, reason):
    thread = ask(QUESTION, days=9)
    have_it(thread, 6)
    say("It costs 9 €, wash it cold.", name="Bram", parent=thread.comment, days=8)
    SupportThread.objects.update(opened_at=thread.asked_at)
    assert with_reason(SupportThread.objects.all(), reason, timezone.now()).contains(thread)
    SupportThread.objects.update(is_archive=True)
    assert not with_reason(SupportThread.objects.all(), reason, timezone.now()).exists()


# Rest --------------------------------------------------------------------------------------------


def snooze(thread, until):
    follow_up = followups.open_follow_up(thread)
    follow_up.snoozed_at, follow_up.snoozed_until = timezone.now(), until
    follow_up.save()


def test_what_is_snoozed_rests_until_its_time_or_until_something_happens(ask, say):
    thread = ask(QUESTION, days=3)
    now = timezone.now()
    snooze(thread, now + timedelta(days=1))
    threads = SupportThread.objects.all()
    assert not threads.needing_staff(now).exists()
    assert resting(threads, now).contains(thread)
    assert threads.needing_staff(now + timedelta(days=2)).contains(thread)
    say("Hello? I still do not know how to wash it.", parent=thread.comment, days=-0.01)
    assert threads.needing_staff(timezone.now()).contains(thread)


def test_what_rested_comes_back_though_nothing_else_calls_for_staff(ask, say):
    thread = ask(QUESTION, days=2)
    say(TIP, name="Bram", parent=thread.comment, days=1.5)
    now = timezone.now()
    snooze(thread, now + timedelta(days=1))
    assert not SupportThread.objects.needing_staff(now).exists()
    FollowUp.objects.update(snoozed_until=now - HOUR)
    assert SupportThread.objects.needing_staff(now).contains(thread)
    assert labels(thread) == ("You let it rest until now",)


def test_a_reader_who_asks_for_staff_wakes_it(ask, reader):
    thread = ask(QUESTION, days=3)
    snooze(thread, timezone.now() + timedelta(days=1))
    followups.ask_for_staff(thread, Viewer(user=reader))
    assert SupportThread.objects.needing_staff(timezone.now()).contains(thread)


# Turns and order ---------------------------------------------------------------------------------


def test_whose_turn_it_is(ask, say, staff):
    fresh = ask("Do you ship to Norway?", days=0.1)
    assert court(fresh) == Court.READERS
    assert court(fresh, timezone.now() + timedelta(days=2)) == Court.STAFF
    answer = say("Yes, they do.", name="Bram", parent=fresh.comment, days=0)
    assert court(fresh) == Court.ASKER
    accept(answer, staff)
    assert court(fresh) == Court.NOBODY


def test_the_queue_is_sorted_by_urgency_then_target_then_me_toos(ask):
    late = ask("How do I fold the poster without a crease?", days=5)
    due = ask("How do I wash the heavy tee?", days=2.2)
    wanted = ask("How do I iron the print?", days=2.1)
    have_it(wanted, 4)
    fresh = ask("Do you ship to Norway?", days=1.5)
    urgent = ask("I was charged twice, how do I get my money back?", days=0.1)
    rows = with_waiting(SupportThread.objects.all()).order_by(*URGENCY)
    assert list(rows) == [urgent, late, wanted, due, fresh]


def test_a_dozen_reasons_take_as_many_queries_for_thirty_rows(
    ask_all, django_assert_max_num_queries
):
    ask_all([f"How do I wash the heavy tee of edition {number}?" for number in range(30)], days=3)
    for count in (3, 30):
        rows = with_waiting(SupportThread.objects.with_authors()).order_by(*URGENCY)[:count]
        with django_assert_max_num_queries(11):
            assert len(situations(rows, Viewer(), timezone.now())) == count
