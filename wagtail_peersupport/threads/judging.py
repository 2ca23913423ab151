"""What staff and reporting readers said of a set of comments: loaded in a fixed number of queries,
and painted for one viewer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from .. import permissions
from ..accounts import account_name
from ..models import Ending, Endorsement, Report, SupportReply, SupportThread
from ..models.choices import Ended, RemovalReason, Verdict
from ..ranking.order import Staff
from ..viewer import Viewer
from .judged import Care, ClosingFace, ReportsFace, VerdictFace, reason_labels


@dataclass(slots=True)
class Judgements:
    """Rows keyed by the comment they are about."""

    reports: dict[int, ReportsFace] = field(default_factory=dict)
    """For staff alone."""
    mine: frozenset[int] = frozenset()
    """What this viewer reported."""


def load_judgements(
    rows: Iterable[Any], replies: Iterable[SupportReply], openers: Iterable[Any], viewer: Viewer
) -> Judgements:
    """``rows`` are all comments, ``openers`` those that opened a thread. What hangs on one comment
    is remembered on it.
    """
    comments = list(rows)
    prefetch_related_objects(
        [reply.comment for reply in replies],
        Prefetch("peersupport_endorsement", Endorsement.objects.select_related("made_by")),
    )
    prefetch_related_objects(
        list(openers), Prefetch("peersupport_ending", Ending.objects.select_related("ended_by"))
    )
    prefetch_related_objects([row for row in comments if row.is_removed], "peersupport_removal")
    cared_for = [row.pk for row in comments if permissions.can_moderate(viewer, row)]
    if cared_for:
        return Judgements(reports=_counted(Report.objects.filter(comment__in=cared_for)))
    if viewer.key:
        own = Report.objects.filter(comment__in=[row.pk for row in comments], voter=viewer.key)
        return Judgements(mine=frozenset(own.values_list("comment_id", flat=True)))
    return Judgements()


def reports_of(comment: Any) -> ReportsFace:
    """What readers found wrong with one comment."""
    counted = _counted(Report.objects.filter(comment_id=comment.pk))
    return counted.get(comment.pk, ReportsFace((), 0))


def _counted(said: Any) -> dict[int, ReportsFace]:
    waiting: dict[int, Counter[str]] = defaultdict(Counter)
    settled: Counter[int] = Counter()
    for pk, reason, settled_at in said.values_list("comment_id", "reason", "settled_at"):
        waiting[pk][reason] += settled_at is None
        settled[pk] += settled_at is not None
    return {
        pk: ReportsFace(reason_labels(+reasons), reasons.total(), settled[pk])
        for pk, reasons in waiting.items()
    }


def verdict_on(row: Any) -> VerdictFace | None:
    said = getattr(row, "peersupport_endorsement", None)
    if said is None:
        return None
    by = account_name(said.made_by) if said.made_by is not None else ""
    return VerdictFace(said.verdict, said.note, by, said.made_at)


def said_by_staff(row: Any) -> Staff:
    """What staff said of an answer, as far as it decides its place."""
    said = getattr(row, "peersupport_endorsement", None)
    if said is None:
        return Staff.SILENT
    return Staff.VOUCHED if said.verdict == Verdict.VERIFIED else Staff.WARNED


def care_of(
    row: Any,
    reply: SupportReply | None,
    known: Judgements,
    viewer: Viewer,
    *,
    is_accepted: bool,
    is_official: bool,
) -> Care:
    """``reply`` is None for a comment that opened a thread; ``is_official`` means that staff wrote
    it as staff.
    """
    return Care(
        can_verify=reply is not None and permissions.can_verify(viewer, reply, is_accepted),
        can_judge=reply is not None and permissions.can_judge(viewer, reply, is_accepted),
        can_thank=reply is not None
        and permissions.can_thank(viewer, reply, is_accepted, is_official=is_official),
        can_report=permissions.can_report(viewer, row),
        i_reported=row.pk in known.mine,
        can_remove=permissions.can_moderate(viewer, row),
        reports=known.reports.get(row.pk),
    )


def closing_of(thread: SupportThread, viewer: Viewer) -> ClosingFace:
    ending = getattr(thread.comment, "peersupport_ending", None)
    if thread.closed_at is None or ending is None or ending.how != Ended.SAID_ALL:
        return ClosingFace(can_close=permissions.can_close(viewer, thread))
    return ClosingFace(
        note=ending.note,
        by=account_name(ending.ended_by) if ending.ended_by is not None else "",
        at=ending.ended_at,
        can_open_again=permissions.can_open_again(viewer, thread),
    )


def removed_for(row: Any) -> str:
    """Why staff removed a comment, as readers read it; "" where nobody said, or its writer did."""
    removal = getattr(row, "peersupport_removal", None)
    if removal is None or removal.reason == RemovalReason.WITHDRAWN:
        return ""
    return str(removal.get_reason_display())
