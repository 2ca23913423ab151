"""The asker is still stuck: staff know at once, and nothing passes for solved."""

import pytest
from django.utils import timezone

from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.guests import merge_guest
from wagtail_peersupport.models import (
    Acceptance,
    CommentOrigin,
    FollowUp,
    FollowUpReason,
    SupportThread,
)
from wagtail_peersupport.signals import answer_unaccepted, staff_needed
from wagtail_peersupport.staff.derived import with_reason
from wagtail_peersupport.staff.filters import in_state
from wagtail_peersupport.staff.situations import situations
from wagtail_peersupport.threads.waiting import with_waiting
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer."
SAY, NOTED = "I'm still stuck", "We've told the team that you are still stuck"


@kept(autouse=True)
def staff(django_user_model):
    """Two people with the staff permission, so that readers get their head start."""
    people = [
        django_user_model.objects.create_user(name, f"{name}@example.com")
        for name in ("mara", "loic")
    ]
    return [let_support(person) for person in people]


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


def queue():
    return list(SupportThread.objects.active().needing_staff(timezone.now()))


def reasons(staff):
    threads = with_waiting(SupportThread.objects.with_authors())
    return situations(threads, Viewer(user=staff[0]), timezone.now())[0].reasons


def seen(somebody, post):
    shown = words(somebody.client.get(post.url))
    return {said for said in (SAY, NOTED) if said in shown}


def test_one_click_puts_it_before_staff_and_one_takes_it_back(post, ann, question, answer, staff):
    assert seen(ann, post) == {SAY}
    assert queue() == []
    assert ann.press("stuck", question).status_code == 302
    thread = SupportThread.objects.get()
    assert queue() == [thread]
    assert reasons(staff) == ("The asker is still stuck",)
    rows = with_reason(SupportThread.objects.all(), "still-stuck", timezone.now())
    assert list(rows) == [thread] == list(in_state(SupportThread.objects.all(), "waiting", None))
    assert seen(ann, post) == {NOTED}
    assert ann.press("not-stuck", question).status_code == 302
    assert queue() == []
    assert not FollowUp.objects.exists()
    assert ann.press("not-stuck", question).status_code == 302


@pytest.mark.parametrize("for_asker", [False, True], ids=["by the asker", "by staff"])
def test_what_was_accepted_is_taken_back(ann, question, answer, staff, post, for_asker):
    other = Reader("Cleo").write(post, "I wash mine by hand, with a little soap.", question)
    for one in (answer, other):
        ann.press("accept", one)
    Acceptance.objects.filter(answer=other).update(for_asker=for_asker)
    told = []

    def listen(comment, **kwargs):
        told.append(comment.pk)

    answer_unaccepted.connect(listen)
    try:
        ann.press("stuck", question)
    finally:
        answer_unaccepted.disconnect(listen)
    assert sorted(told) == [answer.pk, other.pk]
    assert not Acceptance.objects.exists()
    assert SupportThread.objects.get().status == "answered"
    assert len(queue()) == 1


def test_that_it_was_solved_in_another_way_is_taken_back(ann, question, answer):
    ann.press("another-way", question)
    ann.press("stuck", question)
    assert SupportThread.objects.get().status == "answered"
    assert len(queue()) == 1


def test_saying_it_twice_is_one_reason_and_told_once(ann, question, answer):
    told = []

    def listen(reason, **kwargs):
        told.append(reason)

    staff_needed.connect(listen)
    try:
        ann.press("stuck", question)
        ann.press("stuck", question)
    finally:
        staff_needed.disconnect(listen)
    assert told == ["still-stuck"]
    assert FollowUpReason.objects.count() == 1


def test_what_solves_it_settles_it(ann, question, answer, post, staff):
    ann.press("stuck", question)
    ann.press("accept", answer)
    assert queue() == []
    assert reasons(staff) == ()
    assert seen(ann, post) == {SAY}
    ann.press("stuck", question)
    assert len(queue()) == 1


def test_an_answer_by_staff_settles_it_and_a_readers_does_not(ann, question, answer, post, staff):
    ann.press("stuck", question)
    Reader("Cleo").write(post, "I wash mine by hand, with a little soap, in the sink.", question)
    assert len(queue()) == 1
    Reader(account=staff[0]).write(post, "Send it to us and we wash it for you.", question)
    assert queue() == []
    assert reasons(staff) == ()
    assert seen(ann, post) == {SAY}
    ann.press("stuck", question)
    assert len(queue()) == 1
    assert FollowUpReason.objects.count() == 1


def test_once_staff_resolved_it_it_can_be_said_again(ann, question, answer, staff):
    ann.press("stuck", question)
    followups.resolve(SupportThread.objects.get(), Viewer(user=staff[0]), "answered")
    assert queue() == []
    ann.press("stuck", question)
    assert len(queue()) == 1
    assert FollowUpReason.objects.count() == 2


def test_nobody_else_says_it_or_sees_it(post, ann, question, answer, reader):
    ann.press("stuck", question)
    for somebody in (Reader("Ann"), Reader(account=reader)):
        assert seen(somebody, post) == set()
        assert somebody.press("stuck", question).status_code == 403
        assert somebody.press("not-stuck", question).status_code == 403
    assert len(queue()) == 1


def test_it_is_for_what_was_answered(post, ann, question):
    assert seen(ann, post) == set()
    assert ann.press("stuck", question).status_code == 403


@pytest.mark.parametrize("changed", [{"is_archive": True}, {"kind": "idea"}])
def test_it_is_not_offered_for_archive_and_ideas(post, ann, question, answer, changed):
    SupportThread.objects.update(**changed)
    assert seen(ann, post) == set()
    assert ann.press("stuck", question).status_code == 403


def test_it_passes_to_the_account_together_with_the_question(post, ann, question, answer, reader):
    ann.press("another-way", question)
    ann.press("stuck", question)
    key = CommentOrigin.objects.get(comment=question).voter
    type(question).norel_objects.filter(pk=question.pk).update(user_email=reader.email)
    merge_guest(key.removeprefix("g:"), reader)
    assert FollowUpReason.objects.get().voter == f"u:{reader.pk}"
    assert seen(Reader(account=reader), post) == {NOTED}
