"""Staff let a held comment in, remove one, or bring it back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import comments, permissions
from ..models import CommentOrigin, Removal, SupportReply, SupportThread
from ..models.choices import RemovalReason
from ..viewer import Viewer
from .errors import NotAllowed, staff_only
from .locking import lock_comment
from .sync import sync_comments


def approve_comment(comment: Any, viewer: Viewer) -> None:
    """Show a comment that waited for moderation, and let it open a thread. Raises NotAllowed."""
    _check(viewer, comment)
    with transaction.atomic():
        if not comment.is_public:
            comments.publish(comment.pk)
        CommentOrigin.objects.filter(comment_id=comment.pk).update(is_held=False)
        sync_comments([comment.pk])
        log(comment, "peersupport.approve", user=viewer.user)


def remove_comment(comment: Any, viewer: Viewer, reason: RemovalReason | None = None) -> None:
    """Take a comment out of sight; its row and its words stay. With a reason, readers see in its
    place that it was removed, and why. Removing it again changes nothing but the reason. Raises
    NotAllowed.
    """
    _check(viewer, comment)
    with transaction.atomic():
        place = _place(lock_comment(comment.pk))
        is_new = comments.mark_removed(comment.pk, True)
        is_told = reason is not None and _leave_trace(comment.pk, viewer, reason)
        if is_new:
            sync_comments([comment.pk])
        if is_new or is_told:
            data = {"comment": comment.pk, **({"reason": str(reason)} if reason else {})}
            log(place, "peersupport.remove", user=viewer.user, data=data)


def restore_comment(comment: Any, viewer: Viewer) -> None:
    """Bring a removed comment back to where it was, without a trace. Harmless if it is there.
    Raises NotAllowed.
    """
    _check(viewer, comment)
    with transaction.atomic():
        lock_comment(comment.pk)
        said = Removal.objects.filter(comment_id=comment.pk)
        if said.filter(reason=RemovalReason.WITHDRAWN).exists():
            raise NotAllowed(_("Its writer withdrew it, and only they can bring it back."))
        said.delete()
        if comments.mark_removed(comment.pk, False):
            sync_comments([comment.pk])
            place = _place(comment)
            log(place, "peersupport.restore", user=viewer.user, data={"comment": comment.pk})


def _leave_trace(pk: int, viewer: Viewer, reason: RemovalReason) -> bool:
    """Note why a comment was removed; returns whether that is news."""
    before = Removal.objects.filter(comment_id=pk).first()
    if before is not None and before.reason == reason:
        return False
    said = {"reason": reason, "removed_by": viewer.user, "removed_at": timezone.now()}
    Removal.objects.update_or_create(comment_id=pk, defaults=said)
    return True


def _place(comment: Any) -> Any:
    """Where it is logged: with the thread that a comment is in or was written in, else with
    itself.
    """
    replies = SupportReply.objects.filter(comment_id__in=(comment.pk, comment.parent_id))
    found = [reply.thread for reply in replies.select_related("thread")]
    if not found and comments.is_reply(comment):
        found = list(SupportThread.objects.filter(comment_id=comment.parent_id))
    return found[0] if found else comment


def _check(viewer: Viewer, comment: Any) -> None:
    staff_only(permissions.can_moderate(viewer, comment))
