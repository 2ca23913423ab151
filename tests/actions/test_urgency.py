"""What is urgent reaches staff at once, and stays until they did something about it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db

CHARGED = "I was charged twice for my order. What happened there?"
CALM = "How do I wash the heavy tee without shrinking it?"


@kept(autouse=True)
def staff(django_user_model):
    """Two people with the staff permission, so that readers get their head start."""
    people = [
        django_user_model.objects.create_user(name, f"{name}@example.com")
        for name in ("mara", "loic")
    ]
    return [let_support(person) for person in people]


def queue(after=timedelta()):
    return list(SupportThread.objects.needing_staff(timezone.now() + after))


def test_an_urgent_question_needs_staff_at_once(post, ann):
    ann.write(post, CHARGED)
    thread = SupportThread.objects.get()
    assert thread.urgency == [["money", "charged twice"]]
    assert queue() == [thread]


def test_any_other_question_has_the_readers_head_start(post, ann):
    ann.write(post, CALM)
    assert SupportThread.objects.get().urgency == []
    assert queue() == []


def test_what_a_reader_answers_is_not_enough_what_staff_answer_is(post, ann, staff):
    question = ann.write(post, CHARGED)
    Reader("Bob").write(post, "Try to write to the shop, they pay it back.", question)
    assert SupportThread.objects.get().answer_count == 1
    assert len(queue()) == 1
    Reader(account=staff[0]).write(post, "We have sent the second payment back to you.", question)
    assert SupportThread.objects.get().answer_count == 2
    assert queue() == []


def test_an_accepted_answer_is_enough_whoever_wrote_it(post, ann):
    question = ann.write(post, CHARGED)
    answer = Reader("Bob").write(post, "Try to write to the shop, they pay it back.", question)
    ann.press("accept", answer)
    assert queue() == []
    ann.press("unaccept", answer)
    assert len(queue()) == 1


def test_asking_again_counts_after_an_answer_of_staff_too(post, ann, staff):
    question = ann.write(post, CALM)
    Reader(account=staff[0]).write(post, "You can wash it cold, we always do that.", question)
    assert queue() == []
    ann.write(post, "That shrank it, too. I want my money back.", question)
    thread = SupportThread.objects.get()
    assert thread.urgency == [["money", "my money back"]]
    assert queue() == [thread]
    Reader(account=staff[1]).write(post, "We have sent the money to your account.", question)
    assert queue() == []


def test_a_nudge_by_the_asker_is_urgent_and_nobody_elses_is(post, ann):
    question = ann.write(post, CALM)
    Reader("Bob").write(post, "Any news?", question)
    assert queue() == []
    ann.write(post, "Any news?", question)
    thread = SupportThread.objects.get(comment=question)
    assert thread.urgency == [["asking-again", "any news"]]
    assert queue() == [thread]


def test_several_come_in_one_order_each_once(post, ann):
    question = ann.write(post, CHARGED)
    ann.write(post, "Still no answer. I want my money back!", question)
    ann.write(post, "And now the charger caught fire.", question)
    assert SupportThread.objects.get(comment=question).urgency == [
        ["safety", "caught fire"],
        ["money", "charged twice"],
        ["asking-again", "still no answer"],
    ]


def test_what_the_asker_took_away_counts_no_longer(post, ann):
    question = ann.write(post, CALM)
    nudge = ann.write(post, "Any news?", question)
    comments.comment_model().norel_objects.filter(pk=nudge.pk).update(is_removed=True)
    sync_comments([nudge.pk])
    assert SupportThread.objects.get(comment=question).urgency == []
    assert queue() == []


def test_staff_resolve_it_until_something_happens(post, ann, staff):
    question = ann.write(post, CHARGED)
    thread = SupportThread.objects.get()
    followups.resolve(thread, Viewer(user=staff[0]), "no-reply-needed")
    assert queue() == []
    ann.write(post, "Still no answer.", question)
    assert queue() == [thread]


def test_archive_is_never_urgent(post, ann):
    ann.write(post, CHARGED)
    SupportThread.objects.update(is_archive=True)
    assert queue() == []


def test_refreshing_takes_the_same_queries_for_many_and_changes_nothing_twice(post):
    def refreshed(names):
        for name in names:
            asker = Reader(name)
            question = asker.write(post, CHARGED)
            asker.write(post, "Still no answer.", question)
        pks = list(SupportThread.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as captured:
            assert refresh_threads(pks) == []
        return len(captured)

    assert refreshed(["Ann"]) == refreshed(["Bob", "Cleo", "Dora"])
