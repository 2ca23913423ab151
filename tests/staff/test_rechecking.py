"""The post was published again: staff look at what was accepted before."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.keeping import kept
from tests.pages.reading import plain
from tests.site.models import BlogPage
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.rechecking import answers_to_check
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import Acceptance, Endorsement, FollowUp, Lesson, SupportThread
from wagtail_peersupport.models.choices import Outcome
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
WASH = "How do I wash the heavy tee without shrinking it?"
COLD = "Wash it cold and inside out."
ASKS = "The post was published again"


@kept
def thread(ask):
    return ask(WASH, days=9)


@kept
def answer(say, thread):
    return accepted(say(COLD, days=8, name="Bob", parent=thread.comment), thread)


def accepted(answer, thread, days=7):
    Acceptance.objects.create(
        question=thread.comment,
        answer_id=answer.pk,
        voter="g:ann",
        for_asker=False,
        accepted_at=timezone.now() - timedelta(days=days),
    )
    refresh_threads([thread.pk])
    return answer


def publish(post, days=0):
    """Publish the post; as if so many days ago."""
    post.save_revision().publish()
    moment = timezone.now() - timedelta(days=days)
    BlogPage.objects.filter(pk=post.pk).update(last_published_at=moment)
    return moment


def screen(desk, thread):
    response = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,)))
    return plain(response.content.decode())


def press(desk, answer, **data):
    """Press "Still right"; returns what it says, and the button that undoes it."""
    path = reverse("peersupport_staff:still_right", args=(answer.pk,))
    html = desk.post(path, data, follow=True).content.decode()
    undo = re.search(r"<button[^>]*>\s*Undo", html)
    return plain(html), dict(re.findall(r'(\w+)="([^"]*)"', undo[0])) if undo else {}


def test_nothing_is_asked_before_the_post_is_published_again(desk, post, thread, answer):
    publish(post, days=8)
    assert ASKS not in screen(desk, thread)


def test_after_it_was_the_answer_is_shown_with_two_buttons(desk, post, thread, answer):
    publish(post)
    shown = screen(desk, thread)
    assert ASKS in shown
    assert "Still right" in shown
    assert "Mark as outdated" in shown


def test_only_accepted_answers_are_asked_about(post, thread, answer, say):
    say("Or in a net, says my aunt.", days=6, name="Cleo", parent=thread.comment)
    publish(post)
    thread.refresh_from_db()
    assert [one.comment_id for one in answers_to_check(thread)] == [answer.pk]


def test_still_right_vouches_for_it_and_asks_no_more(desk, mara, post, thread, answer):
    publish(post)
    said, undo = press(desk, answer)
    assert f"“{COLD}” is still right" in said
    assert ASKS not in said
    endorsement = Endorsement.objects.get()
    assert (endorsement.verdict, endorsement.made_by) == ("verified", mara)
    assert "Verified by mara" in plain(desk.get(post.url).content.decode())
    assert "Said that an answer is still right" in screen(desk, thread)
    desk.post(undo["formaction"], {undo["name"]: undo["value"]})
    assert not Endorsement.objects.exists()
    assert ASKS in screen(desk, thread)


def test_what_was_verified_before_keeps_its_note_and_is_verified_anew(
    desk, loic, post, thread, answer
):
    before = timezone.now() - timedelta(days=3)
    Endorsement.objects.create(
        comment_id=answer.pk, verdict="verified", note="Tried it.", made_by=loic, made_at=before
    )
    publish(post)
    assert ASKS in screen(desk, thread)
    press(desk, answer)
    endorsement = Endorsement.objects.get()
    assert endorsement.note == "Tried it."
    assert endorsement.made_at > before
    assert ASKS not in screen(desk, thread)


def test_saying_it_twice_changes_nothing_more(desk, post, thread, answer):
    publish(post)
    press(desk, answer)
    press(desk, answer)
    assert Endorsement.objects.count() == 1


def test_outdated_says_what_holds_now_and_asks_no_more(desk, post, thread, answer):
    publish(post)
    path = reverse("peersupport_staff:judge", args=(answer.pk,))
    desk.post(path, {"verdict": "outdated", "note": "Warm is fine now."})
    shown = screen(desk, thread)
    assert ASKS not in shown
    assert "Warm is fine now." in shown
    said, __ = press(desk, answer)
    assert "We warned of this answer meanwhile" in said
    assert Endorsement.objects.get().verdict == "outdated"


def test_of_ones_own_answer_it_resolves_the_thread_and_undo_opens_it(desk, mara, post, thread, say):
    own = accepted(say(COLD, days=8, user=mara, parent=thread.comment), thread)
    publish(post)
    assert ASKS in screen(desk, thread)
    said, undo = press(desk, own)
    assert ASKS not in said
    assert not Endorsement.objects.exists()
    assert FollowUp.objects.get().outcome == Outcome.NO_REPLY_NEEDED
    desk.post(undo["formaction"])
    assert FollowUp.objects.get().resolved_at is None
    assert ASKS in screen(desk, thread)


def test_a_thread_that_staff_resolved_since_asks_no_more(desk, mara, post, thread, answer):
    publish(post, days=1)
    followups.resolve(thread, Viewer(user=mara), Outcome.NO_REPLY_NEEDED)
    assert ASKS not in screen(desk, thread)
    publish(post)
    assert ASKS in screen(desk, thread)


def test_the_publication_that_put_its_answer_into_the_post_asks_nothing(
    desk, post, thread, answer, ask, say
):
    other = ask("How do I dry the heavy tee?", days=9)
    accepted(say("On a line.", days=8, name="Cleo", parent=other.comment), other)
    moment = publish(post, days=1)
    Lesson.objects.create(
        question=thread.comment, answer_id=answer.pk, page=post, drafted_at=moment, live_at=moment
    )
    assert ASKS not in screen(desk, thread)
    assert ASKS in screen(desk, other)
    publish(post)
    assert ASKS in screen(desk, thread)


def test_what_was_accepted_since_is_not_asked_about(post, thread, answer, say):
    publish(post, days=1)
    fresh = say("Or in a net, says my aunt.", days=0.5, name="Cleo", parent=thread.comment)
    accepted(fresh, thread, days=0)
    thread = SupportThread.objects.get(pk=thread.pk)
    assert [one.comment_id for one in answers_to_check(thread)] == [answer.pk]


def test_only_staff_and_only_by_a_press(client, desk, reader, post, answer):
    publish(post)
    path = reverse("peersupport_staff:still_right", args=(answer.pk,))
    assert desk.get(path).status_code == 405
    client.force_login(reader)
    assert client.post(path).status_code in (302, 403)
    assert not Endorsement.objects.exists()
