"""What waits for staff and is worth a mail: the one place that says which questions, in which
order, and since when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from ..models import FollowUpReason, SupportThread
from ..models.choices import Reason, Urgency
from ..querysets import ThreadQuerySet, still_holding
from ..threads.waiting import URGENCY, with_waiting


def waiting_threads(now: datetime) -> ThreadQuerySet:
    """Current questions under live posts where somebody waits for staff, as the queue has them."""
    threads = SupportThread.objects.active().somebody_waits(now).current().filter(page__live=True)
    known = threads.with_authors().select_related("comment__peersupport_origin")
    return with_waiting(known).order_by(*URGENCY)


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
