"""Which threads staff should act on: for the reasons in ``reasons.py``, and for what somebody said
of them, which is in ``raised.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, F, Q, QuerySet
from django.db.models.functions import Coalesce

from .raised import raised_on, resolved_since, rested, snoozed, taken
from .reasons import DERIVED, TIDYING, Moment, endorsements

if TYPE_CHECKING:
    from .threads import ThreadQuerySet


_ASKED = ("CommentAnalysis", "FollowUp", "Report", "SupportThread")
#: So many keys are named in a query; where more may wait, it looks for them itself.
MOST = 5_000
#: Threads that nobody settled, or in which somebody said something since. Migration 0006 has an
#: index of those that are neither retired nor archive.
LIVELY = (
    Q(solved_at__isnull=True, closed_at__isnull=True)
    | Q(last_activity_at__gt=F("solved_at"))
    | Q(last_activity_at__gt=F("closed_at"))
)


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
    awake = Q(waiting, ~snoozed(moment.now), is_archive=False)
    return candidates() & (awake | at_once)


def candidates() -> Q:
    """For threads: those that can be in the queue at all. They are read beforehand: with their keys
    a database goes to these rows at once, where it would else look at every settled question.
    """
    found = list(_may_wait()[: MOST + 1])
    return Q(pk__in=set(found) - {None} if len(found) <= MOST else _may_wait())


@cache
def _may_wait() -> QuerySet:
    """Their keys. Each part comes from an index, or from a table that is small."""
    tables = {name: apps.get_model("wagtail_peersupport", name).objects for name in _ASKED}
    threads = tables["SupportThread"].filter(is_retired=False, is_archive=False)
    republished = threads.filter(solved_at__lt=F("page__last_published_at"))
    claims = (
        tables["CommentAnalysis"]
        .exclude(claims=[])
        .filter(~Exists(endorsements()), comment__support_reply__isnull=False)
    )
    called = tables["FollowUp"].filter(resolved_at__isnull=True)
    within = Coalesce(F("comment__support_reply__thread"), F("comment__support_thread"))
    parts = (
        republished.values_list("pk", flat=True),
        claims.values_list("comment__support_reply__thread", flat=True),
        called.values_list("thread", flat=True),
        tables["Report"].waiting().annotate(within=within).values_list("within", flat=True),
    )
    return threads.filter(LIVELY).values_list("pk", flat=True).union(*parts, all=True)
