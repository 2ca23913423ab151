"""What staff should know of a thread at a glance: why it waits, since when, who looks after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from ..addresses import Addresses
from ..models import FollowUp, FollowUpReason, Report, SupportThread
from ..models.choices import Reason
from ..querysets import ThreadQuerySet, due_at, raised_on, still_holding
from ..viewer import Viewer
from .reported import reported_in
from .urgency import is_urgent, urgent_labels

#: The order of the queue: what is urgent, then what somebody flagged, then what is due first.
URGENCY = ("-is_urgent", "-is_flagged", "due_at", "pk")


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


def with_waiting(threads: ThreadQuerySet) -> ThreadQuerySet:
    """Annotates ``is_urgent``, ``is_flagged``, ``waiting_since`` and ``due_at``, for URGENCY."""
    follow_ups = open_follow_ups().filter(thread=OuterRef("pk"))
    reports = Report.objects.waiting().in_outer_thread()
    return threads.annotate(
        is_urgent=ExpressionWrapper(is_urgent(), output_field=BooleanField()),
        is_flagged=ExpressionWrapper(
            Exists(raised_on("pk")) | Exists(reports), output_field=BooleanField()
        ),
        waiting_since=Case(
            When(answered_at__isnull=True, solved_at__isnull=True, then=F("asked_at")),
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
    ).annotate(due_at=due_at(F("waiting_since")))


def open_follow_ups() -> Any:
    return FollowUp.objects.filter(resolved_at__isnull=True)


def unassigned(threads: ThreadQuerySet) -> ThreadQuerySet:
    taken = open_follow_ups().filter(assignee__isnull=False)
    return threads.exclude(Exists(taken.filter(thread=OuterRef("pk"))))


def assigned_to(threads: ThreadQuerySet, user: Any) -> ThreadQuerySet:
    return threads.filter(Exists(open_follow_ups().filter(thread=OuterRef("pk"), assignee=user.pk)))


def situations(threads: Iterable[SupportThread], viewer: Viewer, now: datetime) -> list[Situation]:
    """Of threads from :func:`with_waiting`, in their order, in a fixed number of queries."""
    rows = list(threads)
    pks = [thread.pk for thread in rows]
    mine = SupportThread.objects.active().filter(pk__in=pks)
    overdue = set(mine.overdue(now).values_list("pk", flat=True))
    for_staff = set(mine.awaiting_staff().values_list("pk", flat=True))
    urgent = set(mine.urgent().values_list("pk", flat=True))
    asked_again = set(mine.asked_again().values_list("pk", flat=True))
    needing = set(mine.needing_staff(now).values_list("pk", flat=True))
    reported = reported_in(pks)
    history: dict[int, list[FollowUp]] = defaultdict(list)
    follow_ups = FollowUp.objects.filter(thread__in=pks).order_by("resolved_at", "pk")
    raised = Prefetch("reasons", still_holding(FollowUpReason.objects.all()))
    for one in follow_ups.select_related("assignee__wagtail_userprofile").prefetch_related(raised):
        history[one.thread_id].append(one)
    addresses = Addresses(viewer)
    return [
        _situation(
            row,
            history[row.pk],
            row.pk in overdue,
            row.pk in for_staff,
            row.pk in urgent,
            row.pk in needing,
            addresses,
            row.pk in asked_again,
            reported.get(row.pk, ""),
        )
        for row in rows
    ]


def _situation(
    thread: SupportThread,
    history: list[FollowUp],
    is_overdue: bool,
    is_for_staff: bool,
    should_not_wait: bool,
    needs_staff: bool,
    addresses: Addresses,
    has_asked_again: bool,
    reported: str,
) -> Situation:
    is_open = [one for one in history if one.resolved_at is None]
    raised = [reason for one in is_open for reason in one.reasons.all()]
    labels = urgent_labels(thread) if should_not_wait else []
    labels += [Reason(reason.reason).label for reason in raised]
    if has_asked_again:
        labels.append(Reason.STILL_STUCK.label)
    if is_for_staff:
        labels.append(Reason.STAFF_TOPIC.label)
    if is_overdue:
        labels.append(Reason.UNANSWERED.label)
    assignee = is_open[0].assignee if is_open else None
    is_only_reported = bool(reported) and not labels and assignee is None
    if reported:
        labels.append(reported)
    page = thread.page
    return Situation(
        thread=thread,
        url=addresses.of(thread, page),
        post_url=f"{addresses.of_page(page)}#c{thread.comment_id}",
        reasons=tuple(dict.fromkeys(str(label) for label in labels)),
        flagged_by=frozenset(reason.voter for reason in raised),
        assignee=assignee,
        needs_staff=needs_staff,
        is_only_reported=is_only_reported,
        resolved=history[-1] if history and not is_open else None,
    )


def with_reason(threads: ThreadQuerySet, reason: str, now: datetime) -> ThreadQuerySet:
    """Threads that wait for this reason; some are derived, the others were raised."""
    if reason == Reason.STAFF_TOPIC:
        return threads.filter(pk__in=SupportThread.objects.awaiting_staff().values("pk"))
    if reason == Reason.URGENT:
        return threads.filter(pk__in=SupportThread.objects.urgent().values("pk"))
    if reason == Reason.REPORTED:
        return threads.filter(pk__in=SupportThread.objects.reported().values("pk"))
    if reason == Reason.STILL_STUCK:
        again = Q(pk__in=SupportThread.objects.asked_again().values("pk"))
        return threads.filter(again | Exists(raised_on("pk", reason)))
    if reason == Reason.UNANSWERED:
        return threads.filter(pk__in=SupportThread.objects.overdue(now).values("pk"))
    return threads.filter(Exists(raised_on("pk", reason)))


def at_rest(threads: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
    """Threads that staff resolved and that do not wait again."""
    closed = FollowUp.objects.filter(thread=OuterRef("pk"), resolved_at__isnull=False)
    waiting = SupportThread.objects.active().needing_staff(now)
    return threads.filter(Exists(closed), ~Q(pk__in=waiting.values("pk")))
