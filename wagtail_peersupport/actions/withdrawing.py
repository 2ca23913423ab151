"""Whoever asked takes the question out of sight, and may bring it back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import comments, permissions
from ..models import Removal, SupportThread
from ..models.choices import RemovalReason
from ..models.merges import taken_in
from ..viewer import Viewer
from .errors import NotAllowed, Refused
from .locking import lock_comment
from .sync import sync_comments


def withdraw_question(comment: Any, viewer: Viewer) -> None:
    """Take one's own question out of sight. What others wrote below it stays, and so does a trace.

    Repeating it changes nothing. Raises NotAllowed; Refused where others share the question by now.
    """
    with transaction.atomic():
        comment = lock_comment(comment.pk)
        thread = SupportThread.objects.filter(comment_id=comment.pk).first()
        if thread is None or not permissions.can_withdraw_question(viewer, comment):
            raise NotAllowed(_("Only the person who asked can withdraw a question."))
        if taken_in([thread.pk])[thread.pk]:
            raise Refused(
                _("Others asked the same, and their questions were merged into yours, so it stays.")
            )
        if comments.mark_removed(comment.pk, True):
            Removal.objects.update_or_create(
                comment_id=comment.pk,
                defaults={
                    "reason": RemovalReason.WITHDRAWN,
                    "removed_by": viewer.user,
                    "removed_at": timezone.now(),
                },
            )
            log(thread, "peersupport.withdraw_question", user=viewer.user)
            sync_comments([comment.pk])


def bring_back_question(comment: Any, viewer: Viewer) -> None:
    """Show it again. Harmless if it is shown. Raises NotAllowed, also where staff removed it."""
    with transaction.atomic():
        comment = lock_comment(comment.pk)
        if not permissions.can_withdraw_question(viewer, comment):
            raise NotAllowed(_("Only the person who asked can bring a question back."))
        withdrawn = Removal.objects.filter(comment_id=comment.pk, reason=RemovalReason.WITHDRAWN)
        if comment.is_removed and not withdrawn.exists():
            raise NotAllowed(_("Staff removed this. Write to us if you see it otherwise."))
        withdrawn.delete()
        if comments.mark_removed(comment.pk, False):
            log(
                SupportThread.objects.get(comment_id=comment.pk),
                "peersupport.bring_back_question",
                user=viewer.user,
            )
            sync_comments([comment.pk])
