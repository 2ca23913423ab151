"""What staff should know of a thread at a glance: why it waits, since when, who looks after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from ..addresses import Addresses
from ..models import FollowUp, FollowUpReason, SupportThread
from ..models.choices import Court, Reason
from ..querysets import ThreadQuerySet, still_holding
from ..querysets.raised import snoozed, taken
from ..threads.waiting import open_follow_ups
from ..viewer import Viewer
from .derived import Derived, court_of, derived_reasons

_RESTED = _("You let it rest until now")


@dataclass(frozen=True, slots=True)
class Situation:
    """One thread and where it stands with staff."""

    thread: SupportThread
    url: str
    """Its place in the hub, else under its post."""
    post_url: str
    """Its comment under the post."""
    reasons: tuple[str, ...] = ()
    """Why staff should act, as labels; each once."""
    flagged_by: frozenset[str] = frozenset()
    """The voters who asked for staff."""
    assignee: Any = None
    needs_staff: bool = False
    is_only_reported: bool = False
    """Whether nothing but reports waits: they are settled where they are shown, not resolved."""
    resolved: FollowUp | None = None
    """How it last ended, where nothing is open."""
    snoozed_until: datetime | None = None
    """Until when staff let it rest; set even where something happened that woke it."""
    court: Court = Court.NOBODY
    """Whose turn it is."""

    @property
    def waiting_since(self) -> datetime | None:
        """When it was asked, or when staff were called to an answered one; None if at rest."""
        return self.thread.waiting_since if self.needs_staff else None

    @property
    def due_at(self) -> datetime | None:
        """When an answer is due by the target of its topic, else the site's; None if at rest."""
        return self.thread.due_at if self.needs_staff else None

    @property
    def is_merged(self) -> bool:
        return self.thread.merged_into_id is not None

    @property
    def is_current(self) -> bool:
        return not (self.thread.is_archive or self.thread.is_retired)


def is_unassigned() -> Q:
    """For threads: nobody looks after them."""
    return Q(~taken())


def assigned_to(threads: ThreadQuerySet, user: Any) -> ThreadQuerySet:
    return threads.filter(Exists(open_follow_ups().filter(thread=OuterRef("pk"), assignee=user.pk)))


def situations(threads: Iterable[SupportThread], viewer: Viewer, now: datetime) -> list[Situation]:
    """Of threads from :func:`with_waiting`, in their order, in a fixed number of queries."""
    rows = list(threads)
    derived = derived_reasons(rows, now)
    history: dict[int, list[FollowUp]] = defaultdict(list)
    follow_ups = FollowUp.objects.filter(thread__in=rows).order_by("resolved_at", "pk")
    raised = Prefetch("reasons", still_holding(FollowUpReason.objects.all()))
    for one in follow_ups.select_related("assignee__wagtail_userprofile").prefetch_related(raised):
        history[one.thread_id].append(one)
    addresses = Addresses(viewer)
    return [_situation(row, history[row.pk], derived[row.pk], addresses, now) for row in rows]


def _situation(
    thread: SupportThread,
    history: list[FollowUp],
    derived: Derived,
    addresses: Addresses,
    now: datetime,
) -> Situation:
    is_open = [one for one in history if one.resolved_at is None]
    raised = [reason for one in is_open for reason in one.reasons.all()]
    labels = derived.labels([Reason(reason.reason) for reason in raised])
    assignee = is_open[0].assignee if is_open else None
    until = is_open[0].snoozed_until if is_open else None
    if until is not None and until <= now:
        labels = (*labels, str(_RESTED))
    page = thread.page
    return Situation(
        thread=thread,
        url=addresses.of(thread, page),
        post_url=f"{addresses.of_page(page)}#c{thread.comment_id}",
        reasons=labels,
        flagged_by=frozenset(reason.voter for reason in raised),
        assignee=assignee,
        needs_staff=derived.needs_staff,
        is_only_reported=derived.is_only_reported and not raised and assignee is None,
        resolved=history[-1] if history and not is_open else None,
        snoozed_until=until if until is not None and until > now else None,
        court=court_of(thread, needs_staff=derived.needs_staff),
    )


def at_rest(threads: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
    """Threads that staff resolved and that do not wait again."""
    closed = FollowUp.objects.filter(thread=OuterRef("pk"), resolved_at__isnull=False)
    waiting = SupportThread.objects.active().needing_staff(now)
    return threads.filter(Exists(closed)).exclude(pk__in=waiting.values("pk"))


def resting(threads: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
    """Threads that staff let rest until later, and that nothing woke."""
    return threads.filter(snoozed(now))
