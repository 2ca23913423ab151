"""What the rows say must follow from the comments alone, whatever happened in which order."""

import itertools
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import (
    CommentAnalysis,
    CommentDecision,
    SupportReply,
    SupportThread,
)

pytestmark = pytest.mark.django_db

QUESTION = "Does the heavy tee run small? I am between M and L."
ANSWER = "Size up, the cotton shrinks about half a size in the first wash."


@kept
def author(post, reader):
    """Whoever wrote the post."""
    post.owner = reader
    post.save()
    return reader


def add(post, text, name="Ann", parent=None, minutes_ago=60, **fields):
    """A comment that is simply there, as an import or a lost job leaves it."""
    return comments.add(
        post,
        text=text,
        name=name,
        email=fields.pop("email", f"{name.lower()}@example.com"),
        parent=parent,
        submit_date=timezone.now() - timedelta(minutes=minutes_ago),
        **fields,
    )


def state():
    threads = SupportThread.objects.order_by("comment_id").values_list(
        "comment_id", "kind", "is_retired", "answered_at", "answer_count", "last_activity_at"
    )
    replies = SupportReply.objects.order_by("comment_id").values_list(
        "comment_id", "thread__comment_id", "role", "link", "by_asker"
    )
    return list(threads), list(replies)


def test_a_question_from_the_form_opens_a_thread_and_a_reply_answers_it(post):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, ANSWER, reply_to=question)

    thread = SupportThread.objects.get()
    assert (thread.comment_id, thread.page_id) == (question.pk, post.pk)
    assert thread.title == "Does the heavy tee run small?"
    assert thread.status == "answered"
    assert thread.answered_at == answer.submit_date
    assert thread.replies.get().link == "replied"


def test_a_remark_opens_no_thread(post):
    Reader("Ann").write(post, "What a lovely post, thank you for the pictures.")
    assert not SupportThread.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["Haha, good one :)", "Same here!", "Thanks for asking this.", "Which colour do you mean?"],
)
def test_a_joke_me_too_thanks_or_counter_question_leaves_it_unanswered(post, words):
    question = Reader("Ann").write(post, QUESTION)
    Reader("Bob").write(post, words, reply_to=question)
    assert SupportThread.objects.get(comment_id=question.pk).status == "unanswered"
    assert SupportThread.objects.count() == 1


def test_the_askers_own_reply_is_no_answer(post):
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    ann.write(post, "I measured one at home: it is 52 cm wide and 71 cm long.", reply_to=question)
    assert SupportThread.objects.get().status == "unanswered"


def test_a_flat_comment_that_mentions_the_asker_is_threaded(post):
    question = Reader("Ann").write(post, QUESTION)
    flat = Reader("Bob").write(post, f"@Ann {ANSWER}")
    reply = SupportReply.objects.get()
    assert (reply.comment_id, reply.thread.comment_id) == (flat.pk, question.pk)
    assert reply.link == "mentioned"
    assert SupportThread.objects.get().status == "answered"


def test_a_flat_comment_that_quotes_the_question_is_threaded(post):
    Reader("Ann").write(post, QUESTION)
    Reader("Bob").write(post, f"> {QUESTION}\n\n{ANSWER}")
    assert SupportReply.objects.get().link == "quoted"


def test_a_flat_answer_of_the_author_is_threaded_without_a_name_or_a_quote(post, author):
    question = add(post, QUESTION, "Ann", minutes_ago=90)
    add(post, "What a lovely post, thank you for the pictures.", "Cleo", minutes_ago=80)
    flat = add(post, ANSWER, "Robin", minutes_ago=60, user=author, email=author.email)
    sync_comments([flat.pk])
    reply = SupportReply.objects.get()
    assert (reply.comment_id, reply.thread.comment_id) == (flat.pk, question.pk)
    assert reply.link == "inferred"
    assert 0.5 < reply.confidence <= 1
    assert SupportThread.objects.get().status == "answered"
    html = Reader("Dan").client.get(post.url).content.decode()
    assert html.count("seems to answer it") == 1


def test_a_written_reply_wins_over_what_a_comment_seems_to_answer(post, author):
    question = add(post, QUESTION, "Ann", minutes_ago=90)
    other = add(post, "Where can I buy the blue shirt?", "Cleo", minutes_ago=80)
    add(post, ANSWER, "Robin", parent=other, minutes_ago=60, user=author, email=author.email)
    sync_comments([question.pk])
    reply = SupportReply.objects.get()
    assert (reply.thread.comment_id, reply.link) == (other.pk, "replied")


def test_a_comment_that_a_person_set_apart_is_not_inferred_back(post, author):
    add(post, QUESTION, "Ann", minutes_ago=90)
    flat = add(post, ANSWER, "Robin", minutes_ago=60, user=author, email=author.email)
    CommentDecision.objects.create(
        comment_id=flat.pk, stands_apart=True, source="staff", decided_at=timezone.now()
    )
    sync_comments([flat.pk])
    assert not SupportReply.objects.exists()


def test_any_order_of_reading_infers_the_same_links(post, author):
    rows = [
        add(post, QUESTION, "Ann", minutes_ago=90),
        add(post, "What a lovely post, thank you for the pictures.", "Cleo", minutes_ago=80),
        add(post, ANSWER, "Robin", minutes_ago=60, user=author, email=author.email),
        add(post, "Thank you, that helped a lot with the size!", "Ann", minutes_ago=30),
    ]
    sync_comments([row.pk for row in rows])
    expected = state()
    assert [link for *__, link, __ in expected[1]] == ["inferred", "inferred"]
    for order in itertools.permutations(rows):
        SupportThread.objects.all().delete()
        for row in order:
            sync_comments([row.pk])
        assert state() == expected


def test_after_a_deletion_the_later_comments_of_the_post_are_read_again(
    post, author, django_capture_on_commit_callbacks
):
    question = add(post, QUESTION, "Ann", minutes_ago=90)
    nearer = add(post, "Where can I buy the blue shirt?", "Cleo", minutes_ago=80)
    add(post, ANSWER, "Robin", minutes_ago=60, user=author, email=author.email)
    sync_comments([question.pk])
    assert SupportReply.objects.get().thread.comment_id == nearer.pk
    with django_capture_on_commit_callbacks(execute=True):
        comments.comment_model().objects.get(pk=nearer.pk).delete()
    assert SupportReply.objects.get().thread.comment_id == question.pk


def test_what_was_written_first_answers_first_whenever_it_came_in(post):
    question = add(post, QUESTION, "Ann", minutes_ago=60)
    later = add(post, ANSWER, "Bob", parent=question, minutes_ago=20)
    sync_comments([question.pk, later.pk])
    earlier = add(post, ANSWER + " Always.", "Cleo", parent=question, minutes_ago=50)
    sync_comments([earlier.pk])
    thread = SupportThread.objects.get()
    assert (thread.answered_at, thread.paused_at) == (earlier.submit_date, earlier.submit_date)


def test_any_order_of_reading_gives_the_same_rows(post):
    question = add(post, QUESTION, "Ann", minutes_ago=60)
    answer = add(post, ANSWER, "Bob", parent=question, minutes_ago=50)
    rows = [
        question,
        answer,
        add(post, "Thanks, that helped a lot!", "Ann", parent=answer, minutes_ago=40),
        add(
            post, "@Ann it also depends on the colour, black shrinks more.", "Cleo", minutes_ago=30
        ),
    ]
    sync_comments([row.pk for row in rows])
    expected = state()
    assert len(expected[1]) == 3
    for order in itertools.permutations(rows):
        SupportThread.objects.all().delete()
        for row in order:
            sync_comments([row.pk])
        assert state() == expected


def test_reading_twice_changes_nothing_and_tells_nobody_again(post):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, ANSWER, reply_to=question)
    before, sent = state(), len(mail.outbox)
    synced = sync_comments([question.pk, answer.pk])
    assert (synced.opened, synced.added) == ([], [])
    assert state() == before
    assert len(mail.outbox) == sent


def test_a_thread_whose_only_answer_was_removed_is_unanswered_again(post):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, ANSWER, reply_to=question)
    comments.comment_model().objects.filter(pk=answer.pk).update(is_removed=True)
    sync_comments([answer.pk])
    assert SupportThread.objects.get().status == "unanswered"


def test_votes_and_acceptance_survive_an_answer_that_was_hidden_and_shown_again(post):
    ann, bob = Reader("Ann"), Reader("Bob")
    question = ann.write(post, QUESTION)
    answer = bob.write(post, ANSWER, reply_to=question)
    ann.press("accept", answer)
    rows = comments.comment_model().objects.filter(pk=answer.pk)
    rows.update(is_public=False)
    sync_comments([answer.pk])
    assert SupportThread.objects.get().status == "unanswered"
    rows.update(is_public=True)
    sync_comments([answer.pk])
    assert SupportThread.objects.get().status == "solved"


def test_a_hard_deleted_answer_leaves_the_count(post, django_capture_on_commit_callbacks):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, ANSWER, reply_to=question)
    with django_capture_on_commit_callbacks(execute=True):
        comments.comment_model().objects.get(pk=answer.pk).delete()
    thread = SupportThread.objects.get()
    assert (thread.status, thread.answer_count) == ("unanswered", 0)


def test_an_old_question_is_archive(post):
    old = add(post, QUESTION, minutes_ago=91 * 24 * 60)
    new = add(post, QUESTION, "Bob", minutes_ago=89 * 24 * 60)
    sync_comments([old.pk, new.pk])
    archived = SupportThread.objects.filter(is_archive=True)
    assert [thread.comment_id for thread in archived] == [old.pk]


def test_replies_that_answer_each_other_in_a_circle_are_read_all_the_same(post):
    one = add(post, QUESTION, "Ann", minutes_ago=10)
    two = add(post, ANSWER, "Bob", parent=one, minutes_ago=5)
    comments.comment_model().objects.filter(pk=one.pk).update(parent_id=two.pk)
    sync_comments([one.pk, two.pk])
    assert SupportThread.objects.filter(comment_id=one.pk).exists()


def test_the_number_of_queries_does_not_grow(make_post):
    def queries(size):
        post = make_post(f"A post with {size} answers")
        question = add(post, QUESTION)
        pks = [question.pk]
        pks += [add(post, f"{ANSWER} ({n})", f"R{n}", parent=question).pk for n in range(size)]
        with CaptureQueriesContext(connection) as first:
            sync_comments(pks, announce=False)
        with CaptureQueriesContext(connection) as again:
            sync_comments(pks[-1:], announce=False)
        return len(first), len(again)

    assert queries(3) == queries(40)


def test_the_number_of_queries_does_not_grow_with_flat_comments(make_post, reader):
    def queries(size):
        post = make_post(f"A post with {size} questions", owner=reader)
        for number in range(size):
            add(post, f"{QUESTION} ({number})", f"R{number}", minutes_ago=2 * size - number)
        last = add(post, ANSWER, "Robin", minutes_ago=1, user=reader, email=reader.email)
        sync_comments([last.pk], announce=False)
        with CaptureQueriesContext(connection) as again:
            sync_comments([last.pk], announce=False)
        return len(again)

    assert queries(3) == queries(40)


def test_old_answers_that_are_first_read_now_are_no_news(post, reader):
    # A site that was installed without a backfill: the first new reply reads the whole thread.
    question = add(post, QUESTION, "robin", minutes_ago=20_000, user=reader, email=reader.email)
    add(post, ANSWER, "Bob", parent=question, minutes_ago=10_000)
    Reader("Cleo").write(post, "Take the L, mine is still fine after ten washes.", question)
    told = [message for message in mail.outbox if message.to == [reader.email]]
    assert len(told) == 1
    assert "Cleo" in told[0].subject + told[0].body


def test_a_new_comment_touches_its_own_discussion_and_no_other(post):
    first, other = add(post, QUESTION), add(post, "How long does shipping to Unst take?", "Eve")
    sync_comments([first.pk, other.pk])
    remark = add(post, "We walked past the shop last summer, lovely post.", "Zoe", minutes_ago=20)
    assert sync_comments([remark.pk]).touched == set()
    answer = add(post, ANSWER, "Bob", parent=first, minutes_ago=10)
    assert sync_comments([answer.pk]).touched == {first.support_thread.pk}
    # What hid the answer told nobody: the next comment finds it.
    comments.comment_model().norel_objects.filter(pk=answer.pk).update(is_removed=True)
    sync_comments([add(post, "Thank you all.", "Max", minutes_ago=5).pk])
    assert SupportThread.objects.get(comment_id=first.pk).answer_count == 0


TALK = (
    (QUESTION, "Ann", None),
    ("Lovely post, and the photographs are better every year.", "Zoe", None),
    (ANSWER, "Bob", 0),
    ("@Ann I took the L and it fits.", "Cleo", None),
    ("How long does shipping to Unst take at the moment?", "Eve", None),
    ("Nine days, mine came on Monday.", "Bob", None),
    ("Thank you Bob, that is what I needed to know.", "Ann", 2),
)


def read():
    analyses = CommentAnalysis.objects.order_by("comment_id")
    return state(), list(analyses.values_list("comment_id", "digest", "kind", "role", "score"))


def test_reading_each_comment_as_it_comes_says_what_reading_all_says(post):
    rows = []
    for at, (text, name, parent) in enumerate(TALK):
        above = None if parent is None else rows[parent]
        rows.append(add(post, text, name, above, minutes_ago=60 - at))
        sync_comments([rows[-1].pk])
    one_by_one = read()
    for model in (CommentAnalysis, SupportReply, SupportThread):
        model.objects.all().delete()
    sync_comments([row.pk for row in rows])
    assert one_by_one == read()
    assert len(one_by_one[0][1]) > 1


def test_a_remark_that_came_last_is_read_alone(post):
    for at, (text, name, __) in enumerate(TALK):
        sync_comments([add(post, text, name, minutes_ago=60 - at).pk])
    last = add(post, "We walked past the shop last summer.", "Max", minutes_ago=1)
    with CaptureQueriesContext(connection) as captured:
        sync_comments([last.pk])
    # The transaction, the comments, what waits, the staff, the post, and what was read of it.
    assert len(captured) <= 7


def test_a_post_that_was_published_anew_is_read_anew_with_the_next_comment(post):
    first = add(post, QUESTION)
    sync_comments([first.pk])
    before = CommentAnalysis.objects.get(comment_id=first.pk).digest
    post.title = "Something else altogether"
    post.save_revision().publish()
    sync_comments([add(post, "Thank you all.", "Max", minutes_ago=5).pk])
    assert CommentAnalysis.objects.get(comment_id=first.pk).digest != before


def test_what_was_shown_again_while_nobody_was_told_is_found_with_the_next_comment(post):
    question = add(post, QUESTION)
    answer = add(post, ANSWER, "Bob", parent=question, minutes_ago=10, is_public=False)
    sync_comments([question.pk, answer.pk])
    comments.comment_model().norel_objects.filter(pk=answer.pk).update(is_public=True)
    sync_comments([add(post, "Lovely post, all of it.", "Max", minutes_ago=5).pk])
    assert SupportReply.objects.filter(comment_id=answer.pk).exists()
