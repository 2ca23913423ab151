"""What somebody said to staff of a thread, and whether it still holds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet


@lru_cache(maxsize=16)
def raised_on(outer: str, *reasons: str, staff: tuple[Any, ...] | None = None) -> QuerySet:
    """What was said to staff (whose keys are ``staff``, where they are known) of an outer thread
    (whose key is ``outer``) and still holds. To be put into other queries: it is made once.
    """
    raised = apps.get_model("wagtail_peersupport", "FollowUpReason").objects.filter(
        follow_up__thread=OuterRef(outer), follow_up__resolved_at__isnull=True
    )
    if reasons:
        raised = raised.filter(reason__in=reasons)
    return still_holding(raised, staff)


def still_holding(raised: QuerySet, staff: Any = None) -> QuerySet:
    """Without what is settled: what is solved, and for "stuck" what staff answered since."""
    replies = apps.get_model("wagtail_peersupport", "SupportReply").objects.visible().answers()
    answered = replies.by_staff(staff).filter(
        thread=OuterRef("follow_up__thread"), comment__submit_date__gt=OuterRef("raised_at")
    )
    solved = Q(reason__in=("blocking", "still-stuck"), follow_up__thread__solved_at__isnull=False)
    return raised.exclude(solved | Q(Exists(answered), reason="still-stuck"))


def follow_ups() -> QuerySet:
    """Those of an outer thread."""
    follow_up = apps.get_model("wagtail_peersupport", "FollowUp")
    return follow_up.objects.filter(thread=OuterRef("pk"))


def taken() -> Exists:
    """For threads: somebody looks after them."""
    return Exists(follow_ups().filter(assignee__isnull=False, resolved_at__isnull=True))


def resolved_since(moment: str) -> Exists:
    """For threads: staff resolved what was open after the moment that this field of theirs says."""
    return Exists(follow_ups().filter(resolved_at__gte=OuterRef(moment)))


def rested(now: object) -> Exists:
    """For threads: staff let it rest until a moment that is over."""
    return Exists(follow_ups().filter(resolved_at__isnull=True, snoozed_until__lte=now))


def snoozed(now: object) -> Exists:
    """For threads: staff let it rest until later, and nothing happened or was said since."""
    reason = apps.get_model("wagtail_peersupport", "FollowUpReason")
    said = reason.objects.filter(follow_up=OuterRef("pk"), raised_at__gt=OuterRef("snoozed_at"))
    resting = follow_ups().filter(
        ~Exists(said),
        resolved_at__isnull=True,
        snoozed_until__gt=now,
        snoozed_at__gte=OuterRef("last_activity_at"),
    )
    return Exists(resting)
