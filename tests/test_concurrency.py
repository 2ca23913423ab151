"""Two people at the same moment leave one consistent state (PostgreSQL, real threads)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from tests.actions.test_sync import add
from tests.readers import Reader, link_in
from wagtail_peersupport import comments
from wagtail_peersupport.actions import locking, merging, rating, refreshing
from wagtail_peersupport.actions.errors import Refused
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import (
    Acceptance,
    Ending,
    FollowUp,
    FollowUpReason,
    HelpfulVote,
    MeToo,
    Notice,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.notifications.solving import notify_solved
from wagtail_peersupport.notifications.thanking import notify_helper
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
QUESTION = "How do I wash the heavy tee without shrinking it?"


def at_once(*calls):
    """Run all calls in threads of their own, each with a connection of its own; returns results."""

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def is_free(thread):
    """Whether another transaction may take the row of a thread at this moment."""

    def take():
        with transaction.atomic():
            free = SupportThread.objects.select_for_update(skip_locked=True)
            return free.filter(pk=thread.pk).exists()

    return at_once(take)[0]


@pytest.mark.parametrize(
    "begin",
    [
        lambda thread: locking.lock(thread.pk),
        lambda thread: locking.lock_all([thread.pk]),
        lambda thread: locking.lock_under([thread.page_id]),
        lambda thread: refreshing.refresh_threads([thread.pk]),
        lambda thread: rating.rate_threads([thread.pk]),
    ],
    ids=["one", "several", "those of a post", "counting", "rating"],
)
def test_a_thread_is_held_until_what_was_begun_is_done(post, begin):
    add(post, QUESTION, "Ann")
    thread = SupportThread.objects.get()
    with transaction.atomic():
        assert is_free(thread)
        begin(thread)
        assert not is_free(thread)
    assert is_free(thread)


def test_reading_the_same_comments_at_once_makes_one_thread(post):
    question = add(post, QUESTION, "Ann")
    answers = [
        add(post, "Wash it cold and hang it up to dry.", f"R{n}", question).pk for n in range(6)
    ]
    SupportThread.objects.all().delete()
    at_once(*(lambda pk=pk: sync_comments([pk]) for pk in answers))
    thread = SupportThread.objects.get()
    assert SupportReply.objects.count() == 6
    assert thread.answer_count == 6


def test_pressing_at_once_is_one_vote_one_acceptance_one_reason(post):
    ann, bob = Reader("Ann"), Reader("Bob")
    question = ann.write(post, QUESTION)
    answer = bob.write(post, "Wash it cold and hang it up to dry.", question)
    cleo = Reader("Cleo")
    cleo.press("me-too", question)
    at_once(
        *[lambda: cleo.press("helpful", answer)] * 4,
        *[lambda: ann.press("accept", answer)] * 4,
        *[lambda: cleo.press("ask-for-staff", question)] * 4,
    )
    assert HelpfulVote.objects.count() == 1
    assert Acceptance.objects.count() == 1
    assert (FollowUp.objects.count(), FollowUpReason.objects.count()) == (1, 1)
    assert SupportThread.objects.get().status == "solved"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("accept", "unaccept"),
        ("accept", "stuck"),
        ("accept", "another-way"),
        ("another-way", "not-another-way"),
        ("another-way", "stuck"),
        ("accept", "withdraw-question"),
        ("stuck", "needs-no-support"),
    ],
)
def test_two_things_said_at_once_leave_one_state(post, one, other):
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    about = {"accept": answer, "unaccept": answer}
    at_once(
        *[lambda: ann.press(one, about.get(one, question)).status_code] * 2,
        *[lambda: ann.press(other, about.get(other, question)).status_code] * 2,
    )
    thread = SupportThread.objects.get()
    accepted, ended = Acceptance.objects.count(), Ending.objects.count()
    assert accepted + ended <= 1
    is_gone = not SupportThread.objects.active().exists()
    assert bool(thread.solved_at) == bool(accepted + ended) or is_gone
    is_waiting = SupportThread.objects.needing_staff(timezone.now()).exists()
    assert not (is_waiting and thread.solved_at)
    assert FollowUpReason.objects.count() == FollowUp.objects.count() <= 1


def test_replies_posted_at_once_are_all_threaded(post, django_user_model):
    question = Reader("Ann").write(post, QUESTION)
    users = [
        django_user_model.objects.create_user(f"user{n}", f"user{n}@example.com") for n in range(6)
    ]
    readers = [Reader(account=user) for user in users]
    responses = at_once(
        *(
            lambda reader=reader: reader.send(post, "Wash it cold and hang it up.", question)
            for reader in readers
        )
    )
    assert [response.status_code for response in responses] == [302] * 6
    assert SupportReply.objects.filter(thread__comment_id=question.pk).count() == 6
    assert SupportThread.objects.get().answer_count == 6


def test_a_double_click_at_the_same_moment_is_one_comment(post, django_user_model):
    robin = Reader(account=django_user_model.objects.create_user("robin", "robin@example.com"))
    form = robin.open_form(post)
    data = {**form["fields"], "comment": QUESTION}
    responses = at_once(*[lambda: robin.client.post(form["action"], data)] * 3)
    assert [response.status_code for response in responses] == [302] * 3
    assert SupportThread.objects.count() == 1
    assert comments.comment_model().objects.count() == 1


def test_a_link_opened_twice_at_the_same_moment_saves_once(post):
    ann = Reader("Ann")
    ann.send(post, QUESTION)
    message = mail.outbox[-1]
    responses = at_once(*[lambda: Reader("Scanner").client.get(link_in(message))] * 3)
    assert [response.status_code for response in responses] == [302] * 3
    assert comments.comment_model().objects.count() == 1


def test_both_halves_of_a_first_double_click_at_once_are_one_vote(post):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    at_once(*[lambda: Reader("Nobody").press("helpful", answer)] * 4)
    assert HelpfulVote.objects.count() == 1


def test_of_two_guests_behind_one_address_who_vote_at_once_one_counts(post):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    guests = [Reader(f"Guest {number}") for number in range(4)]
    for guest in guests:
        # They were here before, so that it is no double click.
        guest.press("me-too", question)
        MeToo.objects.update(created_at=F("created_at") - timedelta(minutes=2))
    at_once(*(lambda guest=guest: guest.press("helpful", answer) for guest in guests))
    assert HelpfulVote.objects.count() == 4
    assert HelpfulVote.objects.filter(counts=True).count() == 1


def test_taking_back_and_voting_at_once_leaves_one_vote_that_counts(post):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    guests = [Reader(f"Guest {number}") for number in range(3)]
    for guest in guests:
        guest.press("me-too", question)
        MeToo.objects.update(created_at=F("created_at") - timedelta(minutes=2))
    first, *others = guests
    first.press("helpful", answer)
    at_once(
        lambda: first.press("unvote", answer),
        *(lambda guest=guest: guest.press("helpful", answer) for guest in others),
    )
    assert HelpfulVote.objects.count() == 2
    assert HelpfulVote.objects.filter(counts=True).count() == 1


def test_two_workers_that_tell_of_a_solution_at_once_send_one_mail(post, django_user_model):
    robin = django_user_model.objects.create_user("robin", "robin@example.com")
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    Reader(account=robin).press("me-too", question)
    ann.press("accept", answer)
    MeToo.objects.update(wants_mail=True)
    mail.outbox.clear()
    thread, acceptance = SupportThread.objects.get(), Acceptance.objects.get()
    Notice.objects.all().delete()
    at_once(*[lambda: notify_solved(thread.pk)] * 3, *[lambda: notify_helper(acceptance.pk)] * 3)
    assert sorted(message.to[0] for message in mail.outbox) == [
        "bob@example.com",
        "robin@example.com",
    ]


def test_merging_two_questions_into_each_other_at_once_merges_one(post, admin_user):
    questions = [
        Reader("Ann").write(post, QUESTION),
        Reader("Cleo").write(post, "Does the heavy tee shrink when I wash it hot?"),
    ]
    threads = [SupportThread.objects.get(comment=question) for question in questions]

    def merge(thread, into):
        try:
            merging.merge_thread(thread, Viewer(user=admin_user), into)
        except Refused:
            return False
        return True

    assert sorted(at_once(lambda: merge(*threads), lambda: merge(*threads[::-1]))) == [False, True]
    assert SupportThread.objects.filter(is_retired=False, merged_into=None).count() == 1
