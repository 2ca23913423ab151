"""Which threads staff should act on: for the reasons in ``reasons.py``, and for what somebody said
of them, which is in ``raised.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, Q

from .raised import raised_on, resolved_since, rested, snoozed, taken
from .reasons import DERIVED, TIDYING, Moment

if TYPE_CHECKING:
    from .threads import ThreadQuerySet


class WaitingMixin:
    """Chains like the rest of :class:`ThreadQuerySet`."""

    def waiting_for(self: ThreadQuerySet, reason: str, now: datetime) -> ThreadQuerySet:
        """Threads that staff should act on for a derived reason, one of ``DERIVED``, and did not
        resolve since.
        """
        return self.filter(waits_for(reason, Moment.at(now)))

    def needing_staff(self: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
        """The staff's queue: threads that somebody flagged, reported, looks after or let rest until
        now, and those with a derived reason, unless staff let them rest longer.
        """
        return self.filter(needs(DERIVED, Moment.at(now)))

    def somebody_waits(self: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
        """Those of the queue in which a person waits for us, not only something to be tidied."""
        reasons = [reason for reason in DERIVED if reason not in TIDYING]
        return self.filter(needs(reasons, Moment.at(now)))


def waits_for(reason: str, moment: Moment) -> Q:
    """For threads: they wait for a derived reason."""
    derived = DERIVED[reason]
    holds = derived.holds(moment)
    if not derived.settled:
        return holds
    return holds & Q(~resolved_since(derived.settled), is_archive=False)


def needs(reasons: Iterable[str], moment: Moment) -> Q:
    """For threads: they wait for one of these derived reasons, or since somebody said so. What is
    reported waits even in the archive, and even if staff let it rest.
    """
    by_settling: dict[str, Q] = defaultdict(Q)
    for reason in reasons:
        derived = DERIVED[reason]
        by_settling[derived.settled] |= derived.holds(moment)
    at_once = by_settling.pop("")
    waiting = taken() | Exists(raised_on("pk", staff=moment.staff)) | rested(moment.now)
    for settled, holds in by_settling.items():
        waiting |= Q(~resolved_since(settled)) & holds
    return Q(waiting, ~snoozed(moment.now), is_archive=False) | at_once
