"""Why threads wait for staff though nobody said so, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from ..models import SupportReply, SupportThread
from ..models.choices import Court, Reason
from ..querysets import DERIVED, Moment, ThreadQuerySet, candidates, raised_on, waits_for
from ..querysets.raised import resolved_since, rested, snoozed, taken
from .reported import reported_in
from .urgency import urgent_labels

_LATE_ANSWER = _("Waited too long before a reader answered")
_CLAIMS: dict[str, Any] = {
    "price": _("A reader names a price: “%(words)s”"),
    "date": _("A reader names a date: “%(words)s”"),
    "guarantee": _("A reader gives a guarantee: “%(words)s”"),
    "refund": _("A reader promises a refund: “%(words)s”"),
}


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows for one thread from facts and the time."""

    thread: SupportThread
    reasons: tuple[Reason, ...]
    needs_staff: bool
    """Whether it is in the queue, for whatever reason."""
    reported: str = ""
    """What readers' reports say, "" without any."""
    claims: tuple[str, ...] = ()
    """What readers state as if for us, in words for staff."""

    @property
    def is_only_reported(self) -> bool:
        return self.reasons == (Reason.REPORTED,)

    def labels(self, raised: Iterable[Reason]) -> tuple[str, ...]:
        """Every reason in words, each once: what is urgent, what somebody said, the others."""
        found: list[Any] = urgent_labels(self.thread) if Reason.URGENT in self.reasons else []
        found += [reason.label for reason in raised]
        for reason in self.reasons:
            if reason == Reason.REPORTED:
                found.append(self.reported)
            elif reason == Reason.CLAIM and self.claims:
                found += self.claims
            elif reason == Reason.UNANSWERED and self.thread.answered_at is not None:
                found.append(_LATE_ANSWER)
            elif reason != Reason.URGENT:
                found.append(reason.label)
        return tuple(dict.fromkeys(str(label) for label in found if label))


def derived_reasons(threads: Iterable[SupportThread], now: datetime) -> dict[int, Derived]:
    """For these threads, by their keys; a fixed number of queries."""
    rows = list(threads)
    pks = [thread.pk for thread in rows]
    moment = Moment.at(now)
    standing = _standing(pks, moment)
    reported, claims = reported_in(pks), claims_in(pks, moment.staff)
    return {
        row.pk: Derived(
            row,
            *standing.get(row.pk, ((), False)),
            reported.get(row.pk, ""),
            claims.get(row.pk, ()),
        )
        for row in rows
    }


def _standing(pks: list[int], moment: Moment) -> dict[int, tuple[tuple[Reason, ...], bool]]:
    """For the active ones of these threads: their reasons, and whether they are in the queue.

    The database looks at every condition once; what :func:`waits_for` and the queue make of them
    is put together here.
    """
    settled = {derived.settled for derived in DERIVED.values() if derived.settled}
    conditions = {
        "is_taken": taken(),
        "is_raised": Exists(raised_on("pk", staff=moment.staff)),
        "is_rested": rested(moment.now),
        "is_snoozed": snoozed(moment.now),
        **{f"settled_{since}": resolved_since(since) for since in settled},
        **{f"holds_{reason}": derived.holds(moment) for reason, derived in DERIVED.items()},
    }
    flagged = (
        SupportThread.objects.active()
        .filter(pk__in=pks)
        .annotate(
            **{
                name: ExpressionWrapper(condition, output_field=BooleanField())
                for name, condition in conditions.items()
            }
        )
    )
    found = {}
    for flags in flagged.values("pk", "is_archive", *conditions):
        reasons = tuple(Reason(reason) for reason in DERIVED if _waits(reason, flags))
        called = flags["is_taken"] or flags["is_raised"] or flags["is_rested"]
        rests = flags["is_archive"] or flags["is_snoozed"]
        needs_staff = bool(called or reasons) if not rests else Reason.REPORTED in reasons
        found[flags["pk"]] = (reasons, needs_staff)
    return found


def _waits(reason: str, flags: dict[str, Any]) -> bool:
    settled = DERIVED[reason].settled
    if settled and (flags["is_archive"] or flags[f"settled_{settled}"]):
        return False
    return bool(flags[f"holds_{reason}"])


def claims_in(thread_pks: Iterable[int], staff: Any) -> dict[int, tuple[str, ...]]:
    """For each thread in which readers (all but ``staff``, by their keys) state something as if for
    us: what, in words for staff.
    """
    said = (
        SupportReply.objects.visible()
        .by_readers(staff)
        .filter(
            by_asker=False,
            thread__in=list(thread_pks),
            comment__peersupport_endorsement=None,
            comment__peersupport_analysis__isnull=False,
        )
        .exclude(comment__peersupport_analysis__claims=[])
        .order_by("comment__submit_date", "pk")
    )
    found: dict[int, tuple[str, ...]] = {}
    for pk, claims in said.values_list("thread_id", "comment__peersupport_analysis__claims"):
        labels = (str(_CLAIMS[name] % {"words": words}) for name, words in claims)
        found[pk] = (*found.get(pk, ()), *labels)
    return found


def with_reason(threads: ThreadQuerySet, reason: str, now: datetime) -> ThreadQuerySet:
    """Threads that wait for this reason: derived ones, those that were said, and for "still stuck"
    both.
    """
    moment = Moment.at(now)
    said = Exists(raised_on("pk", reason, staff=moment.staff))
    if reason not in DERIVED:
        return threads.filter(said)
    return threads.filter(candidates(), waits_for(reason, moment) | said)


def court_of(thread: SupportThread, *, needs_staff: bool) -> Court:
    """Whose turn it is."""
    if needs_staff:
        return Court.STAFF
    is_over = thread.is_retired or thread.is_archive or thread.is_idea
    if is_over or thread.solved_at or thread.closed_at:
        return Court.NOBODY
    if thread.waits_from is None or thread.paused_at is not None:
        return Court.ASKER
    return Court.READERS


def in_court(threads: ThreadQuerySet, court: str, now: datetime) -> ThreadQuerySet:
    """Current threads in which it is the turn of these: :func:`court_of` for many."""
    needing = Q(pk__in=SupportThread.objects.active().needing_staff(now).values("pk"))
    if court == Court.STAFF:
        return threads.filter(needing)
    rest = threads.exclude(needing)
    waiting = rest.filter(is_retired=False).current().unsettled()
    running = Q(waits_from__isnull=False, paused_at__isnull=True)
    if court == Court.READERS:
        return waiting.filter(running)
    if court == Court.ASKER:
        return waiting.exclude(running)
    return rest.exclude(pk__in=waiting.values("pk"))
