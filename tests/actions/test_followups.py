from datetime import timedelta

import pytest
from django.utils import timezone

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.errors import NotAllowed
from wagtail_peersupport.models import FollowUp, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db


@kept
def staff(django_user_model):
    """Two people with the staff permission, so that readers get their head start."""
    people = [django_user_model.objects.create_user(name) for name in ("mara", "loic")]
    return [let_support(person) for person in people]


@kept
def thread(post):
    Reader("Ann").write(post, "How do I wash the heavy tee without shrinking it?")
    return SupportThread.objects.get()


def queue(after=timedelta()):
    return list(SupportThread.objects.needing_staff(timezone.now() + after))


def test_a_question_nobody_answered_is_overdue_after_the_head_start(thread, staff):
    assert queue() == []
    assert queue(timedelta(hours=23)) == []
    assert queue(timedelta(hours=25)) == [thread]


def test_with_one_staff_person_there_is_no_head_start(thread, staff):
    staff[1].delete()
    assert queue() == [thread]


def test_an_answer_takes_it_out(thread, staff, post):
    Reader("Bob").write(post, "Wash it cold and hang it up to dry.", thread.comment)
    assert queue(timedelta(days=3)) == []


def test_no_reply_needed_closes_it_until_something_happens(thread, staff, post):
    viewer = Viewer(user=staff[0])
    followups.resolve(thread, viewer, "no-reply-needed")
    assert queue(timedelta(days=3)) == []
    Reader("Ann").write(post, "Hello? Nobody? I still do not know how to wash it.", thread.comment)
    assert queue(timedelta(days=3)) == [thread]


def test_a_reader_can_ask_for_staff_at_once(thread, staff, post):
    Reader("Bob").write(post, "Wash it cold and hang it up to dry.", thread.comment)
    cleo = Reader("Cleo")
    assert cleo.press("ask-for-staff", thread.comment).status_code == 302
    cleo.press("ask-for-staff", thread.comment)
    assert queue() == [thread]
    follow_up = FollowUp.objects.get()
    assert [reason.reason for reason in follow_up.reasons.all()] == ["reader-asked"]


def test_staff_flag_assign_resolve_and_reopen(thread, staff):
    viewer = Viewer(user=staff[0])
    followups.ask_for_staff(thread, viewer)
    followups.assign(thread, viewer, staff[1])
    assert FollowUp.objects.get().assignee == staff[1]
    followups.resolve(thread, viewer, "answered")
    assert queue() == []
    followups.reopen(thread, viewer)
    followups.reopen(thread, viewer)
    assert queue() == [thread]
    assert FollowUp.objects.filter(resolved_at=None).count() == 1


def test_readers_can_do_none_of_this(thread, reader):
    for viewer in (Viewer(user=reader), Viewer(guest_key="abc"), Viewer()):
        with pytest.raises(NotAllowed):
            followups.assign(thread, viewer, reader)
        with pytest.raises(NotAllowed):
            followups.resolve(thread, viewer, "answered")
        with pytest.raises(NotAllowed):
            followups.reopen(thread, viewer)
    assert not FollowUp.objects.exists()


def test_archive_never_enters_the_queue(thread, staff):
    SupportThread.objects.update(is_archive=True)
    assert queue(timedelta(days=30)) == []
    assert Reader("Cleo").press("ask-for-staff", thread.comment).status_code == 403


def test_an_idea_is_never_overdue(post, staff):
    Reader("Ann").write(post, "Could you offer tote bags with the herring print?")
    assert queue(timedelta(days=30)) == []
