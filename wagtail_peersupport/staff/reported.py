"""What readers reported in some threads, in words for staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ..models import Report
from ..models.choices import Reason
from ..threads.judged import reason_labels


def reported_in(thread_pks: Iterable[int]) -> dict[int, str]:
    """For each thread with reports that staff have not looked at: what they say, on one line."""
    pks = list(thread_pks)
    within = Q(comment__support_reply__thread__in=pks) | Q(comment__support_thread__in=pks)
    reports = Report.objects.waiting().filter(within)
    # Whatever was merged into another question is a reply there.
    thread = Coalesce(F("comment__support_reply__thread"), F("comment__support_thread"))
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, reason in reports.annotate(within=thread).values_list("within", "reason"):
        counted[pk][reason] += 1
    return {
        pk: f"{Reason.REPORTED.label}: {', '.join(reason_labels(reasons))}"
        for pk, reasons in counted.items()
    }
