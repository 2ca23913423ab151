import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.test_sync import add
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import HelpfulVote
from wagtail_peersupport.threads.section import section
from wagtail_peersupport.viewer import Viewer, guest_key, public_viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"


def vote(comment, helpful=True, times=1):
    for __ in range(times):
        number = HelpfulVote.objects.count()
        HelpfulVote.objects.create(
            comment_id=comment.pk,
            voter=f"g:{number}",
            helpful=helpful,
            created_at=comment.submit_date,
        )


def question_face(post, viewer=None):
    return section(post, viewer or public_viewer()).comments[0]


def test_without_votes_nothing_is_lifted_and_replies_stand_in_order(post, thread):
    face = question_face(post)
    assert face.best is None
    assert [reply.author.name for reply in face.replies] == ["Bob", "Cleo", "Dan"]


def test_the_most_helpful_answer_is_lifted_right_under_its_question(post, thread):
    vote(thread[1][2], times=3)
    vote(thread[1][1], times=3)
    vote(thread[1][1], helpful=False, times=2)
    face = question_face(post)
    assert face.best.author.name == "Dan"
    assert [reply.author.name for reply in face.replies] == ["Bob", "Cleo"]
    assert face.reply_count == 3


def test_the_accepted_answer_comes_before_the_most_helpful(post):
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    helpful = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    accepted = Reader("Cleo").write(
        post, "Use a bag for delicate laundry and 30 degrees.", question
    )
    vote(helpful, times=5)
    ann.press("accept", accepted)
    face = question_face(post)
    assert (face.best.pk, face.best.accepted_by) == (accepted.pk, "asker")


def test_a_lifted_answer_with_replies_leaves_a_place_holder(post, thread):
    __, answers = thread
    thanks = add(post, "Thanks, that worked!", "Ann", answers[0], 5)
    sync_comments([thanks.pk], announce=False)
    vote(answers[0])
    face = question_face(post)
    assert face.replies[0].lifted_from
    assert face.replies[0].replies[0].pk == thanks.pk


def test_replies_of_a_hidden_comment_move_up(post, thread):
    __, answers = thread
    child = add(post, "Which temperature do you mean by cold?", "Eve", answers[0], 5)
    comments.comment_model().objects.filter(pk=answers[0].pk).update(is_public=False)
    assert child.pk in [reply.pk for reply in question_face(post).replies]


def test_a_removed_comment_with_replies_leaves_no_word_of_itself(post, thread):
    __, answers = thread
    add(post, "Which temperature do you mean by cold?", "Eve", answers[0], 5)
    comments.comment_model().objects.filter(pk=answers[0].pk).update(is_removed=True)
    removed = question_face(post).replies[0]
    assert removed.is_removed
    assert (str(removed.html), removed.author.name) == ("", "")


def test_plain_comments_stay_plain(post):
    remark = add(post, "What a lovely post.", "Ann")
    sync_comments([remark.pk])
    face = question_face(post)
    assert face.thread is None
    assert not any([face.is_answer, face.can_vote, face.can_accept])


def test_what_one_may_do_depends_on_who_looks(post):
    ann, bob = Reader("Ann"), Reader("Bob")
    question = ann.write(post, QUESTION)
    bob.write(post, "Wash it cold and hang it up to dry.", question)

    def key(reader):
        request = reader.client.get(post.url).wsgi_request
        return guest_key(request)

    asker = question_face(post, Viewer(guest_key=key(ann)))
    assert asker.is_mine
    assert asker.replies[0].can_accept
    assert not asker.thread.can_say_me_too
    helper = question_face(post, Viewer(guest_key=key(bob)))
    assert not helper.replies[0].can_vote
    assert not helper.replies[0].can_accept
    stranger = question_face(post)
    assert stranger.replies[0].can_vote
    assert not stranger.replies[0].can_accept


def test_orders(post, thread):
    vote(thread[1][0])
    later = add(post, "What a lovely post.", "Zoe", minutes_ago=1)
    oldest = [face.pk for face in section(post, public_viewer()).comments]
    assert oldest == [thread[0].pk, later.pk]
    newest = [face.pk for face in section(post, public_viewer(), "newest").comments]
    assert newest == oldest[::-1]
    helpful = [face.pk for face in section(post, public_viewer(), "helpful").comments]
    assert helpful == oldest
    assert section(post, public_viewer(), "nonsense").order == "oldest"


def test_the_number_of_queries_does_not_grow(make_post, reader):
    def queries(size):
        post = make_post(f"With {size}")
        question = add(post, QUESTION)
        pks = [question.pk]
        for n in range(size):
            pks.append(add(post, f"Wash it cold and hang it up ({n}).", f"R{n}", question).pk)
            pks.append(add(post, f"How do I wash shirt number {n}?", f"Q{n}").pk)
        sync_comments(pks, announce=False)
        with CaptureQueriesContext(connection) as captured:
            section(post, Viewer(user=reader))
        return len(captured)

    queries(1)  # what Django and Wagtail remember between requests
    assert queries(2) == queries(30)


@pytest.mark.parametrize("change", [{"is_public": False}, {"is_removed": True}])
def test_a_flat_reply_to_a_hidden_question_stays_as_a_plain_comment(post, change):
    question = add(post, QUESTION, "Ann", minutes_ago=50)
    reply = add(post, "@Ann Wash it cold and hang it up to dry.", "Bob", minutes_ago=40)
    sync_comments([question.pk, reply.pk], announce=False)
    assert question_face(post).replies[0].how == "mentioned"
    comments.comment_model().objects.filter(pk=question.pk).update(**change)
    face = question_face(post)
    assert face.pk == reply.pk
    assert (face.how, face.role) == ("", "")
    assert not any([face.is_answer, face.can_vote, face.can_accept])
