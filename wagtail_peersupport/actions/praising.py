"""Staff thank somebody for praise, and feature it on the hub."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions
from ..models import PraiseMark
from ..viewer import Viewer
from .errors import NotAllowed
from .locking import lock_comment


def thank(comment: Any, viewer: Viewer) -> None:
    """Thank for a comment that praises; readers see who did. Raises NotAllowed.

    Where somebody from staff thanked already, nothing changes.
    """
    with transaction.atomic():
        mark = _mark(comment, viewer)
        if mark.thanked_at is None:
            mark.thanked_by, mark.thanked_at = viewer.user, timezone.now()
            _keep(mark, viewer, "peersupport.thank")


def unthank(comment: Any, viewer: Viewer) -> None:
    """Take thanks back. Harmless if there are none. Raises NotAllowed."""
    with transaction.atomic():
        mark = _mark(comment, viewer, undo=True)
        if mark.thanked_at is not None:
            mark.thanked_by = mark.thanked_at = None
            _keep(mark, viewer, "peersupport.unthank")


def feature(comment: Any, viewer: Viewer) -> None:
    """Show praise among what readers say on the hub. Saying it again changes nothing. Raises
    NotAllowed.
    """
    with transaction.atomic():
        mark = _mark(comment, viewer)
        if mark.featured_at is None:
            mark.featured_at = timezone.now()
            _keep(mark, viewer, "peersupport.feature")


def unfeature(comment: Any, viewer: Viewer) -> None:
    """Show it there no longer. Harmless if it is not there. Raises NotAllowed."""
    with transaction.atomic():
        mark = _mark(comment, viewer, undo=True)
        if mark.featured_at is not None:
            mark.featured_at = None
            _keep(mark, viewer, "peersupport.unfeature")


def _mark(comment: Any, viewer: Viewer, *, undo: bool = False) -> PraiseMark:
    """The mark of a comment, locked with it. Undoing needs no praise: it may be none by now."""
    locked = lock_comment(comment.pk)
    may_undo = undo and permissions.can_moderate(viewer, locked)
    if not (may_undo or permissions.can_mark_praise(viewer, locked)):
        raise NotAllowed(_("Only staff can do this, and only with a comment that praises."))
    mark = PraiseMark.objects.filter(comment_id=locked.pk).first() or PraiseMark()
    mark.comment = locked
    return mark


def _keep(mark: PraiseMark, viewer: Viewer, action: str) -> None:
    if mark.thanked_at is None and mark.featured_at is None:
        mark.delete()
    else:
        mark.save()
    log(mark.comment, action, user=viewer.user)
