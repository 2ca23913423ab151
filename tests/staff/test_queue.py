import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.keeping import kept
from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.models.choices import Outcome
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
SIZE = "Which size should I take if I am between M and L?"
COLD = "Wash it cold and inside out, and never put it in the dryer."


@pytest.fixture
def queue(desk):
    """The titles in the listing, in its order: ``queue(state="all", q="…")``."""

    def queue(**asked):
        response = desk.get(reverse("peersupport_staff:queue"), asked)
        assert response.status_code == 200
        return [row.thread.title for row in response.context["table"].data]

    return queue


@kept
def viewer(mara):
    return Viewer(user=mara)


def row_of(desk, thread, **asked):
    response = desk.get(reverse("peersupport_staff:queue"), asked)
    return next(row for row in response.context["table"].data if row.thread == thread)


def test_a_question_waits_once_the_readers_had_their_head_start(queue, ask):
    ask(WASH, days=2)
    ask(SHIP, days=0.5)
    assert queue() == [WASH]
    assert set(queue(state="all")) == {WASH, SHIP}


def test_with_one_staff_person_a_question_waits_at_once(queue, ask, loic):
    loic.delete()
    ask(SHIP, days=0)
    assert queue() == [SHIP]


def test_a_question_answered_in_time_waits_no_longer(queue, ask, say):
    say(COLD, name="Bob", days=1.5, parent=ask(WASH).comment)
    assert queue() == []


def test_what_was_resolved_leaves_and_comes_back_when_somebody_writes(queue, ask, say, viewer):
    thread = ask(WASH)
    followups.resolve(thread, viewer, Outcome.NO_REPLY_NEEDED)
    assert queue() == []
    assert queue(state="resolved") == [WASH]
    say("Hello? I still do not know how to wash it.", days=-0.01, parent=thread.comment)
    assert queue() == [WASH]
    assert queue(state="resolved") == []


def test_archive_is_shown_only_when_asked_for(queue, ask):
    ask(WASH, days=400)
    for state in ("waiting", "unassigned", "mine", "resolved", "all"):
        assert queue(state=state) == [], state
    assert queue(state="archive") == [WASH]


def test_hidden_and_removed_questions_are_not_in_it(queue, ask):
    hidden, removed = ask(WASH).comment, ask(SHIP).comment
    type(hidden).norel_objects.filter(pk=hidden.pk).update(is_public=False)
    type(hidden).norel_objects.filter(pk=removed.pk).update(is_removed=True)
    assert queue() == queue(state="all") == []


def test_flagged_come_first_then_the_oldest(queue, ask, say, viewer):
    ask(WASH, days=3)
    ask(SHIP, days=5)
    answered = ask(SIZE, days=2)
    say("Take the L, it shrinks in the first wash.", name="Bob", days=1.5, parent=answered.comment)
    assert queue() == [SHIP, WASH]
    followups.ask_for_staff(answered, Viewer(guest_key="abc"))
    assert queue() == [SIZE, SHIP, WASH]
    assert queue(ordering="-waiting_since") == [SIZE, WASH, SHIP]


def test_a_row_gives_every_reason_each_once(desk, ask, viewer):
    thread = ask(WASH)
    for somebody in (Viewer(guest_key="abc"), Viewer(guest_key="def"), viewer):
        followups.ask_for_staff(thread, somebody)
    row = row_of(desk, thread)
    assert row.reasons == ("A reader asked for staff", "Flagged by staff", "Nobody answered")
    assert row.waiting_since == thread.comment.submit_date


def test_a_row_links_to_the_question_and_to_its_place_on_the_site(desk, ask, post):
    thread = ask(WASH)
    html = desk.get(reverse("peersupport_staff:queue")).content.decode()
    assert f'href="{reverse("peersupport_staff:thread", args=(thread.pk,))}"' in html
    assert f'href="{post.url}#c{thread.comment_id}"' in html


def test_states_tell_mine_from_what_nobody_has(queue, ask, viewer, loic):
    followups.assign(ask(WASH), viewer, viewer.user)
    followups.assign(ask(SHIP), viewer, loic)
    ask(SIZE)
    assert queue(state="mine") == [WASH]
    assert queue(state="unassigned") == [SIZE]
    assert len(queue()) == 3


def test_taking_a_question_and_giving_it_back_leaves_nothing_behind(queue, ask, say, viewer):
    thread = ask(WASH, days=2)
    followups.assign(thread, viewer, viewer.user)
    followups.assign(thread, viewer, None)
    say(COLD, name="Bob", days=1.5, parent=thread.comment)
    assert queue() == []


def test_reasons_kinds_answers_and_posts_narrow_it(queue, ask, make_post, viewer):
    other = make_post("Market day", slug="market-day")
    ask(WASH)
    flagged = ask(SHIP, page=other)
    followups.ask_for_staff(flagged, viewer)
    idea = ask("Could you offer tote bags with the herring print?", days=1)
    assert queue(reason="staff-flagged") == [SHIP]
    assert queue(reason="reader-asked") == []
    assert set(queue(reason="unanswered")) == {WASH, SHIP}
    assert queue(post=other.pk) == [SHIP]
    assert queue(state="all", kind="idea") == [idea.title]
    assert queue(state="all", status="answered") == []


@pytest.mark.parametrize(
    "asked", [{"state": "nonsense"}, {"post": "999999"}, {"kind": "x"}, {"p": "x"}]
)
def test_nonsense_shows_what_waits_and_never_the_archive(queue, ask, asked):
    ask(WASH)
    ask(SHIP, days=400)
    assert queue(**asked) == [WASH]


def test_search_finds_words_of_the_whole_thread_within_the_state(queue, ask, say):
    thread = ask(WASH)
    ask(SHIP)
    say("Mine lost two centimetres.", name="Bob", days=1, parent=thread.comment)
    ask("How long do parcels to the islands take?", days=400)
    assert queue(state="all", q="centimetres") == [WASH]
    assert queue(q="islands") == [SHIP]
    assert queue(q="isl") == [SHIP]
    assert queue(q="herring") == []


def test_any_string_can_be_searched_for(queue, ask):
    ask(SHIP)
    for text in ('"', '"islands', "islands'", "*", "islands AND", "-", "a:b", "(", "\\"):
        queue(q=text)
    assert queue(q='"to the islands"') == [SHIP]


def test_a_list_without_a_match_leads_to_all_questions(desk, ask):
    ask(WASH)
    way_to_queue = reverse("peersupport_staff:queue")
    html = desk.get(way_to_queue, {"state": "mine", "q": "zebra"}).content.decode()
    assert "No questions match." in html
    (way,) = re.findall(r'<a href="([^"]+)">See all current questions</a>', html)
    assert way == f"{way_to_queue}?state=all"


def test_an_empty_queue_says_so_kindly(desk):
    html = desk.get(reverse("peersupport_staff:queue")).content.decode()
    assert "Nobody waits for you." in html


def test_long_queues_have_pages(desk, ask_all):
    ask_all([f"How many shirts of edition {number} are left?" for number in range(22)])
    first = desk.get(reverse("peersupport_staff:queue"))
    second = desk.get(reverse("peersupport_staff:queue"), {"p": "2"})
    titles = [row.thread.pk for page in (first, second) for row in page.context["table"].data]
    assert len(titles) == len(set(titles)) == 22


def test_the_number_of_queries_does_not_grow(desk, ask, say, viewer, make_post, loic):
    def queries(**asked):
        desk.get(reverse("peersupport_staff:queue"), asked)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(reverse("peersupport_staff:queue"), asked)
        return len(captured)

    def more(numbers):
        for number in numbers:
            page = make_post(f"Post {number}", slug=f"post-{number}")
            thread = ask(f"How many shirts of edition {number} are left?", page=page)
            followups.ask_for_staff(thread, viewer)
            followups.assign(thread, viewer, loic if number % 2 else viewer.user)

    more(range(2))
    before = queries(), queries(state="all"), queries(q="shirts")
    more(range(2, 12))
    assert (queries(), queries(state="all"), queries(q="shirts")) == before


def test_head_start_is_the_sites_own(queue, ask, settings):
    settings.PEERSUPPORT = {"HEAD_START_HOURS": 6}
    thread = ask(SHIP, days=0.5)
    assert queue() == [SHIP]
    assert (
        SupportThread.objects.waiting_for("unanswered", timezone.now() - timedelta(hours=7)).count()
        == 0
    )
    assert thread.is_archive is False
