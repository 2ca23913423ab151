"""Staff tell whoever asked that they saw a question, and perhaps by when they will answer."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Seen, SupportThread
from ..viewer import Viewer
from .errors import Refused, staff_only
from .locking import lock

FARTHEST = timedelta(days=365)


def mark_seen(thread: SupportThread, viewer: Viewer, answer_by: date | None = None) -> Seen:
    """Say that somebody saw the question, and perhaps by which day they answer; readers see it.

    It is no answer and changes no status. Said again it changes nothing, unless another day is
    named: without one, the day that was named before stays. Once staff answered, what was said
    before is over, and this is said anew. Raises NotAllowed, Refused.
    """
    with transaction.atomic():
        thread = lock(thread.pk)
        _check(thread, viewer, answer_by)
        before = seen_of(thread)
        if before is not None and answer_by in (None, before.answer_by):
            return before
        seen, __ = Seen.objects.update_or_create(
            comment_id=thread.comment_id,
            defaults={
                "seen_by": viewer.user,
                "seen_at": before.seen_at if before is not None else timezone.now(),
                "answer_by": answer_by,
            },
        )
        data = {"answer_by": answer_by.isoformat() if answer_by is not None else ""}
        log(thread, "peersupport.seen", user=viewer.user, data=data)
    signals.threads_changed.send(SupportThread, threads=[thread.pk])
    return seen


def take_back_seen(thread: SupportThread, viewer: Viewer) -> None:
    """Take back that it was seen, with the day that was named. Harmless if nobody said so. Raises
    NotAllowed.
    """
    with transaction.atomic():
        thread = lock(thread.pk)
        staff_only(permissions.can_take_back_seen(viewer, thread))
        count, __ = Seen.objects.filter(comment_id=thread.comment_id).delete()
        if not count:
            return
        log(thread, "peersupport.unseen", user=viewer.user)
    signals.threads_changed.send(SupportThread, threads=[thread.pk])


def seen_of(thread: SupportThread) -> Seen | None:
    """That staff saw a question and have not answered since; else None."""
    return Seen.objects.standing().filter(comment_id=thread.comment_id).first()


def _check(thread: SupportThread, viewer: Viewer, answer_by: date | None) -> None:
    staff_only(permissions.can_support(viewer, thread))
    if thread.is_idea:
        raise Refused(_("This is an idea: say what becomes of it instead."))
    if not permissions.can_mark_seen(viewer, thread):
        raise Refused(_("This is for a question that still waits: this one is solved or closed."))
    today = timezone.localdate()
    if answer_by is not None and answer_by < today:
        raise Refused(_("That day is over. Please name today or a later one."))
    if answer_by is not None and answer_by > today + FARTHEST:
        raise Refused(_("That is more than a year away. Please name a day within a year."))
