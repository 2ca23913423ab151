"""Staff put replies where they belong: elsewhere, on their own, or nowhere."""

import itertools
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry

from tests.actions.test_sync import add
from tests.keeping import kept
from tests.readers import Reader
from tests.sweeping import run_sweep
from wagtail_peersupport.actions import moving
from wagtail_peersupport.actions.deciding import decide_needs_support
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import CommentDecision, HelpfulVote, SupportReply, SupportThread
from wagtail_peersupport.models.choices import Kind
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
NEW = (
    "Something else: does anyone know how long the parcels to the islands take? "
    "Mine has not arrived, and I need it for a wedding."
)
COLD = "Wash it cold and inside out, and never put it in the dryer."
DARKER = "Mine is about two shades darker than there, I held it beside the screen by daylight."
FERRY = "Yes, they go with the ferry on Tuesdays and Fridays."


@kept
def talk(post):
    """Two questions; under the first one an answer to each of them, and a thanks for the second."""

    talk = SimpleNamespace()
    talk.wash = add(post, WASH, "Ann", minutes_ago=60)
    talk.ship = add(post, SHIP, "Ben", minutes_ago=55)
    talk.cold = add(post, COLD, "Cleo", talk.wash, minutes_ago=50)
    talk.ferry = add(post, FERRY, "Dora", talk.wash, minutes_ago=45)
    talk.thanks = add(post, "Thank you, that helps!", "Ben", talk.ferry, minutes_ago=40)
    sync_comments([talk.wash.pk, talk.ship.pk])
    run_sweep()
    return talk


@kept
def below(talk, post, staff):
    """A question that was asked in reply to the thanks."""
    comment = add(post, "Which ink do you print with?", "Fay", talk.thanks, minutes_ago=30)
    sync_comments([comment.pk])
    decide_needs_support(comment, staff, True)
    return comment


def thread_of(comment):
    return SupportThread.objects.get(comment_id=comment.pk)


def members(comment):
    """Who stands in the thread of a question, in the order of posting."""
    replies = SupportReply.objects.filter(thread__comment_id=comment.pk)
    return list(
        replies.order_by("comment__submit_date").values_list("comment__user_name", flat=True)
    )


def state():
    threads = SupportThread.objects.filter(is_retired=False).order_by("comment_id")
    replies = SupportReply.objects.order_by("comment_id")
    return (
        list(threads.values_list("comment_id", "kind", "answer_count", "answered_at")),
        list(replies.values_list("comment_id", "thread__comment_id", "role", "link", "by_asker")),
    )


def test_a_reply_moves_with_what_hangs_on_it(talk, staff):
    moving.move_comment(talk.ferry, staff, thread_of(talk.ship))
    assert (members(talk.wash), members(talk.ship)) == (["Cleo"], ["Dora", "Ben"])
    reply = SupportReply.objects.get(comment_id=talk.ferry.pk)
    assert (reply.link, reply.is_answer) == ("moved", True)
    assert SupportReply.objects.get(comment_id=talk.thanks.pk).by_asker
    assert [thread_of(one).answer_count for one in (talk.wash, talk.ship)] == [1, 1]
    assert thread_of(talk.ship).status == "answered"


def test_the_votes_on_it_stay_with_it(talk, staff):
    Reader("Eve").press("helpful", talk.ferry)
    moving.move_comment(talk.ferry, staff, thread_of(talk.ship))
    assert HelpfulVote.objects.get().comment_id == talk.ferry.pk


def test_what_was_accepted_elsewhere_solves_nothing_where_it_moves(talk, staff, post):
    ann = Reader("Ann")
    question = ann.write(post, "Is the navy one darker than on the picture?")
    answer = Reader("Dora").write(post, DARKER, question)
    ann.press("accept", answer)
    moving.move_comment(answer, staff, thread_of(talk.ship))
    assert [thread_of(one).status for one in (question, talk.ship)] == ["unanswered", "answered"]
    assert "✓ Accepted answer" not in Reader("Eve").client.get(post.url).content.decode()


def test_whoever_asked_there_hears_of_the_answer_that_arrived(
    talk, staff, post, django_capture_on_commit_callbacks
):
    question = Reader("Fay").write(post, "When does the ferry with the parcels leave?")
    told = len(mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        moving.move_comment(talk.ferry, staff, thread_of(question))
    assert [message.to for message in mail.outbox[told:]] == [["fay@example.com"]]


def test_a_reply_that_asks_something_new_opens_its_own_thread(post):
    question = Reader("Ann").write(post, WASH)
    cold = Reader("Cleo").write(post, COLD, reply_to=question)
    other = Reader("Ben").write(post, NEW, reply_to=cold)
    assert thread_of(other).is_retired is False
    answer = Reader("Dora").write(post, FERRY, reply_to=other)
    assert SupportReply.objects.get(comment_id=answer.pk).thread.comment_id == other.pk
    assert members(question) == ["Cleo"]


def test_a_reply_is_split_off_and_its_replies_follow_it(talk, staff):
    moving.split_off(talk.ferry, staff, Kind.PROBLEM)
    thread = thread_of(talk.ferry)
    assert (thread.kind, thread.is_retired) == ("problem", False)
    assert (members(talk.wash), members(talk.ferry)) == (["Cleo"], ["Ben"])


def test_a_reply_is_set_apart_with_what_hangs_on_it(talk, staff):
    moving.set_apart(talk.ferry, staff)
    assert members(talk.wash) == ["Cleo"]
    assert not SupportReply.objects.filter(comment__in=[talk.ferry.pk, talk.thanks.pk]).exists()
    assert SupportThread.objects.count() == 2


VERBS = {
    "move": lambda talk, staff: moving.move_comment(talk.ferry, staff, thread_of(talk.ship)),
    "split off": lambda talk, staff: moving.split_off(talk.ferry, staff, Kind.QUESTION),
    "set apart": lambda talk, staff: moving.set_apart(talk.ferry, staff),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_undoing_brings_everything_back(talk, staff, verb):
    before, was = state(), moving.decided_before(talk.ferry)
    verb(talk, staff)
    assert state() != before
    moving.restore_place(talk.ferry, staff, was)
    assert state() == before
    assert not CommentDecision.objects.exists()
    assert run_sweep() == "Swept: nothing to repair.\n"


@pytest.mark.parametrize("verb", [VERBS["move"], VERBS["set apart"]], ids=["move", "set apart"])
def test_putting_it_back_leaves_it_to_the_comment_again(talk, staff, verb):
    before = state()
    verb(talk, staff)
    moving.put_back(talk.ferry, staff)
    assert state() == before


def test_undoing_a_second_move_goes_back_to_the_first(talk, staff, post):
    third = add(post, "Which ink do you print with on the black ones?", "Fay", minutes_ago=30)
    sync_comments([third.pk])
    moving.move_comment(talk.ferry, staff, thread_of(talk.ship))
    once, was = state(), moving.decided_before(talk.ferry)
    moving.move_comment(talk.ferry, staff, thread_of(third))
    assert members(third) == ["Dora", "Ben"]
    moving.restore_place(talk.ferry, staff, was)
    assert state() == once


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_it_stays_so_whatever_is_read_again_and_in_whatever_order(talk, staff, verb):
    verb(talk, staff)
    expected = state()
    run_sweep()
    assert run_sweep() == "Swept: nothing to repair.\n"
    call_command("peersupport_backfill", stdout=StringIO(), stderr=StringIO())
    assert state() == expected
    rows = [talk.wash, talk.ship, talk.cold, talk.ferry, talk.thanks]
    for order in itertools.islice(itertools.permutations(rows), 0, 120, 7):
        SupportThread.objects.all().delete()
        for row in order:
            sync_comments([row.pk])
        assert state() == expected


def test_a_question_that_was_asked_below_a_comment_cannot_take_it(talk, below, staff):
    before = state()
    for comment in (talk.ferry, talk.thanks):
        with pytest.raises(Refused, match="was asked below this comment"):
            moving.move_comment(comment, staff, thread_of(below))
    assert state() == before
    assert not CommentDecision.objects.exclude(comment_id=below.pk).exists()


def test_a_circle_is_refused_over_comments_that_were_moved_too(talk, below, staff, post):
    was = moving.decided_before(talk.thanks)
    moving.move_comment(talk.thanks, staff, thread_of(talk.ship))
    # Now the new question hangs on another thread, so the reply above may move to it.
    moving.move_comment(talk.ferry, staff, thread_of(below))
    with pytest.raises(Refused, match="was asked below this comment"):
        moving.restore_place(talk.thanks, staff, was)
    page = Reader("Eve").client.get(post.url).content.decode()
    assert all(f'id="c{one.pk}"' in page for one in (talk.ferry, talk.thanks, below))


def refusals(talk, post, make_post):
    elsewhere = add(make_post("Washing"), WASH, "Gus", minutes_ago=20)
    hidden = add(post, "Which ink do you print with?", "Hal", minutes_ago=20)
    sync_comments([elsewhere.pk, hidden.pk])
    hidden_thread = thread_of(hidden)
    type(hidden).norel_objects.filter(pk=hidden.pk).update(is_public=False)
    return {
        "stays under its post": (talk.ferry, thread_of(elsewhere)),
        "is no longer there": (talk.ferry, hidden_thread),
        "question of its own": (talk.ship, thread_of(talk.wash)),
    }


def test_what_makes_no_sense_is_refused_with_a_reason(talk, staff, post, make_post):
    for words, (comment, thread) in refusals(talk, post, make_post).items():
        with pytest.raises(Refused, match=words):
            moving.move_comment(comment, staff, thread)
    for verb in (moving.set_apart, lambda *args: moving.split_off(*args, Kind.IDEA)):
        with pytest.raises(Refused, match="question of its own"):
            verb(talk.ship, staff)
    assert not CommentDecision.objects.exists()


def test_a_held_comment_is_approved_first(talk, staff, post):
    held = Reader("Spam").write(post, "Look at https://example.com/washing for it", talk.wash)
    with pytest.raises(Refused, match="Approve it first"):
        moving.move_comment(held, staff, thread_of(talk.ship))


def test_readers_move_nothing(talk, reader):
    viewer = Viewer(user=reader)
    for verb in VERBS.values():
        with pytest.raises(NotAllowed):
            verb(talk, viewer)
    for verb in (moving.put_back, lambda *args: moving.restore_place(*args, moving.Before())):
        with pytest.raises(NotAllowed):
            verb(talk.ferry, viewer)
    assert not CommentDecision.objects.exists()


def test_both_threads_remember_who_moved_it(talk, staff):
    moving.move_comment(talk.ferry, staff, thread_of(talk.ship))
    for question in (talk.wash, talk.ship):
        (entry,) = registry.get_logs_for_instance(thread_of(question))
        assert entry.action == "peersupport.move"
        assert entry.user == staff.user
        assert entry.data == {"name": "Dora", "from": WASH, "to": SHIP}


def test_a_moved_reply_stands_below_its_new_question_and_answers_it_there(talk, staff, post):
    moving.move_comment(talk.ferry, staff, thread_of(talk.ship))
    page = Reader("Eve").client.get(post.url).content.decode()
    places = [page.index(words) for words in (WASH, COLD, SHIP, FERRY, "Thank you, that helps!")]
    assert places == sorted(places)


def test_replies_that_answer_each_other_in_a_circle_are_shown_all_the_same(post):
    one = add(post, WASH, "Ann", minutes_ago=10)
    two = add(post, COLD, "Bob", parent=one, minutes_ago=5)
    type(one).norel_objects.filter(pk=one.pk).update(parent_id=two.pk)
    sync_comments([one.pk, two.pk])
    page = Reader("Eve").client.get(post.url).content.decode()
    assert WASH in page
    assert COLD in page


def test_the_number_of_queries_does_not_grow(make_post, staff):
    def queries(size):
        post = make_post(f"A post with {size} answers")
        one, two = (add(post, words, "Ann") for words in (WASH, SHIP))
        answers = [add(post, f"{COLD} ({n})", f"R{n}", one, 30) for n in range(size)]
        sync_comments([one.pk, two.pk])
        with CaptureQueriesContext(connection) as captured:
            moving.move_comment(answers[0], staff, thread_of(two))
        return len(captured)

    queries(3)  # What a process asks for once is asked for by now.
    assert queries(3) == queries(30)
