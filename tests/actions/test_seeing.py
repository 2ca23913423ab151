from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions.closing import close_question
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.actions.seeing import mark_seen, take_back_seen
from wagtail_peersupport.models import Seen, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"


@kept
def loic(django_user_model):
    return let_support(django_user_model.objects.create_user("loic", "loic@example.com", "loic"))


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


@kept
def thread(question):
    return SupportThread.objects.get(comment=question)


def actions(thread):
    return list(registry.get_logs_for_instance(thread).values_list("action", flat=True))


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_seen_is_no_answer_and_changes_no_status(thread, staff):
    before = SupportThread.objects.filter(pk=thread.pk).values().get()
    seen = mark_seen(thread, staff)
    assert (seen.seen_by, seen.answer_by) == (staff.user, None)
    assert SupportThread.objects.filter(pk=thread.pk).values().get() == before
    assert SupportThread.objects.get().status == "unanswered"


def test_said_again_it_changes_nothing(thread, staff, loic):
    seen = mark_seen(thread, staff, in_days(3))
    for day in (None, in_days(3)):
        mark_seen(thread, Viewer(user=loic), day)
    kept = Seen.objects.get()
    assert (kept.seen_at, kept.seen_by, kept.answer_by) == (seen.seen_at, staff.user, in_days(3))
    assert actions(thread) == ["peersupport.seen"]


def test_whoever_names_another_day_stands_for_it(thread, staff, loic):
    seen = mark_seen(thread, staff)
    mark_seen(thread, Viewer(user=loic), in_days(0))
    kept = Seen.objects.get()
    assert (kept.seen_by, kept.answer_by) == (loic, in_days(0))
    assert kept.seen_at == seen.seen_at


def test_after_an_answer_by_staff_it_is_said_anew(post, question, thread, staff, loic):
    seen = mark_seen(thread, staff, in_days(3))
    Reader("Loic", account=loic).write(post, "Cold water is enough.", question)
    again = mark_seen(thread, Viewer(user=loic))
    assert again.seen_at > seen.seen_at
    assert (again.seen_by, again.answer_by) == (loic, None)


def test_it_can_be_taken_back(thread, staff):
    mark_seen(thread, staff, in_days(3))
    for _time in range(2):
        take_back_seen(thread, staff)
    assert not Seen.objects.exists()
    assert sorted(actions(thread)) == ["peersupport.seen", "peersupport.unseen"]


@pytest.mark.parametrize(("days", "words"), [(-1, "is over"), (366, "within a year")])
def test_a_day_that_makes_no_sense_is_refused_in_words(thread, staff, days, words):
    with pytest.raises(Refused, match=words):
        mark_seen(thread, staff, in_days(days))
    assert not Seen.objects.exists()


def test_what_is_closed_or_an_idea_needs_none(post, thread, staff):
    close_question(thread, staff, "We know no more.")
    with pytest.raises(Refused, match="solved or closed"):
        mark_seen(thread, staff)
    idea = Reader("Dan").write(post, "Please add a care label.")
    with pytest.raises(Refused, match="say what becomes of it"):
        mark_seen(SupportThread.objects.get(comment=idea), staff)


def test_readers_and_staff_of_other_posts_cannot(thread, reader, loic):
    loic.groups.clear()
    for viewer in (Viewer(user=reader), Viewer(), Viewer(user=type(loic).objects.get(pk=loic.pk))):
        with pytest.raises(NotAllowed):
            mark_seen(thread, viewer)
        with pytest.raises(NotAllowed):
            take_back_seen(thread, viewer)
