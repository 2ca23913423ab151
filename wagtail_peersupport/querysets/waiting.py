"""Which threads staff should act on: for the reasons in ``reasons.py``, and for what somebody said
of them, which is in ``raised.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import swapper
from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .raised import raised_on, resolved_since, rested, snoozed, taken
from .reasons import DERIVED, TIDYING, Moment, endorsements

if TYPE_CHECKING:
    from .threads import ThreadQuerySet


#: So many keys are named in a query; where more may wait, it looks for them itself.
MOST = 5_000
#: Threads that nobody settled, or in which somebody said something since. Migration 0007 has an
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
    found = [
        *_called()[: MOST + 1],
        *_two_steps(_unjudged_claims(), _threads_of),
        *_two_steps(_outdated_pages(), _solved_before),
    ]
    return Q(pk__in=set(found) - {None} if len(found) <= MOST else _may_wait())


def _two_steps(first: QuerySet, then: Callable[[Any], QuerySet]) -> list[int]:
    """What belongs to the keys that ``first`` finds: mostly there are none. In one query a database
    expects many, and goes through all that there ever was.
    """
    keys = list(first[: MOST + 1])
    if not keys or len(keys) > MOST:
        return keys
    return list(then(keys)[: MOST + 1])


def _may_wait() -> QuerySet:
    """The same in one query."""
    settled = (_threads_of(_unjudged_claims()), _solved_before(_outdated_pages()))
    return _called().union(*settled, all=True)


@cache
def _called() -> QuerySet:
    """Threads that are lively, and those that somebody called staff to. Each part comes from an
    index, or from a table that is small.
    """
    called = _objects("FollowUp").filter(resolved_at__isnull=True).values_list("thread", flat=True)
    within = Coalesce(F("comment__support_reply__thread"), F("comment__support_thread"))
    reported = _objects("Report").waiting().annotate(within=within)
    lively = _current().filter(LIVELY).values_list("pk", flat=True)
    return lively.union(called, reported.values_list("within", flat=True), all=True)


@cache
def _unjudged_claims() -> QuerySet:
    """Comments that state something as if for us, and of which staff said nothing."""
    claims = _objects("CommentAnalysis").exclude(claims=[]).filter(~Exists(endorsements()))
    return claims.values_list("comment", flat=True)


def _threads_of(comments: Any) -> QuerySet:
    replies = _objects("SupportReply").filter(comment__in=comments)
    return replies.values_list("thread", flat=True)


@cache
def _outdated_pages() -> QuerySet:
    """Pages that were published after the first thing that was solved under them."""
    solved = _current().filter(page=OuterRef("pk"), solved_at__isnull=False)
    first = Subquery(solved.order_by("solved_at").values("solved_at")[:1])
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.filter(last_published_at__gt=first).values_list("pk", flat=True)


def _solved_before(pages: Any) -> QuerySet:
    """Threads under these pages that were solved before the page was last published."""
    found = _current().filter(page__in=pages, solved_at__lt=F("page__last_published_at"))
    return found.values_list("pk", flat=True)


def _current() -> QuerySet:
    return _objects("SupportThread").filter(is_retired=False, is_archive=False)


def _objects(model: str) -> Any:
    return apps.get_model("wagtail_peersupport", model).objects
