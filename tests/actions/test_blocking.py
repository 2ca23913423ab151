"""The asker may say that they can't go on: staff know at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.guests import merge_guest
from wagtail_peersupport.models import CommentOrigin, FollowUp, FollowUpReason, SupportThread
from wagtail_peersupport.signals import staff_needed
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db

QUESTION = "How do I wash the heavy tee without shrinking it?"
SAY, NOTED = "This is blocking me", "Staff know that this blocks you"
TAKE_BACK = "Not blocking any more"


@kept(autouse=True)
def staff(django_user_model):
    """Two people with the staff permission, so that readers get their head start."""
    people = [django_user_model.objects.create_user(name) for name in ("mara", "loic")]
    return [let_support(person) for person in people]


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


def queue():
    return list(SupportThread.objects.needing_staff(timezone.now()))


def seen(somebody, post):
    html = somebody.client.get(post.url).content.decode()
    return {words for words in (SAY, NOTED, TAKE_BACK) if words in html}


def test_the_asker_says_it_and_sees_that_it_was_noted(post, ann, question):
    assert seen(ann, post) == {SAY}
    assert queue() == []
    assert ann.press("blocking", question).status_code == 302
    assert queue() == [SupportThread.objects.get()]
    assert seen(ann, post) == {NOTED, TAKE_BACK}


def test_the_asker_takes_it_back_and_nothing_is_left(post, ann, question):
    ann.press("blocking", question)
    assert ann.press("not-blocking", question).status_code == 302
    assert queue() == []
    assert not FollowUp.objects.exists()
    assert seen(ann, post) == {SAY}


def test_taking_it_back_leaves_what_others_asked_for(ann, question):
    Reader("Cleo").press("ask-for-staff", question)
    ann.press("blocking", question)
    ann.press("not-blocking", question)
    assert [one.reason for one in FollowUpReason.objects.all()] == ["reader-asked"]
    assert len(queue()) == 1


def test_an_account_says_it_of_its_own(post, reader):
    robin = Reader(account=reader)
    question = robin.write(post, QUESTION)
    robin.press("blocking", question)
    assert FollowUpReason.objects.get().voter == f"u:{reader.pk}"
    assert seen(robin, post) == {NOTED, TAKE_BACK}


def test_nobody_else_says_it_or_sees_it(post, ann, question, reader):
    ann.press("blocking", question)
    for somebody in (Reader("Bob"), Reader(account=reader)):
        assert seen(somebody, post) == set()
        assert somebody.press("blocking", question).status_code == 403
        assert somebody.press("not-blocking", question).status_code == 403
    assert FollowUpReason.objects.count() == 1


def test_saying_it_twice_is_one_reason_and_told_once(ann, question):
    told = []

    def listen(reason, **kwargs):
        told.append(reason)

    staff_needed.connect(listen)
    try:
        ann.press("blocking", question)
        ann.press("blocking", question)
    finally:
        staff_needed.disconnect(listen)
    assert told == ["blocking"]
    assert FollowUpReason.objects.count() == 1


def test_it_can_be_said_once_per_thread(post, ann, question, staff):
    ann.press("blocking", question)
    followups.resolve(SupportThread.objects.get(), Viewer(user=staff[0]), "answered")
    assert seen(ann, post) == set()
    ann.press("blocking", question)
    assert queue() == []
    assert FollowUpReason.objects.count() == 1


def test_what_is_solved_blocks_nobody(post, ann, question):
    ann.press("blocking", question)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    assert len(queue()) == 1
    ann.press("accept", answer)
    assert queue() == []
    assert seen(ann, post) == set()
    assert ann.press("blocking", question).status_code == 403
    ann.press("unaccept", answer)
    assert len(queue()) == 1
    assert seen(ann, post) == {NOTED, TAKE_BACK}


@pytest.mark.parametrize("changed", [{"is_archive": True}, {"kind": "idea"}])
def test_it_is_not_offered_for_archive_and_ideas(post, ann, question, changed):
    SupportThread.objects.update(**changed)
    assert seen(ann, post) == set()
    assert ann.press("blocking", question).status_code == 403


def test_it_passes_to_the_account_together_with_the_question(post, question, ann, reader):
    ann.press("blocking", question)
    key = CommentOrigin.objects.get().voter
    merge_guest(key.removeprefix("g:"), reader)
    assert FollowUpReason.objects.get().voter == key
    type(question).norel_objects.filter(pk=question.pk).update(user_email=reader.email)
    merge_guest(key.removeprefix("g:"), reader)
    assert FollowUpReason.objects.get().voter == f"u:{reader.pk}"
    assert seen(Reader(account=reader), post) == {NOTED, TAKE_BACK}


def test_it_counts_against_the_rate_like_any_voice(ann, question, settings):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 0}
    assert ann.press("blocking", question).status_code == 429
    assert not FollowUpReason.objects.exists()


def test_a_resolved_reason_is_kept_as_long_as_the_thread(ann, question, staff):
    ann.press("blocking", question)
    followups.resolve(SupportThread.objects.get(), Viewer(user=staff[0]), "answered")
    ann.press("not-blocking", question)
    assert FollowUpReason.objects.count() == 1
    assert FollowUp.objects.get().opened_at > timezone.now() - timedelta(minutes=1)
