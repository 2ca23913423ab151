"""Staff let a held comment in, remove one, or bring it back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import comments, permissions
from ..models import CommentOrigin
from ..viewer import Viewer
from .errors import NotAllowed
from .sync import sync_comments


def approve_comment(comment: Any, viewer: Viewer) -> None:
    """Show a comment that waited for moderation, and let it open a thread. Raises NotAllowed."""
    _check(viewer)
    with transaction.atomic():
        if not comment.is_public:
            comments.publish(comment.pk)
        CommentOrigin.objects.filter(comment_id=comment.pk).update(is_held=False)
        sync_comments([comment.pk])
        log(comment, "peersupport.approve", user=viewer.user)


def remove_comment(comment: Any, viewer: Viewer) -> None:
    """Take a comment out of sight; its row and its words stay. Removing it again changes nothing.
    Raises NotAllowed.
    """
    _set_removed(comment, viewer, True, "peersupport.remove")


def restore_comment(comment: Any, viewer: Viewer) -> None:
    """Bring a removed comment back to where it was. Harmless if it is there. Raises NotAllowed."""
    _set_removed(comment, viewer, False, "peersupport.restore")


def _set_removed(comment: Any, viewer: Viewer, is_removed: bool, action: str) -> None:
    _check(viewer)
    with transaction.atomic():
        if comments.mark_removed(comment.pk, is_removed):
            sync_comments([comment.pk])
            log(comment, action, user=viewer.user)


def _check(viewer: Viewer) -> None:
    if not permissions.can_work_queue(viewer):
        raise NotAllowed(_("You need the permission to answer as staff."))
