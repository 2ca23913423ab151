"""Since when threads wait, when an answer is due, and in which order staff see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from ..models import FollowUp, Report
from ..models.choices import Reason
from ..querysets import Moment, ThreadQuerySet, due_at, raised_on, waits_for

#: The order of the queue: what is urgent, then what somebody flagged, then how much of the target
#: is over, then how many have it, then what is due first.
URGENCY = ("-is_urgent", "-is_flagged", "-lateness", "-weight", "due_at", "pk")

#: One more step of weight each: floor(log2(1 + n)), so that 5 and 6 me-toos weigh the same.
_STEPS = (1, 3, 7, 15, 31, 63)


def with_waiting(threads: ThreadQuerySet) -> ThreadQuerySet:
    """Annotates what URGENCY names, and ``waiting_since``."""
    moment = Moment.at(timezone.now())
    follow_ups = open_follow_ups().filter(thread=OuterRef("pk"))
    reports = Report.objects.waiting().in_outer_thread()
    raised = Exists(raised_on("pk", staff=moment.staff))
    return threads.annotate(
        is_urgent=ExpressionWrapper(_is_urgent(moment), output_field=BooleanField()),
        is_flagged=ExpressionWrapper(raised | Exists(reports), output_field=BooleanField()),
        waiting_since=Case(
            When(_is_waited_for(), then=F("waits_from")),
            default=Coalesce(
                Subquery(follow_ups.values("opened_at")[:1]),
                Subquery(reports.order_by("created_at").values("created_at")[:1]),
                # What readers answered is not what the asker waits for.
                Case(
                    When(Q(topic__staff_only=True) | ~Q(urgency=[]), then=F("asked_at")),
                    default="last_activity_at",
                ),
            ),
        ),
        weight=Case(
            *(When(me_too_count__gte=n, then=Value(step)) for step, n in _weights()),
            default=Value(0),
            output_field=IntegerField(),
        ),
    ).annotate(due_at=due_at(F("waiting_since")), lateness=_lateness(moment.now))


def _is_urgent(moment: Moment) -> Q:
    """For threads: they should not wait, as their words or their askers say."""
    blocked = raised_on("pk", Reason.BLOCKING, staff=moment.staff)
    return waits_for("urgent", moment) | Q(Exists(blocked))


def open_follow_ups() -> Any:
    return FollowUp.objects.filter(resolved_at__isnull=True)


def _weights() -> list[tuple[int, int]]:
    return sorted(enumerate(_STEPS, start=1), reverse=True)


def _is_waited_for() -> Q:
    """Whether the asker waits for an answer now: nobody's pauses it, or only staff's would do."""
    is_open = Q(solved_at__isnull=True, closed_at__isnull=True, waits_from__isnull=False)
    return is_open & (Q(paused_at__isnull=True) | Q(topic__staff_only=True)) & ~Q(kind="idea")


def _lateness(now: datetime) -> Case:
    """How much of its target somebody waited: 0 less than half, 1 half, 2 all, 3 twice. What only
    has to be tidied has 0.
    """
    levels = ((3, 2.0), (2, 1.0), (1, 0.5))
    return Case(
        *(
            When(
                _is_waited_for() & Q(LessThanOrEqual(due_at(F("waits_from"), share), now)),
                then=Value(level),
            )
            for level, share in levels
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
