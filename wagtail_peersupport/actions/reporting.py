"""Readers report what is wrong with a comment; staff look, and keep it or remove it."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import FollowUp, Report, SupportThread
from ..models.choices import Reason, ReportReason
from ..viewer import Viewer
from .errors import NotAllowed, Refused, staff_only
from .locking import lock
from .refreshing import refresh_threads
from .saying import say


def report_comment(comment: Any, viewer: Viewer, reason: ReportReason) -> bool:
    """Say what is wrong with a comment of a thread: staff see it, and enough persons hide a reply
    until then. Returns whether it is new; reporting again changes the reason.

    Raises NotAllowed, TooMany, and Refused where staff looked at this reader's report before.
    """
    if not viewer.key or not permissions.can_report(viewer, comment):
        raise NotAllowed(_("You can't report this comment."))
    with transaction.atomic():
        thread = _lock_thread(comment)
        before = Report.objects.filter(comment_id=comment.pk, voter=viewer.key).first()
        if before is not None and before.settled_at is not None:
            raise Refused(_("Staff have looked at your report, and decided to keep the comment."))
        too_many = _("You reported a lot in a short time. Please come back a little later.")
        said = {"reason": ReportReason(reason)}
        is_new = say(Report, viewer, too_many=too_many, defaults=said, comment_id=comment.pk)
        _refresh(thread)
    if is_new:
        signals.staff_needed.send(FollowUp, thread=thread, reason=Reason.REPORTED)
    return is_new


def take_back_report(comment: Any, viewer: Viewer) -> None:
    """Report a comment no longer. Harmless where there is no report, or staff have looked."""
    with transaction.atomic():
        thread = _lock_thread(comment)
        own = Report.objects.filter(comment_id=comment.pk, voter=viewer.key, settled_at=None)
        if viewer.key and own.delete()[0]:
            _refresh(thread)


def keep_reported(comment: Any, viewer: Viewer) -> None:
    """Settle the reports of a comment: it is shown, and they can't hide it again. Harmless where
    none is open. Raises NotAllowed.
    """
    _check(viewer, comment)
    with transaction.atomic():
        thread = _lock_thread(comment)
        waiting = Report.objects.filter(comment_id=comment.pk, settled_at=None)
        if waiting.update(settled_at=timezone.now(), settled_by=viewer.user):
            log(thread, "peersupport.keep", user=viewer.user, data={"comment": comment.pk})
            _refresh(thread)


def put_reports_back(comment: Any, viewer: Viewer) -> None:
    """Take back what :func:`keep_reported` did last, so that somebody looks again. Harmless where
    it did nothing. Raises NotAllowed.
    """
    _check(viewer, comment)
    with transaction.atomic():
        thread = _lock_thread(comment)
        reports = Report.objects.filter(comment_id=comment.pk)
        last = reports.aggregate(last=Max("settled_at"))["last"]
        if last is not None:
            reports.filter(settled_at=last).update(settled_at=None, settled_by=None)
            log(thread, "peersupport.unkeep", user=viewer.user, data={"comment": comment.pk})
            _refresh(thread)


def thread_of(comment: Any) -> SupportThread | None:
    """The thread that a comment opened or belongs to."""
    within = Q(comment_id=comment.pk) | Q(replies__comment_id=comment.pk)
    # Whatever was merged into another question is a reply there.
    return SupportThread.objects.filter(within).order_by("is_retired", "pk").first()


def _lock_thread(comment: Any) -> SupportThread:
    thread = thread_of(comment)
    if thread is None:
        raise Refused(_("This comment belongs to no question, so there is nothing to report."))
    return lock(thread.pk)


def _refresh(thread: SupportThread) -> None:
    refresh_threads([thread.pk])
    signals.threads_changed.send(SupportThread, threads=[thread.pk])


def _check(viewer: Viewer, comment: Any) -> None:
    staff_only(permissions.can_moderate(viewer, comment))
