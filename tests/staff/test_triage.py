"""The screen of a thread with the queue around it: where one is, where one goes, what one knows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.keeping import factory, kept
from tests.pages.reading import plain, queries
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.accepting import accept_answer
from wagtail_peersupport.actions.endorsing import endorse, say_of_answer
from wagtail_peersupport.models import CommentOrigin, FollowUp, SupportReply, SupportThread
from wagtail_peersupport.models.choices import Verdict
from wagtail_peersupport.staff.places import screen_url
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
QUEUE = "/admin/support/"
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
SIZE = "Which size should I take if I am between M and L?"
COLD = "Wash it cold and inside out, and never put it in the dryer."


@kept
def three(ask):
    """Three that wait, in the order of the queue."""
    return [ask(WASH, days=5), ask(SHIP, days=4), ask(SIZE, days=3)]


def walk(desk, thread, queue=""):
    return desk.get(screen_url(thread.pk, queue)).context["walk"]


def press(desk, name, thread, queue="", args=(), **sent):
    """Presses a button on the thread's own screen; returns where that leads."""
    path = reverse(f"peersupport_staff:{name}", args=(thread.pk, *args))
    return desk.post(path, {"next": screen_url(thread.pk, queue), **sent})


# Where one is ------------------------------------------------------------------------------------


def test_the_queue_stands_beside_the_thread_in_its_order(desk, three):
    found = walk(desk, three[1])
    assert [step.title for step in found.steps] == [WASH, SHIP, SIZE]
    assert [step.is_current for step in found.steps] == [False, True, False]
    assert (found.place, found.total) == (2, 3)
    assert (found.previous, found.next) == (screen_url(three[0].pk), screen_url(three[2].pk))


def test_at_the_ends_there_is_no_way_further(desk, three):
    assert walk(desk, three[0]).previous == ""
    assert walk(desk, three[2]).next == ""


def test_filters_order_and_search_of_the_queue_travel_along(desk, three, make_post, ask):
    elsewhere = make_post("Washing", slug="washing")
    other = ask("How hot may I wash the hoodie?", page=elsewhere, days=1)
    narrowed = f"post={elsewhere.pk}"
    listing = desk.get(f"{QUEUE}?{narrowed}&p=1").content.decode()
    assert f'href="{screen_url(other.pk, narrowed)}"' in listing
    found = walk(desk, other, narrowed)
    assert [step.title for step in found.steps] == [other.title]
    assert found.url == f"{QUEUE}?{narrowed}"
    backwards = walk(desk, three[0], "state=all&ordering=-waiting_since")
    assert [step.title for step in backwards.steps] == [other.title, SIZE, SHIP, WASH]
    assert [step.title for step in walk(desk, three[1], "q=islands").steps] == [SHIP]


def test_what_is_not_in_the_queue_is_shown_with_the_first_of_it_next(desk, three, mara):
    followups.resolve(three[1], Viewer(user=mara), "answered")
    found = walk(desk, three[1])
    assert (found.place, found.total, found.next) == (0, 2, screen_url(three[0].pk))


def test_a_long_queue_shows_those_around(desk, ask_all):
    threads = ask_all([f"Where is shirt number {number}?" for number in range(40)], days=40)
    found = walk(desk, threads[20])
    assert (found.place, found.total, len(found.steps)) == (21, 40, 30)
    assert [step.is_current for step in found.steps].index(True) == 15
    assert len(walk(desk, threads[39]).steps) == 30


@pytest.mark.parametrize("queue", ["state=nonsense", "%00=1&p=x", "q=%22", "post=999999", "=&&="])
def test_any_queue_in_the_address_is_survived(desk, three, queue):
    assert desk.get(reverse("peersupport_staff:thread", args=(three[0].pk,)), {"queue": queue})


# Where one goes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["answered", "no-reply-needed", "not-a-question"])
def test_settling_a_question_leads_to_the_next_with_the_way_back(desk, three, name):
    response = press(desk, name, three[0])
    assert response.url == screen_url(three[1].pk)
    html = desk.get(response.url).content.decode()
    undo = "is-a-question" if name == "not-a-question" else "reopen"
    assert f'formaction="/admin/support/{three[0].pk}/{undo}/"' in html


def test_after_the_last_comes_what_was_left_out_and_then_the_empty_queue(desk, three):
    assert press(desk, "no-reply-needed", three[2]).url == screen_url(three[0].pk)
    assert press(desk, "no-reply-needed", three[0]).url == screen_url(three[1].pk)
    assert press(desk, "no-reply-needed", three[1]).url == QUEUE


def test_the_next_is_that_of_the_queue_one_came_from(desk, three):
    queue = "state=all&ordering=-waiting_since"
    assert press(desk, "answered", three[1], queue).url == screen_url(three[0].pk, queue)


def test_what_settles_nothing_stays(desk, three, loic):
    for name, sent in (
        ("assign", {}),
        ("seen", {}),
        ("note", {"text": "Ask the printer."}),
        ("hand_over", {"assignee": loic.pk}),
        ("flag", {}),
    ):
        assert press(desk, name, three[0], "kind=question", **sent).url == screen_url(
            three[0].pk, "kind=question"
        ), name


def test_snoozing_leads_to_the_next(desk, three):
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert press(desk, "snooze", three[0], until=day).url == screen_url(three[1].pk)
    assert FollowUp.objects.get().snoozed_until.date().isoformat() == day


def test_accepting_leads_to_the_next(desk, three, say):
    answer = say(COLD, name="Bob", days=4.5, parent=three[0].comment)
    SupportThread.objects.filter(pk=three[0].pk).update(
        answered_at=timezone.now() - timedelta(days=8)
    )
    queue = "state=all"
    response = press(desk, "accept", three[0], queue, args=(answer.pk,))
    assert response.url != screen_url(three[0].pk, queue)
    assert "accepted for the person who asked" in desk.get(response.url).content.decode()


def test_closing_leads_to_the_next(desk, three):
    response = press(desk, "close", three[0], note="We can't say more.")
    assert response.url == screen_url(three[1].pk)


def test_merging_leads_to_the_next_from_the_list_and_from_the_page_to_choose_on(desk, three, ask):
    again = ask("How do I wash the heavy tee so that it does not shrink?", days=6)
    page = desk.get(
        reverse("peersupport_staff:merge", args=(again.pk,)), {"queue": "kind=question"}
    )
    assert f'name="next" value="{screen_url(again.pk, "kind=question")}"' in page.content.decode()
    response = press(desk, "merge", again, "kind=question", target=three[2].pk)
    assert response.url == screen_url(three[0].pk, "kind=question")
    again.refresh_from_db()
    assert again.merged_into == three[2]


def test_what_was_refused_stays(desk, three):
    assert press(desk, "snooze", three[0], until="2020-01-01").url == screen_url(three[0].pk)
    assert press(desk, "snooze", three[0], until="tomorrow").url == screen_url(three[0].pk)
    assert not FollowUp.objects.exists()


def test_a_button_of_the_queue_itself_leads_back_to_the_queue(desk, three):
    path = reverse("peersupport_staff:answered", args=(three[0].pk,))
    here = f"{QUEUE}?state=all"
    assert desk.post(path, {"next": here}).url == here
    # Nor does the screen of another thread move on.
    other = screen_url(three[2].pk)
    path = reverse("peersupport_staff:answered", args=(three[1].pk,))
    assert desk.post(path, {"next": other}).url == other


# What one knows ----------------------------------------------------------------------------------


def context(desk, thread):
    return desk.get(screen_url(thread.pk)).context


def test_the_post_is_named_with_its_first_words(desk, three, post):
    html = plain(desk.get(screen_url(three[0].pk)).content.decode())
    assert post.title in html
    assert "With ink." in html


def test_an_accounts_other_questions_and_answers_are_told(desk, ask, say, reader):
    thread = ask(WASH, user=reader, name="Robin")
    assert context(desk, thread)["asker_history"].last == ()
    ask(SHIP, user=reader, name="Robin", days=9)
    other = ask(SIZE, name="Ann", days=8)
    say("Take the L, it runs small.", user=reader, name="Robin", days=7, parent=other.comment)
    # A guest with the same name is somebody else.
    ask("Is there a tour for a history group?", name="Robin", days=3)
    found = context(desk, thread)["asker_history"]
    assert (found.questions, found.answers) == (1, 1)
    assert [one.words for one in found.last] == ["Take the L, it runs small.", SHIP]


def test_of_a_guest_only_what_a_confirmed_address_proves_is_told(desk, ask):
    thread, other = ask(WASH), ask(SHIP, days=9)
    assert not context(desk, thread)["asker_history"].is_known
    CommentOrigin.objects.create(comment_id=thread.comment_id, is_confirmed=True)
    assert context(desk, thread)["asker_history"].questions == 0
    CommentOrigin.objects.create(comment_id=other.comment_id, is_confirmed=True)
    assert context(desk, thread)["asker_history"].questions == 1


def test_what_one_does_not_reach_is_not_told_of_the_asker(desk, ask, reader, make_post):
    hidden = make_post("For the board", slug="board")
    thread = ask(WASH, user=reader, name="Robin")
    ask(SHIP, user=reader, name="Robin", page=hidden)
    hidden.unpublish()
    assert context(desk, thread)["asker_history"].questions == 0


# Solved before -----------------------------------------------------------------------------------


@factory
def solve(say):
    def solve(thread, words=COLD):
        page = thread.page.specific
        answer = say(words, name="Bob", days=1, parent=thread.comment, page=page)
        reply = SupportReply.objects.get(comment=answer)
        accept_answer(reply, Viewer(user=thread.comment.user))
        thread.refresh_from_db()
        return answer

    return solve


@kept
def solved(ask, solve, reader, make_post):
    elsewhere = make_post("Washing", slug="washing")
    thread = ask(
        "How can I wash my heavy tee without it shrinking?",
        user=reader,
        name="Robin",
        page=elsewhere,
    )
    solve(thread)
    return thread


def test_similar_solved_questions_are_offered_with_a_quote_and_their_link(desk, three, solved):
    (found,) = context(desk, three[0])["similar"]
    assert found.title == solved.title
    assert f"> {COLD}" in found.start
    assert f"/blog/washing/#c{solved.comment_id}" in found.start
    html = desk.get(found.answer_with.partition("#")[0]).content.decode()
    assert f"&gt; {COLD}" in html.partition("<textarea")[2].partition("</textarea>")[0]
    assert context(desk, three[1])["similar"] == []


def test_a_verdict_against_an_answer_keeps_it_from_being_quoted(desk, three, solved, mara):
    reply = SupportReply.objects.get(thread=solved)
    words = "The tees are made otherwise now."
    say_of_answer(reply, Viewer(user=mara), Verdict.OUTDATED, words)
    (found,) = context(desk, three[0])["similar"]
    assert COLD not in found.start


def test_what_readers_may_not_see_is_not_quoted_to_them(desk, three, solved):
    PageViewRestriction.objects.create(page=solved.page, restriction_type="password", password="x")
    assert context(desk, three[0])["similar"] == []
    page = desk.get(screen_url(three[0].pk), {"answer_with": solved.pk}).content.decode()
    assert "This was answered before" not in page


def test_the_best_answer_can_be_copied_as_text(desk, three, say, loic):
    assert context(desk, three[0])["mail_text"] == ""
    say("No idea, sorry, but I wash mine by hand.", name="Cleo", days=4, parent=three[0].comment)
    answer = say(COLD, name="Bob", days=3, parent=three[0].comment)
    endorse(SupportReply.objects.get(comment=answer), Viewer(user=loic))
    text = context(desk, three[0])["mail_text"]
    assert text.startswith("Hello,\n\n" + COLD)
    assert f"#c{three[0].comment_id}" in text


# What it takes -----------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_queue(desk, ask, ask_all, solve, reader):
    def more(numbers):
        ask_all([f"Where is shirt number {number}?" for number in numbers], days=5)
        washing = [
            f"How do I wash heavy tee number {number} without shrinking it?" for number in numbers
        ]
        for done in ask_all(washing, user=reader, name="Robin"):
            solve(done)

    thread = ask(WASH, days=6, user=reader, name="Robin")
    more(range(3))
    path = screen_url(thread.pk)
    few = queries(desk, path)
    more(range(3, 30))
    assert len(context(desk, thread)["similar"]) == 5
    assert queries(desk, path) == few
