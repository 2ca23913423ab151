"""People decide instead of the engine what a comment is: staff, and its writer until staff do.

A decision stands beside the guess and outlives every re-reading.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from .. import permissions
from ..models import CommentDecision, SupportThread
from ..models.choices import SUPPORT_KINDS, Kind, Outcome, Source
from ..viewer import Viewer
from . import decisions, followups
from .errors import NotAllowed, Refused
from .locking import lock_comment
from .sync import sync_comments


def decide_needs_support(comment: Any, viewer: Viewer, needs_support: bool) -> CommentDecision:
    """Say that a comment is, or is not, one that somebody should answer. Raises NotAllowed.

    Saying the same again changes nothing.
    """
    return _decide(comment, viewer, needs_support, None)


def decide_kind(comment: Any, viewer: Viewer, kind: Kind) -> CommentDecision:
    """Say what a comment is; a question, problem or idea is one that somebody should answer.

    Raises NotAllowed. Saying the same again changes nothing.
    """
    return _decide(comment, viewer, kind in SUPPORT_KINDS, Kind(kind))


def withdraw_decision(comment: Any, viewer: Viewer) -> None:
    """Go back to the engine's guess: staff for any decision, the writer for their own.

    Harmless if there is none. Raises NotAllowed.
    """
    with transaction.atomic():
        comment = lock_comment(comment.pk)
        decision = decisions.decision_of(comment.pk)
        if decision is None or not decision.is_about_need:
            return
        if not permissions.can_withdraw(viewer, comment):
            raise NotAllowed(_("Staff decided this, so only they can undo it."))
        was_open = _open_thread(comment) is not None
        decisions.erase(decision)
        sync_comments([comment.pk])
        _settle(comment, viewer, was_open)
        decisions.note(comment, "peersupport.withdraw", viewer.user, by=_who(viewer, comment))


def _decide(
    comment: Any, viewer: Viewer, needs_support: bool, kind: Kind | None
) -> CommentDecision:
    source = _who(viewer, comment)
    with transaction.atomic():
        comment = lock_comment(comment.pk)
        if not permissions.can_decide(viewer, comment):
            raise NotAllowed(_refusal(viewer, comment))
        if SupportThread.objects.filter(comment_id=comment.pk, merged_into__isnull=False).exists():
            raise Refused(_("This question was merged into another one: undo that first."))
        before = decisions.decision_of(comment.pk)
        known = before.kind if before is not None else ""
        new_kind = decisions.fitting(known, needs_support) if kind is None else str(kind)
        wanted = (needs_support, new_kind, source)
        if before is not None and (before.needs_support, before.kind, before.source) == wanted:
            return before
        was_open = _open_thread(comment) is not None
        decision = decisions.write(
            comment.pk,
            needs_support=needs_support,
            kind=new_kind,
            source=source,
            user=viewer.user,
        )
        sync_comments([comment.pk])
        _settle(comment, viewer, was_open)
        said = {"kind": str(kind)} if kind is not None else {}
        decisions.note(
            comment,
            "peersupport.decide",
            viewer.user,
            needs_support=needs_support,
            by=source,
            **said,
        )
    return decision


def _settle(comment: Any, viewer: Viewer, was_open: bool) -> None:
    """What staff should do about a thread ends with it, and comes back with it."""
    thread = SupportThread.objects.filter(comment_id=comment.pk).first()
    if thread is None or was_open == (not thread.is_retired):
        return
    if thread.is_retired:
        followups.close(thread, viewer, Outcome.NOT_A_QUESTION)
    else:
        followups.open_again(thread, Outcome.NOT_A_QUESTION)


def _open_thread(comment: Any) -> SupportThread | None:
    return SupportThread.objects.filter(comment_id=comment.pk, is_retired=False).first()


def _who(viewer: Viewer, comment: Any) -> Source:
    return Source.STAFF if permissions.can_moderate(viewer, comment) else Source.WRITER


def _refusal(viewer: Viewer, comment: Any) -> str:
    if permissions.wrote(viewer, comment):
        return _("Staff decided this already. Write to us if you see it otherwise.")
    return _("Only the writer of a comment and staff can say what it is.")
