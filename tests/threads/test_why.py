"""The first of several answers says why it is first; the order is the same at every exit."""

import pytest
from django.utils import timezone

from tests.threads.test_section import question_face, vote
from wagtail_peersupport.models import (
    Acceptance,
    Endorsement,
    HelpfulVote,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.models.choices import Verdict
from wagtail_peersupport.threads.listing import Wish, listing
from wagtail_peersupport.threads.section import thread_page
from wagtail_peersupport.viewer import public_viewer

pytestmark = pytest.mark.django_db


def rate(answers, *merits):
    for answer, merit in zip(answers, merits, strict=True):
        SupportReply.objects.filter(comment=answer).update(merit=merit, merit_reasons=["advises"])


def names(question):
    page = thread_page(SupportThread.objects.get(comment=question), public_viewer())
    return [face.author.name for face in page.answers]


def first(question):
    return thread_page(SupportThread.objects.get(comment=question), public_viewer()).answers[0]


def judge(answer, verdict):
    Endorsement.objects.create(comment=answer, verdict=verdict, made_at=timezone.now())


def accept(question, answer, for_asker=False):
    Acceptance.objects.create(
        question=question,
        answer=answer,
        voter="g:1",
        for_asker=for_asker,
        accepted_at=timezone.now(),
    )


def test_without_votes_content_orders_the_answers(thread):
    question, answers = thread
    rate(answers, 0.2, 0.9, 0.5)
    assert names(question) == ["Cleo", "Dan", "Bob"]
    assert first(question).why == ("gives advice",)


def test_only_votes_that_count_are_counted(thread):
    question, answers = thread
    rate(answers, 0.5, 0.5, 0.5)
    vote(answers[1], times=2)
    vote(answers[2], times=3)
    HelpfulVote.objects.filter(comment=answers[2]).update(counts=False)
    assert names(question) == ["Cleo", "Bob", "Dan"]
    assert first(question).helpful == 2


def test_what_staff_vouch_for_comes_first_and_what_they_warn_of_last(thread):
    question, answers = thread
    rate(answers, 0.9, 0.5, 0.1)
    judge(answers[0], Verdict.OUTDATED)
    judge(answers[2], Verdict.VERIFIED)
    assert names(question) == ["Dan", "Cleo", "Bob"]
    assert question_face(question.content_object).best.author.name == "Dan"


def test_an_accepted_answer_that_staff_call_wrong_is_not_lifted(thread):
    question, answers = thread
    accept(question, answers[0])
    judge(answers[0], Verdict.WRONG)
    assert question_face(question.content_object).best is None


@pytest.mark.parametrize(
    ("for_asker", "words"),
    [(False, "accepted by the asker"), (True, "accepted by staff for the asker")],
)
def test_the_reasons_are_told_most_decisive_first(thread, for_asker, words):
    question, answers = thread
    rate(answers, 0.5, 0.5, 0.5)
    accept(question, answers[1], for_asker)
    judge(answers[1], Verdict.VERIFIED)
    vote(answers[1], times=4)
    vote(answers[1], helpful=False)
    expected = (words, "staff checked it", "4 of 5 voters found it helpful", "gives advice")
    assert first(question).why == expected
    assert question_face(question.content_object).best.why == expected


def test_reasons_against_and_unknown_ones_are_not_told(thread):
    question, answers = thread
    reply = SupportReply.objects.filter(comment=answers[0])
    reply.update(merit=0.99, merit_reasons=["-asks", "from another version"])
    assert first(question).why == ("it was posted before the others",)


def test_only_the_first_of_several_answers_explains_itself(thread):
    question, answers = thread
    page = thread_page(SupportThread.objects.get(comment=question), public_viewer())
    assert [bool(face.why) for face in page.answers] == [True, False, False]
    SupportReply.objects.filter(comment__in=answers[1:]).delete()
    assert first(question).why == ()


def test_the_list_shows_the_answer_that_the_page_puts_first(thread):
    rate(thread[1], 0.2, 0.9, 0.5)
    row = listing(public_viewer(), Wish()).rows[0]
    assert row.excerpt.startswith("Cleo says")
