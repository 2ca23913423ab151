"""What answers are worth by their content is stored, and stays true to the comments."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.actions.test_sync import add
from tests.keeping import kept
from wagtail_peersupport.actions.rating import RATED, rate_outdated, rate_threads
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import Acceptance, Heartbeat, SupportReply, SupportThread
from wagtail_peersupport.ranking.reasons import Reason

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ADVICE = "You should wash it cold at 30 degrees, then hang it up: the dryer makes it shrink."
CHATTER = "Haha, I would just buy a new one, life is too short for that kind of thing :)"


def merit(comment):
    return SupportReply.objects.get(comment_id=comment.pk).merit


@kept
def thread(post):
    question = add(post, QUESTION, "Ann", minutes_ago=90)
    chatter = add(post, CHATTER, "Bob", question, 80)
    advice = add(post, ADVICE, "Cleo", question, 70)
    sync_comments([question.pk], announce=False)
    return question, chatter, advice


def test_answers_are_rated_when_they_are_read(thread):
    __, chatter, advice = thread
    assert merit(advice) > merit(chatter)
    assert SupportReply.objects.get(comment_id=advice.pk).merit_reasons


def test_what_the_asker_says_next_rates_the_answer_anew(post, thread):
    advice = thread[2]
    before = merit(advice)
    thanks = add(post, "Thank you, that worked, it fits again!", "Ann", advice, 10)
    sync_comments([thanks.pk], announce=False)
    reply = SupportReply.objects.get(comment_id=advice.pk)
    assert reply.merit > before
    assert not {Reason.THANKED, Reason.WORKED}.isdisjoint(reply.merit_reasons)
    assert SupportReply.objects.get(comment_id=thanks.pk).by_asker


def test_a_hidden_comment_counts_for_nothing(post, thread):
    advice = thread[2]
    before = merit(advice)
    thanks = add(post, "Thank you, that worked, it fits again!", "Ann", advice, 10)
    sync_comments([thanks.pk], announce=False)
    type(thanks).objects.filter(pk=thanks.pk).update(is_public=False)
    sync_comments([thanks.pk], announce=False)
    assert merit(advice) == before


def test_a_helper_who_solved_other_questions_is_trusted_more(post, reader, thread):
    question, __, advice = thread
    other = add(post, "Does the linen shirt shrink?", "Dan")
    solved = add(post, "It does not if you wash it cold, mine never did.", "Robin", other)
    type(solved).objects.filter(pk__in=[solved.pk, advice.pk]).update(user=reader)
    sync_comments([question.pk, other.pk], announce=False)
    assert SupportThread.objects.count() == 2
    before = merit(advice)
    accepted = Acceptance.objects.create(
        question=other, answer=solved, voter="g:1", for_asker=False, accepted_at=timezone.now()
    )
    sync_comments([question.pk, other.pk], announce=False)
    trusted = merit(advice)
    assert trusted > before
    # What solved this very question is no record elsewhere.
    accepted.question, accepted.answer = question, advice
    accepted.save()
    rate_threads([SupportThread.objects.get(comment=question).pk])
    assert merit(advice) == before


def test_rating_twice_changes_nothing(thread):
    pk = SupportThread.objects.get(comment=thread[0]).pk
    assert rate_threads([pk]) == 0
    SupportReply.objects.update(merit=0.9, merit_reasons=[])
    assert rate_threads([pk]) == 2


def test_the_number_of_queries_does_not_grow_with_the_answers(post, thread):
    pk = SupportThread.objects.get(comment=thread[0]).pk

    def queries():
        SupportReply.objects.update(merit=0.123)
        with CaptureQueriesContext(connection) as asked:
            rate_threads([pk])
        return len(asked)

    few = queries()
    for number in range(8):
        add(post, f"{ADVICE} I did it {number} times.", f"Reader {number}", thread[0])
    sync_comments([thread[0].pk], announce=False)
    assert SupportReply.objects.count() == 10
    assert queries() == few


def test_another_version_of_the_model_rates_everything_once(thread):
    SupportReply.objects.update(merit=0.9)
    Heartbeat.objects.create(name=f"{RATED}by another", beat_at=timezone.now())
    assert rate_outdated() == 2
    SupportReply.objects.update(merit=0.9)
    assert rate_outdated() == 0
    assert Heartbeat.objects.filter(name__startswith=RATED).count() == 1
