from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from tests.keeping import kept
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.actions.snoozing import snooze, wake
from wagtail_peersupport.models import FollowUp, SupportThread
from wagtail_peersupport.models.choices import Outcome
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]


@kept
def thread(post, ann):
    return SupportThread.objects.get(comment=ann.write(post, "How do I wash the heavy tee?"))


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


def actions(thread):
    return sorted(registry.get_logs_for_instance(thread).values_list("action", flat=True))


def test_a_thread_rests_until_the_moment_that_was_chosen(thread, staff, tomorrow):
    before = timezone.now()
    for _time in range(2):
        snooze(thread, staff, tomorrow)
    kept = FollowUp.objects.get()
    assert kept.snoozed_until == tomorrow
    assert before <= kept.snoozed_at < tomorrow
    assert kept.resolved_at is None
    assert actions(thread) == ["peersupport.snooze"]


def test_what_was_open_stays_as_it_was(thread, staff, tomorrow):
    followups.assign(thread, staff, staff.user)
    snooze(thread, staff, tomorrow)
    snooze(thread, staff, tomorrow + timedelta(days=1))
    wake(thread, staff)
    kept = FollowUp.objects.get()
    assert (kept.assignee, kept.snoozed_until, kept.snoozed_at) == (staff.user, None, None)


def test_waking_leaves_nothing_behind_and_can_be_repeated(thread, staff, tomorrow):
    snooze(thread, staff, tomorrow)
    for _time in range(2):
        wake(thread, staff)
    assert not FollowUp.objects.exists()
    assert actions(thread) == ["peersupport.snooze", "peersupport.wake"]


def test_what_the_asker_takes_back_ends_no_rest(thread, ann, staff, tomorrow):
    snooze(thread, staff, tomorrow)
    ann.press("blocking", thread.comment)
    ann.press("not-blocking", thread.comment)
    assert FollowUp.objects.get().snoozed_until == tomorrow


def test_what_is_reopened_does_not_rest(thread, staff, tomorrow):
    snooze(thread, staff, tomorrow)
    followups.resolve(thread, staff, Outcome.NO_REPLY_NEEDED)
    assert followups.reopen(thread, staff).snoozed_until is None


@pytest.mark.parametrize(("days", "words"), [(-1, "is over"), (0, "is over"), (367, "a year")])
def test_a_moment_that_makes_no_sense_is_refused_in_words(thread, staff, days, words):
    with pytest.raises(Refused, match=words):
        snooze(thread, staff, timezone.now() + timedelta(days=days))
    assert not FollowUp.objects.exists()


def test_readers_cannot(thread, reader, tomorrow):
    for viewer in (Viewer(user=reader), Viewer()):
        with pytest.raises(NotAllowed):
            snooze(thread, viewer, tomorrow)
        with pytest.raises(NotAllowed):
            wake(thread, viewer)
