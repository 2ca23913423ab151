"""The hourly sweep: whatever a lost job left undone comes right, and nobody hears it twice."""

import threading
from datetime import timedelta

import django
import pytest
from django.core import mail
from django.core.management import CommandError
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_comments_xtd.models import XtdComment

from tests.keeping import kept
from tests.readers import Reader
from tests.sweeping import run_sweep
from wagtail_peersupport import comments
from wagtail_peersupport.actions.limits import VOICES
from wagtail_peersupport.actions.sweeping import sweep
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import (
    AddressCheck,
    CommentAnalysis,
    Deflection,
    Heartbeat,
    MeToo,
    Notice,
    PendingComment,
    Report,
    SupportReply,
    SupportThread,
)

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer."
NOTHING = "Swept: nothing to repair.\n"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
#: Settings with which every mail is refused: nobody listens on port 1.
NO_MAIL_SERVER = (
    {"MAILERS": {"default": {"BACKEND": SMTP, "OPTIONS": {"host": "localhost", "port": 1}}}}
    if django.VERSION >= (6, 1)
    else {"EMAIL_BACKEND": SMTP, "EMAIL_HOST": "localhost", "EMAIL_PORT": 1}
)


def swept(callbacks):
    """The sweep with all that it sets in motion, as outside of a test's transaction."""
    with callbacks(execute=True):
        return run_sweep()


def add(post, text, name="Ann", *, hours_ago=1.0, **fields):
    """A comment whose job was lost: saved, and nothing came of it."""
    moment = timezone.now() - timedelta(hours=hours_ago)
    with comments.quietly():
        return comments.add(post, text=text, name=name, submit_date=moment, **fields)


@kept
def thread(post):
    """A question with an answer, read and swept."""
    asked = add(post, QUESTION, hours_ago=30)
    answer = add(post, ANSWER, "Bob", parent=asked)
    sync_comments([asked.pk, answer.pk], announce=False)
    run_sweep()
    return SupportThread.objects.get()


def hide(comment_pk):
    """What xtd does to the comments below a removed one: no signal."""
    XtdComment.norel_objects.filter(pk=comment_pk).update(is_public=False)


# Comments ----------------------------------------------------------------------------------------


def test_a_question_whose_job_was_lost_is_read(post):
    add(post, QUESTION)
    assert run_sweep() == "Swept: 1 comment read, 1 thread put right in search.\n"
    assert SupportThread.objects.get().title == QUESTION
    assert run_sweep() == NOTHING


def test_a_comment_that_xtd_left_half_saved_gets_its_place(post, thread):
    broken = add(post, "I hand-wash mine with a little soap.", "Cleo", parent=thread.comment)
    XtdComment.norel_objects.filter(pk=broken.pk).update(thread_id=0, level=0)
    assert "1 comment settled, 1 comment read" in run_sweep()
    assert SupportReply.objects.get(comment=broken).thread == thread


def test_a_reply_that_was_hidden_silently_leaves_its_thread(thread):
    hide(thread.replies.get().comment_id)
    assert "1 comment put in its place" in run_sweep()
    thread.refresh_from_db()
    assert (thread.status, thread.answer_count) == ("unanswered", 0)
    assert run_sweep() == NOTHING


def test_a_reply_that_was_shown_again_silently_comes_back(thread):
    pk = thread.replies.get().comment_id
    hide(pk)
    run_sweep()
    comments.publish(pk)
    assert "1 comment put in its place" in run_sweep()
    thread.refresh_from_db()
    assert thread.status == "answered"


def test_a_flat_reply_that_was_shown_again_silently_comes_back(post, thread):
    flat = add(post, "@Ann a little soap will do", "Cleo", is_public=False)
    run_sweep()
    comments.publish(flat.pk)
    assert "1 comment put in its place" in run_sweep()
    assert SupportReply.objects.get(comment=flat).thread == thread


def test_a_question_that_was_approved_silently_opens_its_thread(post):
    asked = add(post, QUESTION, is_public=False)
    run_sweep()
    comments.publish(asked.pk)
    assert "1 comment put in its place" in run_sweep()
    assert SupportThread.objects.get().comment_id == asked.pk


def test_a_held_comment_stays_held(post):
    linked = Reader("Ann").write(post, "Is https://spam.example/lamps any good for you?")
    assert linked.peersupport_origin.is_held
    run_sweep()
    assert not SupportThread.objects.exists()


def test_comments_of_deleted_posts_are_not_looked_at_again_and_again(post):
    add(post, QUESTION)
    post.delete()
    assert run_sweep() == NOTHING


# Threads -----------------------------------------------------------------------------------------


def test_counts_that_are_wrong_are_counted_anew(thread):
    MeToo.objects.create(comment=thread.comment, voter="g:1", created_at=timezone.now())
    SupportThread.objects.update(answer_count=7, answered_at=None)
    assert "1 thread counted anew" in run_sweep()
    thread.refresh_from_db()
    assert (thread.answer_count, thread.me_too_count, thread.status) == (1, 1, "answered")
    assert run_sweep() == NOTHING


def test_a_thread_that_search_lost_is_found_again(thread):
    thread.index_entries.all().delete()
    assert not list(SupportThread.objects.search("shrinking"))
    assert "1 thread put right in search" in run_sweep()
    assert list(SupportThread.objects.search("shrinking")) == [thread]


def test_a_hidden_question_leaves_search(thread):
    hide(thread.comment_id)
    run_sweep()
    assert not list(SupportThread.objects.search("shrinking"))


# Mail --------------------------------------------------------------------------------------------


def test_an_asker_whose_mail_was_lost_is_told_once(
    post, reader, django_capture_on_commit_callbacks
):
    asked = add(post, QUESTION, hours_ago=3, user=reader)
    answer = add(post, ANSWER, "Bob", parent=asked)
    sync_comments([asked.pk, answer.pk], announce=False)
    assert "1 asker told" in swept(django_capture_on_commit_callbacks)
    assert [message.to for message in mail.outbox] == [["robin@example.com"]]
    assert swept(django_capture_on_commit_callbacks) == NOTHING
    assert len(mail.outbox) == 1


def test_an_asker_whose_answer_was_never_read_is_told_once(
    post, reader, django_capture_on_commit_callbacks
):
    asked = add(post, QUESTION, hours_ago=3, user=reader)
    add(post, ANSWER, "Bob", parent=asked)
    swept(django_capture_on_commit_callbacks)
    swept(django_capture_on_commit_callbacks)
    assert len(mail.outbox) == 1


def test_what_is_no_news_any_more_is_mailed_to_nobody(
    post, reader, django_capture_on_commit_callbacks
):
    asked = add(post, QUESTION, hours_ago=24 * 20, user=reader)
    add(post, ANSWER, "Bob", hours_ago=24 * 19, parent=asked)
    swept(django_capture_on_commit_callbacks)
    assert SupportThread.objects.get().status == "answered"
    assert mail.outbox == []


def test_a_guest_who_never_proved_the_address_is_not_mailed(post):
    asked = add(post, QUESTION, hours_ago=3, email="ann@example.com")
    add(post, ANSWER, "Bob", parent=asked)
    run_sweep()
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_is_told_in_one_line_and_sent_by_the_next_sweep(post, reader):
    asked = add(post, QUESTION, hours_ago=3, user=reader)
    answer = add(post, ANSWER, "Bob", parent=asked)
    sync_comments([asked.pk, answer.pk], announce=False)
    with (
        override_settings(**NO_MAIL_SERVER),
        pytest.raises(CommandError, match="the next sweep tries again") as caught,
    ):
        run_sweep()
    assert "\n" not in str(caught.value)
    assert not Notice.objects.exists()
    assert not Heartbeat.objects.filter(name="sweep").exists()
    assert "1 asker told" in run_sweep()
    assert len(mail.outbox) == 1


# What is kept only for a while, and the sweep itself ---------------------------------------------


def test_what_was_never_confirmed_is_forgotten_and_hashed_addresses_earlier(db):
    now = timezone.now()
    for days in (0, 2, 61):
        PendingComment.objects.create(
            digest=f"{days}", address_hash="abc", created_at=now - timedelta(days=days)
        )
    assert run_sweep() == "Swept: 2 records forgotten as promised.\n"
    kept = dict(PendingComment.objects.values_list("digest", "address_hash"))
    assert kept == {"0": "abc", "2": ""}


def test_the_hashed_addresses_of_guests_who_said_something_are_forgotten(thread):
    cleo = Reader("Cleo")
    answer = thread.replies.get().comment
    said = [cleo.press("helpful", answer), cleo.press("me-too", thread.comment)]
    said.append(cleo.press("ask-for-staff", thread.comment))
    assert [response.status_code for response in said] == [302, 302, 302]
    Report.objects.create(
        comment=answer,
        voter="g:dora",
        address_hash="abc",
        reason="rude",
        created_at=timezone.now(),
    )
    AddressCheck.objects.create(
        comment=thread.comment,
        voter="g:dora",
        address_hash="abc",
        recipient_hash="def",
        created_at=timezone.now(),
    )
    Deflection.objects.create(
        page=thread.page,
        thread=thread,
        voter="g:dora",
        address_hash="abc",
        created_at=timezone.now(),
    )
    assert run_sweep() == NOTHING
    for model, moment in VOICES.items():
        assert model.objects.get().address_hash
        model.objects.update(**{moment: timezone.now() - timedelta(hours=25)})
    assert run_sweep() == "Swept: 6 records forgotten as promised.\n"
    assert not AddressCheck.objects.exists()
    assert {vote.address_hash for model in VOICES for vote in model.objects.all()} == {""}


def test_the_sweep_leaves_a_heartbeat(db):
    run_sweep()
    first = Heartbeat.objects.get(name="sweep").beat_at
    run_sweep()
    assert Heartbeat.objects.get(name="sweep").beat_at > first


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_the_same_time_do_no_harm(post, reader):
    asked = add(post, QUESTION, hours_ago=3, user=reader)
    add(post, ANSWER, "Bob", parent=asked)
    start = threading.Barrier(2)

    def work():
        # What fails in here, pytest reports, and warnings are errors.
        start.wait()
        try:
            run_sweep()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (SupportThread.objects.count(), SupportReply.objects.count()) == (1, 1)
    assert CommentAnalysis.objects.count() == 2
    assert len(mail.outbox) == 1
    assert run_sweep() == NOTHING


def test_the_number_of_queries_does_not_grow_with_the_comments(post):
    asked = add(post, QUESTION, hours_ago=30)

    def queries_with_more(replies):
        for number in replies:
            add(post, f"{ANSWER} {number}", f"Bob {number}", hours_ago=20, parent=asked)
        sweep()
        with CaptureQueriesContext(connection) as queries:
            sweep()
        return len(queries)

    assert queries_with_more(range(30)) == queries_with_more(range(30, 60)) <= 33
