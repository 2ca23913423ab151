import pytest
from django.core import mail
from wagtail.log_actions import registry

from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.errors import NotAllowed
from wagtail_peersupport.actions.moderating import (
    approve_comment,
    remove_comment,
    restore_comment,
)
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import CommentOrigin, Removal, SupportThread
from wagtail_peersupport.models.choices import RemovalReason
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
LINK = "Does it look like this one? https://example.com/shirt"


def test_a_first_time_guests_link_waits_for_staff(post, admin_user):
    comment = Reader("Ann").write(post, LINK)
    assert CommentOrigin.objects.get().is_held
    assert not SupportThread.objects.exists()
    approve_comment(comment, Viewer(user=admin_user))
    assert SupportThread.objects.get().comment_id == comment.pk


def test_a_site_may_let_them_through(post, settings):
    settings.PEERSUPPORT = {"HOLD_FIRST_LINKS": False}
    comment = Reader("Ann").write(post, LINK)
    assert not CommentOrigin.objects.get().is_held
    assert SupportThread.objects.get().comment_id == comment.pk


@pytest.mark.parametrize(
    "text",
    [
        "Does it look like this one? pills.example.com",
        "Does it look like this one? //example.com/x",
        "Does it look like this one? ftp://example.com",
        "Does it look like this one? <a href='https://example.com'>x</a>",
    ],
)
def test_whatever_becomes_a_link_waits(post, text):
    Reader("Ann").write(post, text)
    assert CommentOrigin.objects.get().is_held


def test_a_first_time_guests_website_waits_too(post):
    ann = Reader("Ann")
    ann.send(post, QUESTION, url="https://example.com")
    ann.confirm(mail.outbox[-1])
    assert CommentOrigin.objects.get().is_held


def test_a_known_guests_or_an_accounts_link_does_not_wait(post, reader):
    ann = Reader("Ann")
    ann.write(post, "What a lovely post.")
    ann.write(post, LINK)
    Reader(account=reader).write(post, LINK)
    assert SupportThread.objects.count() == 2


def test_a_held_reply_makes_nothing_answered(post):
    question = Reader("Ann").write(post, QUESTION)
    Reader("Spam").write(post, "Buy the best washing machine at www.example.com now", question)
    assert SupportThread.objects.get().status == "unanswered"


def test_what_moderation_holds_opens_no_thread_until_approved(post, admin_user):
    question = Reader("Ann").write(post, QUESTION)
    SupportThread.objects.all().delete()
    comments.comment_model().objects.filter(pk=question.pk).update(is_public=False)
    sync_comments([question.pk])
    assert not SupportThread.objects.exists()
    approve_comment(comments.find(question.pk), Viewer(user=admin_user))
    assert SupportThread.objects.active().get().comment_id == question.pk


def test_removing_an_answer_recounts_its_thread_and_restoring_too(post, admin_user):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold, and never put it in the dryer.", question)
    staff = Viewer(user=admin_user)
    remove_comment(answer, staff)
    assert SupportThread.objects.get().status == "unanswered"
    restore_comment(answer, staff)
    assert SupportThread.objects.get().status == "answered"


def test_doing_it_twice_is_one_entry_in_the_log(post, admin_user):
    comment = Reader("Ann").write(post, "What a lovely post.")
    staff = Viewer(user=admin_user)
    for verb in (remove_comment, remove_comment, restore_comment, restore_comment):
        verb(comment, staff)
    entries = registry.get_logs_for_instance(comment).values_list("action", flat=True)
    assert sorted(entries) == ["peersupport.remove", "peersupport.restore"]


def test_readers_cannot_remove_or_restore(post, reader):
    comment = Reader("Ann").write(post, "What a lovely post.")
    for verb in (remove_comment, restore_comment):
        with pytest.raises(NotAllowed):
            verb(comment, Viewer(user=reader))
    assert not comments.find(comment.pk).is_removed


def test_a_reason_leaves_a_trace_and_restoring_takes_it_away(post, admin_user):
    question = Reader("Ann").write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold, and never put it in the dryer.", question)
    staff = Viewer(user=admin_user)
    remove_comment(answer, staff, RemovalReason.RUDE)
    remove_comment(answer, staff, RemovalReason.RUDE)
    remove_comment(answer, staff, RemovalReason.OFF_TOPIC)
    assert [(one.reason, one.removed_by) for one in Removal.objects.all()] == [
        ("off-topic", admin_user)
    ]
    restore_comment(answer, staff)
    assert not Removal.objects.exists()
    entries = registry.get_logs_for_instance(SupportThread.objects.get())
    assert sorted(entry.message for entry in entries) == [
        "Removed a comment: off-topic",
        "Removed a comment: rude",
        "Restored a comment",
    ]


def test_the_words_and_whether_it_is_public_stay_as_they_were(post, admin_user):
    comment = Reader("Ann").write(post, "What a lovely post.")
    remove_comment(comment, Viewer(user=admin_user), RemovalReason.OTHER)
    comment.refresh_from_db()
    assert (comment.comment, comment.is_public) == ("What a lovely post.", True)
