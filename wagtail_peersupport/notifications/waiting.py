"""What waits for staff and is worth a mail: the one place that says which questions, in which
order, and since when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from ..models import FollowUp, FollowUpReason, SupportThread
from ..models.choices import Reason, Urgency
from ..querysets import ThreadQuerySet, due_at, raised_on, still_holding


def waiting_threads(now: datetime) -> ThreadQuerySet:
    """Current questions under live posts on which somebody waits for staff, in the queue's order.

    Annotated with ``is_urgent``, ``is_flagged``, ``waiting_since`` and ``due_at``.
    """
    threads = SupportThread.objects.active().somebody_waits(now).current().filter(page__live=True)
    said = SupportThread.objects.urgent().values("pk")
    blocked = raised_on("pk", Reason.BLOCKING).values("follow_up__thread")
    return (
        threads.with_authors()
        .select_related("comment__peersupport_origin")
        .annotate(
            is_urgent=ExpressionWrapper(
                Q(pk__in=said) | Q(pk__in=blocked), output_field=BooleanField()
            ),
            is_flagged=ExpressionWrapper(Exists(raised_on("pk")), output_field=BooleanField()),
            waiting_since=_waiting_since(),
        )
        .annotate(due_at=due_at(F("waiting_since")))
        .order_by("-is_urgent", "-is_flagged", "due_at", "pk")
    )


def _waiting_since() -> Coalesce:
    """When it was asked; of one that was answered, when staff were called to it."""
    called = FollowUp.objects.filter(thread=OuterRef("pk"), resolved_at__isnull=True)
    unanswered = When(answered_at__isnull=True, solved_at__isnull=True, then=F("asked_at"))
    return Coalesce(
        "waits_from",
        Case(unanswered, default=Subquery(called.values("opened_at")[:1])),
        Case(When(~Q(urgency=[]), then=F("asked_at")), default=F("last_activity_at")),
    )


def reasons_of(threads: Iterable[SupportThread]) -> dict[int, list[str]]:
    """What should not wait about threads from :func:`waiting_threads`, and what was said to staff,
    as labels; one query.
    """
    found: dict[int, list[str]] = defaultdict(list)
    raised = FollowUpReason.objects.filter(
        follow_up__thread__in=[thread.pk for thread in threads],
        follow_up__resolved_at__isnull=True,
    )
    said = still_holding(raised).order_by("raised_at", "pk")
    for thread in threads:
        names = thread.urgency if thread.is_urgent else []
        found[thread.pk] = [str(Urgency(name).label) for name, __ in names]
    for pk, reason in said.values_list("follow_up__thread", "reason"):
        if (label := str(Reason(reason).label)) not in found[pk]:
            found[pk].append(label)
    return found
