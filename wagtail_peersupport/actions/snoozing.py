"""Staff let a thread rest until a moment that they choose."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions
from ..models import FollowUp, SupportThread
from ..viewer import Viewer
from .errors import Refused, staff_only
from .followups import drop_empty, open_follow_up
from .locking import lock

LONGEST = timedelta(days=366)


def snooze(thread: SupportThread, viewer: Viewer, until: datetime) -> FollowUp:
    """Keep a thread out of the queue until then, unless something happens before; no reader sees
    it.

    ``until`` is an aware moment. Saying the same again changes nothing; another moment takes the
    place of the one before. Raises NotAllowed, Refused.
    """
    now = timezone.now()
    with transaction.atomic():
        thread = lock(thread.pk)
        _check(thread, viewer, until, now)
        follow_up = open_follow_up(thread)
        if follow_up.snoozed_until != until:
            follow_up.snoozed_at, follow_up.snoozed_until = now, until
            follow_up.save(update_fields=["snoozed_at", "snoozed_until"])
            log(thread, "peersupport.snooze", user=viewer.user, data={"until": until.isoformat()})
    return follow_up


def wake(thread: SupportThread, viewer: Viewer) -> None:
    """End a thread's rest. Harmless if it does not rest. Raises NotAllowed."""
    with transaction.atomic():
        thread = lock(thread.pk)
        staff_only(permissions.can_snooze(viewer, thread))
        resting = thread.follow_ups.filter(resolved_at=None, snoozed_until__isnull=False)
        if resting.update(snoozed_at=None, snoozed_until=None):
            drop_empty(thread)
            log(thread, "peersupport.wake", user=viewer.user)


def _check(thread: SupportThread, viewer: Viewer, until: datetime, now: datetime) -> None:
    staff_only(permissions.can_snooze(viewer, thread))
    if until <= now:
        raise Refused(_("That moment is over. Please choose a later one."))
    if until > now + LONGEST:
        raise Refused(_("That is more than a year away. Please choose a moment within a year."))
