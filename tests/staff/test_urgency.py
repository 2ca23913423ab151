"""What is urgent stands first in the queue, with the words that say so."""

import pytest
from django.urls import reverse

from tests.readers import Reader
from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import CommentOrigin
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db

WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
PAID = "Why was I charged twice for one tee?"
FIRE = "My charger caught fire. What now?"


@pytest.fixture
def rows(desk):
    """The rows of the listing, in its order."""

    def rows(**asked):
        response = desk.get(reverse("peersupport_staff:queue"), asked)
        assert response.status_code == 200
        return response.context["table"].data

    return rows


@pytest.fixture
def queue(rows):
    return lambda **asked: [row.thread.comment_id for row in rows(**asked)]


def test_urgent_ones_come_first_then_flagged_ones_then_what_is_due_first(queue, ask):
    old = ask(WASH, days=5)
    flagged = ask(SHIP, days=0.2)
    followups.ask_for_staff(flagged, Viewer(guest_key="abc"))
    paid, fire = ask(PAID, days=0.1), ask(FIRE, days=0.3)
    expected = [fire, paid, flagged, old]
    assert queue() == [thread.comment_id for thread in expected]


def test_what_blocks_its_asker_is_urgent_as_well(queue, ask):
    old, flagged, blocked = ask(WASH, days=5), ask(SHIP, days=3), ask(WASH, days=0.1)
    followups.ask_for_staff(flagged, Viewer(guest_key="abc"))
    CommentOrigin.objects.create(comment_id=blocked.comment_id, voter="g:xyz")
    followups.say_blocking(blocked, Viewer(guest_key="xyz"))
    assert queue() == [thread.comment_id for thread in (blocked, flagged, old)]
    assert queue(reason="blocking") == queue(urgency="blocked") == [blocked.comment_id]


def test_each_urgency_is_named_with_the_words_that_say_so(rows, desk, ask, say):
    thread = ask(PAID, days=3)
    say("Still no answer!", days=2, parent=thread.comment)
    (row,) = rows()
    assert row.reasons == (
        "Urgent: money, “charged twice”",
        "Urgent: asking again, “still no answer”",
        "Nobody answered",
    )
    screen = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    for page in (screen, home):
        assert "Urgent: money, “charged twice”" in page


def test_what_a_writer_typed_is_no_markup(desk, ask):
    ask("WHERE IS MY <PARCEL> NOW? It never arrived!!!")
    html = desk.get(reverse("peersupport_staff:queue")).content.decode()
    assert "Urgent: angry" in html
    assert "<PARCEL>" not in html


def test_it_waits_since_it_was_asked_though_readers_answered(rows, ask, say):
    thread = ask(PAID, days=3)
    say(
        "You should write to the shop, they pay it back.", days=1, name="Bob", parent=thread.comment
    )
    (row,) = rows()
    assert row.thread.answer_count == 1
    assert row.waiting_since == thread.asked_at


def test_it_is_named_no_longer_once_staff_answered(rows, ask, post, mara):
    thread = ask(PAID, days=3)
    Reader(account=mara).write(post, "We have sent the second payment back.", thread.comment)
    assert rows() == []
    (row,) = rows(state="all")
    assert row.reasons == ()


def test_the_queue_can_be_narrowed_to_one_urgency(queue, ask):
    paid, fire = ask(PAID).comment_id, ask(FIRE, name="Bob").comment_id
    both = ask("I was charged twice and the lamp caught fire, why?", name="Cleo").comment_id
    ask(WASH, name="Dan")
    assert set(queue(urgency="money")) == {paid, both}
    assert set(queue(urgency="safety")) == {fire, both}
    assert queue(urgency="angry") == []
    assert set(queue(reason="urgent")) == {paid, fire, both}
    assert queue(urgency="urgent") == queue()
