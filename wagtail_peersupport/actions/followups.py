"""Staff should act on a thread; who takes it; how it ended."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..accounts import account_name
from ..models import FollowUp, FollowUpReason, SupportThread
from ..models.choices import Outcome, Reason
from ..viewer import Viewer
from .errors import NotAllowed, staff_only
from .locking import lock
from .saying import say

ENDED = ["resolved_at", "resolved_by", "outcome"]


def ask_for_staff(thread: SupportThread, viewer: Viewer) -> FollowUp:
    """A reader, or staff, says that staff should look at a thread. Raises NotAllowed, TooMany.

    The same voter saying it twice is one reason; for readers it counts as a vote.
    """
    if not viewer.key or not permissions.can_ask_for_staff(viewer, thread):
        raise NotAllowed(_("This question is in the archive; please ask it again under the post."))
    staff = permissions.can_support(viewer, thread)
    reason = Reason.STAFF_FLAGGED if staff else Reason.READER_ASKED
    with transaction.atomic():
        follow_up = open_follow_up(lock(thread.pk))
        too_many = _("You asked for a lot in a short time. Please come back a little later.")
        is_new = say(FollowUpReason, viewer, too_many=too_many, follow_up=follow_up, reason=reason)
        if is_new and staff:
            log(thread, "peersupport.flag", user=viewer.user)
    if is_new:
        signals.staff_needed.send(FollowUp, thread=thread, reason=reason)
    return follow_up


def say_blocking(thread: SupportThread, viewer: Viewer) -> bool:
    """The asker says that they can't go on without an answer, once per thread: staff should look at
    once. Returns whether that is new. Raises NotAllowed, TooMany.
    """
    with transaction.atomic():
        thread = lock(thread.pk)
        _check_blocking(thread, viewer)
        if FollowUpReason.objects.filter(_blocking(thread, viewer)).exists():
            return False
        too_many = _("You asked for a lot in a short time. Please come back a little later.")
        about = {"follow_up": open_follow_up(thread), "reason": Reason.BLOCKING}
        is_new = say(FollowUpReason, viewer, too_many=too_many, **about)
    if is_new:
        signals.staff_needed.send(FollowUp, thread=thread, reason=Reason.BLOCKING)
    return is_new


def take_back_blocking(thread: SupportThread, viewer: Viewer) -> None:
    """The asker can go on after all. Harmless if they never said otherwise. Raises NotAllowed."""
    with transaction.atomic():
        thread = lock(thread.pk)
        _check_blocking(thread, viewer)
        said = FollowUpReason.objects.filter(
            _blocking(thread, viewer), follow_up__resolved_at__isnull=True
        )
        said.delete()
        drop_empty(thread)


def assign(thread: SupportThread, viewer: Viewer, assignee: Any) -> FollowUp:
    """Give a thread to a staff account, or to nobody (None). Raises NotAllowed."""
    _check(viewer, thread)
    with transaction.atomic():
        follow_up = open_follow_up(lock(thread.pk))
        if follow_up.assignee != assignee:
            follow_up.assignee = assignee
            follow_up.save(update_fields=["assignee"])
            to = account_name(assignee) if assignee else ""
            log(thread, "peersupport.assign", user=viewer.user, data={"to": to})
    return follow_up


def resolve(thread: SupportThread, viewer: Viewer, outcome: Outcome) -> FollowUp:
    """Close what is open on a thread, with how it ended; no dummy comment needed. Raises
    NotAllowed.
    """
    _check(viewer, thread)
    return close(thread, viewer, outcome)


def close(thread: SupportThread, viewer: Viewer, outcome: Outcome) -> FollowUp:
    """What :func:`resolve` does, for verbs that asked for permission themselves."""
    with transaction.atomic():
        follow_up = open_follow_up(lock(thread.pk))
        follow_up.resolved_at = timezone.now()
        follow_up.resolved_by = viewer.user
        follow_up.outcome = outcome
        follow_up.save(update_fields=ENDED)
        log(thread, "peersupport.resolve", user=viewer.user, data={"outcome": str(outcome)})
    signals.follow_up_resolved.send(FollowUp, thread=thread, follow_up=follow_up)
    return follow_up


def reopen(thread: SupportThread, viewer: Viewer) -> FollowUp:
    """Put a resolved thread back into the queue as it was; harmless if it is there.

    Where none of its reasons holds any more, it is flagged by staff. Raises NotAllowed.
    """
    _check(viewer, thread)
    now = timezone.now()
    with transaction.atomic():
        thread = lock(thread.pk)
        follow_up = thread.follow_ups.filter(resolved_at__isnull=True).first()
        if follow_up is None:
            follow_up = thread.follow_ups.order_by("resolved_at").last() or open_follow_up(thread)
            follow_up.resolved_at = follow_up.resolved_by = None
            follow_up.outcome = ""
            follow_up.snoozed_at = follow_up.snoozed_until = None
            follow_up.save(update_fields=[*ENDED, "snoozed_at", "snoozed_until"])
            if not SupportThread.objects.needing_staff(now).filter(pk=thread.pk).exists():
                follow_up.reasons.create(
                    reason=Reason.STAFF_FLAGGED, voter=viewer.key, raised_at=now
                )
            log(thread, "peersupport.reopen", user=viewer.user)
    return follow_up


def open_again(thread: SupportThread, outcome: Outcome) -> None:
    """Take back that a verb closed what was open on a thread; harmless where it ended otherwise."""
    last = thread.follow_ups.order_by("resolved_at").last()
    is_open = thread.follow_ups.filter(resolved_at__isnull=True).exists()
    if is_open or last is None or last.outcome != outcome:
        return
    if last.assignee_id is None and last.snoozed_until is None and not last.reasons.exists():
        last.delete()
        return
    last.resolved_at = last.resolved_by = None
    last.outcome = ""
    last.save(update_fields=ENDED)


def _check_blocking(thread: SupportThread, viewer: Viewer) -> None:
    if not permissions.can_say_blocking(viewer, thread):
        raise NotAllowed(_("Only the person who asked can say this, as long as it is not solved."))


def _blocking(thread: SupportThread, viewer: Viewer) -> Q:
    return Q(follow_up__thread=thread, reason=Reason.BLOCKING, voter=viewer.key)


def _check(viewer: Viewer, thread: SupportThread) -> None:
    staff_only(permissions.can_support(viewer, thread))


def open_follow_up(thread: SupportThread) -> FollowUp:
    """What is open on a thread, opened now if nothing is. The caller holds the lock."""
    follow_up, __ = FollowUp.objects.get_or_create(
        thread=thread, resolved_at=None, defaults={"opened_at": timezone.now()}
    )
    return follow_up


def drop_empty(thread: SupportThread) -> None:
    """Forget what is open on a thread that nobody has a reason for, looks after or let rest. The
    caller holds the lock.
    """
    thread.follow_ups.filter(
        resolved_at=None, assignee=None, snoozed_until=None, reasons=None
    ).delete()
