from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.actions.accepting import accept_answer
from wagtail_peersupport.actions.closing import close_question, open_again
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.actions.followups import ask_for_staff, say_blocking
from wagtail_peersupport.models import Ending, SupportReply, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"
NOTE = "It is no longer made, and we know no more about it."


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def thread(question):
    return SupportThread.objects.get(comment=question)


@pytest.fixture
def asker(question):
    return Viewer(guest_key=question.peersupport_origin.voter.removeprefix("g:"))


def status():
    return SupportThread.objects.get().status


def queue(after=timedelta()):
    return list(SupportThread.objects.needing_staff(timezone.now() + after))


def test_closing_is_seen_and_can_be_undone(thread, staff):
    assert queue() == [thread]
    close_question(thread, staff, NOTE)
    assert status() == "closed"
    assert queue(timedelta(days=30)) == []
    assert not SupportThread.objects.unanswered().exists()
    open_again(thread, staff)
    assert status() == "unanswered"
    assert queue() == [thread]


def test_doing_it_twice_is_one_entry_in_the_log(thread, staff):
    for _time in range(2):
        close_question(thread, staff, NOTE)
    for _time in range(2):
        open_again(thread, staff)
    actions = registry.get_logs_for_instance(thread).values_list("action", flat=True)
    assert sorted(actions) == ["peersupport.close", "peersupport.unclose"]


def test_another_note_keeps_the_day(thread, staff):
    close_question(thread, staff, NOTE)
    since = Ending.objects.get().ended_at
    close_question(thread, staff, "Nobody makes it any more.")
    assert Ending.objects.get().ended_at == since
    assert Ending.objects.get().note == "Nobody makes it any more."


def test_what_nobody_answered_is_closed_with_a_reason_only(post, question, thread, staff):
    with pytest.raises(Refused, match="why there is no more to say"):
        close_question(thread, staff)
    Reader("Bob").write(post, "No idea, try the shop.", question)
    close_question(thread, staff)
    assert status() == "closed"
    assert SupportThread.objects.answered().count() == 0


def test_readers_cannot_close_or_open(thread, asker, reader, staff):
    for viewer in (asker, Viewer(user=reader), Viewer()):
        with pytest.raises(NotAllowed):
            close_question(thread, viewer, NOTE)
        with pytest.raises(NotAllowed):
            open_again(thread, viewer)
    assert not Ending.objects.exists()


def test_what_is_solved_or_an_idea_is_not_closed(post, question, thread, asker, staff):
    answer = Reader("Bob").write(post, "Cold water is enough.", question)
    accept_answer(SupportReply.objects.get(comment_id=answer.pk), asker)
    with pytest.raises(Refused):
        close_question(thread, staff, NOTE)
    idea = Reader("Dan").write(post, "Please add a care label.")
    with pytest.raises(Refused):
        close_question(SupportThread.objects.get(comment=idea), staff, NOTE)


def test_the_asker_may_still_accept(post, question, thread, asker, staff):
    close_question(thread, staff, NOTE)
    answer = Reader("Bob").write(post, "Cold water is enough.", question)
    assert status() == "closed"
    accept_answer(SupportReply.objects.get(comment_id=answer.pk), asker)
    assert status() == "solved"


def test_closing_ends_what_is_open_for_staff_and_opening_brings_it_back(thread, staff, asker):
    ask_for_staff(thread, Viewer(guest_key="abc"))
    close_question(thread, staff, NOTE)
    assert queue() == []
    assert thread.follow_ups.get().resolved_at is not None
    open_again(thread, staff)
    assert thread.follow_ups.get().resolved_at is None


def test_the_asker_who_asks_again_is_in_the_queue_until_staff_resolve_it(
    post, question, thread, ann, staff
):
    close_question(thread, staff, NOTE)
    Reader("Bob").write(post, "Cold water is enough.", question)
    assert queue() == []
    ann.write(post, "It shrinks all the same.", question)
    assert queue() == [thread]
    assert status() == "closed"
    open_again(thread, staff)
    assert SupportThread.objects.get().closed_at is None


def test_whoever_is_blocked_or_calls_staff_afterwards_is_heard(thread, staff, asker):
    close_question(thread, staff, NOTE)
    say_blocking(thread, asker)
    assert queue() == [thread]
