"""What happens when something happens elsewhere: a guard and one call each; the only place that
enqueues.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import AbstractPage, PageViewRestriction
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import comments, forms, signals, tasks
from .accounts import account_email, account_name
from .actions import capacities, guests, posting, purging
from .actions.errors import Refused
from .models import HelperChoice, Lesson, SupportThread, Topic
from .notifications.alarming import alarming
from .notifications.confirming import send_confirmation_request
from .notifications.solving import awaited
from .threads.recognition import forget_recognition
from .viewer import Viewer, admitted, guest_key, viewer_for
from .views import kept


def connect() -> None:
    """Wire everything; called once from ``ready()``."""
    comment_model = comments.comment_model()
    post_save.connect(on_comment_saved, sender=comment_model)
    post_delete.connect(on_comment_deleted, sender=comment_model)
    post_delete.connect(on_thread_deleted, sender=SupportThread)
    for sender in (HelperChoice, PageViewRestriction, Topic):
        post_save.connect(on_shown_elsewhere_changed, sender=sender)
        post_delete.connect(on_shown_elsewhere_changed, sender=sender)
    post_save.connect(on_account_saved, sender=get_user_model())
    post_save.connect(on_topic_saved, sender=Topic)
    post_delete.connect(on_topic_deleted, sender=Topic)
    m2m_changed.connect(on_examples_changed, sender=Topic.examples.through)
    comments.listen(
        will_be_posted=on_will_be_posted, was_posted=on_was_posted, confirmed=on_confirmed
    )
    user_logged_in.connect(on_logged_in)
    page_published.connect(on_post_changed)
    page_unpublished.connect(on_post_changed)
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(on_hub_changed)
    signals.comments_read.connect(on_comments_read)
    signals.threads_changed.connect(on_threads_changed)
    signals.answer_unaccepted.connect(on_answer_unaccepted)
    signals.reply_added.connect(on_reply_added)
    signals.staff_needed.connect(on_staff_needed)
    signals.threads_merged.connect(on_threads_merged)
    signals.answer_accepted.connect(on_answer_accepted)
    signals.answer_accepted.connect(on_helpers_changed)
    signals.answer_unaccepted.connect(on_helpers_changed)
    post_save.connect(on_helpers_changed, sender=HelperChoice)
    signals.post_learned.connect(on_post_learned)
    signals.helper_thanked.connect(on_helper_thanked)


def enqueue(task: Any, pks: list[int]) -> None:
    """Run a task once the transaction is through; a queue that is down never fails the reader's
    request.
    """

    def enqueue_after_commit() -> None:
        task.enqueue(pks)

    transaction.on_commit(enqueue_after_commit, robust=True)


def on_comment_saved(
    sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    # xtd saves a new comment twice; only the second time, which is not "created", is it settled.
    if not (raw or created or comments.is_quiet()) and comments.is_settled(instance):
        enqueue(tasks.sync_comments_task, [instance.pk])


def on_comment_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    neighbours = comments.neighbours(instance)
    if neighbours:
        enqueue(tasks.sync_comments_task, neighbours)


def on_thread_deleted(sender: type, instance: SupportThread, **kwargs: Any) -> None:
    index.remove_object(instance)


def on_topic_saved(sender: type, instance: Topic, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        enqueue(tasks.reroute_threads_task, [])


def on_topic_deleted(sender: type, instance: Topic, **kwargs: Any) -> None:
    enqueue(tasks.reroute_threads_task, [])


def on_examples_changed(sender: type, action: str, **kwargs: Any) -> None:
    if action in ("post_add", "post_remove", "post_clear"):
        enqueue(tasks.reroute_threads_task, [])


def on_will_be_posted(sender: type, comment: Any, request: Any, **kwargs: Any) -> bool:
    """The net behind every door to xtd: False vetoes. Comments on other things than pages are not
    ours.
    """
    if not isinstance(comment.content_object, AbstractPage):
        return True
    viewer = admitted(request) or viewer_for(request)
    if viewer.user is not None:
        # Whatever door it came through: an account writes under its own name and address.
        comment.user_name = account_name(viewer.user)
        comment.user_email = account_email(viewer.user) or comment.user_email
        comment.followup = comment.followup and bool(account_email(viewer.user))
    if admitted(request) is None and not _may_post(comment, viewer):
        return False
    is_asked = forms.asks(comment.content_object, comment.parent_id or None)
    wish = True if is_asked else forms.wish(request.POST)
    if viewer.user is None:
        guests.remember_pending(
            comment, voter=viewer.key, address_hash=viewer.address_hash, wants_answer=wish
        )
    elif wish is not None:
        guests.remember_wish(comment, wish)
    return True


def _may_post(comment: Any, viewer: Viewer) -> bool:
    try:
        posting.check_may_post(
            comment.content_object,
            viewer,
            reply_to=comment.parent_id,
            email=comment.user_email,
            hashed_address=viewer.address_hash,
        )
        if viewer.user is not None:
            posting.check_account_rate(viewer.user)
    except Refused:
        return False
    return True


def on_was_posted(sender: type, comment: Any, request: Any, **kwargs: Any) -> None:
    is_ours = isinstance(comment.content_object, AbstractPage)
    if is_ours and comments.asks_to_confirm(comment.user):
        send_confirmation_request(comment, request)
    else:
        comments.save_posted(sender, comment, request)


def on_confirmed(sender: type, comment: Any, request: Any, **kwargs: Any) -> None:
    # xtd sends this signal, too, for comments that needed no confirmation: those are rows already.
    row = comment.get("xtd_comment")
    if row is None:
        guests.confirm_pending(comment)
    elif said := forms.capacity(request.POST):
        capacities.remember_capacity(row, said)


def on_logged_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    key = guest_key(request) if request is not None else ""
    if key:
        guests.merge_guest(key, user)


def on_comments_read(sender: type, pages: list[int], **kwargs: Any) -> None:
    if purging.has_frontend_cache():
        enqueue(tasks.purge_posts_task, pages)


def on_threads_changed(sender: type, threads: list[int], **kwargs: Any) -> None:
    enqueue(tasks.index_threads_task, threads)
    purge(threads)
    if not comments.is_quiet():
        tell_of_solutions(threads)
        alarm_staff(threads)


def on_staff_needed(sender: type, thread: SupportThread, **kwargs: Any) -> None:
    alarm_staff([thread.pk])


def on_reply_added(sender: type, reply: Any, **kwargs: Any) -> None:
    if reply.is_answer:
        enqueue(tasks.notify_asker_task, [reply.pk])


def on_threads_merged(sender: type, thread: SupportThread, **kwargs: Any) -> None:
    enqueue(tasks.notify_merged_task, [thread.pk])


def on_helpers_changed(sender: type, **kwargs: Any) -> None:
    forget_recognition()


def on_answer_accepted(sender: type, thread: SupportThread, acceptance: Any, **kwargs: Any) -> None:
    enqueue(tasks.notify_helper_task, [acceptance.pk])
    tell_of_solutions([thread.pk])
    purge([thread.pk])


def on_answer_unaccepted(sender: type, thread: SupportThread, **kwargs: Any) -> None:
    purge([thread.pk])


def on_shown_elsewhere_changed(sender: type, **kwargs: Any) -> None:
    kept.forget_all()


def on_account_saved(sender: type, created: bool, update_fields: Any = None, **kwargs: Any) -> None:
    # Logging in saves this one field.
    if not created and update_fields != frozenset({"last_login"}):
        kept.forget_all()


def on_hub_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    if getattr(instance.specific_class, "is_support_hub", False):
        kept.forget_all()


def on_helper_thanked(sender: type, thanks: Any, **kwargs: Any) -> None:
    enqueue(tasks.notify_thanked_task, [thanks.pk])


def on_post_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    if Lesson.objects.filter(page=instance.pk).exists():
        enqueue(tasks.refresh_lessons_task, [instance.pk])


def on_post_learned(sender: type, lesson: Lesson, **kwargs: Any) -> None:
    if not comments.is_quiet():
        enqueue(tasks.notify_taught_task, [lesson.pk])


def purge(threads: list[int]) -> None:
    if purging.has_frontend_cache():
        enqueue(tasks.purge_threads_task, threads)


def tell_of_solutions(threads: list[int]) -> None:
    waited_for = awaited(threads)
    if waited_for:
        enqueue(tasks.notify_solved_task, waited_for)


def alarm_staff(threads: list[int]) -> None:
    if found := alarming(threads):
        enqueue(tasks.notify_staff_task, found)
