"""What is counted of questions: plain values, whatever they were read from."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ...threads.survival import FEWEST, Wait
from .span import Span


class Solver(StrEnum):
    """Who solved a question first."""

    READERS = "readers"
    STAFF = "staff"
    ANOTHER_WAY = "another-way"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Times know their zone; ``day`` is that of asking where staff are."""

    pk: int
    page_pk: int
    day: date
    asked_at: datetime
    due_at: datetime
    """When the first answer is due, by the target of its topic, else of the site."""
    answered_at: datetime | None = None
    reader_answered_at: datetime | None = None
    staff_answered_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    solver: Solver | None = None
    me_toos: int = 0
    is_for_staff: bool = False
    """Of a topic for staff: what readers answer is welcome, and not enough."""

    @property
    def is_answered(self) -> bool:
        """Somebody answered, or the asker solved it without."""
        return self.answered_at is not None or self.solved_at is not None

    @property
    def is_open(self) -> bool:
        return self.solved_at is None and self.closed_at is None

    @property
    def ended_at(self) -> datetime | None:
        """When it no longer needed an answer."""
        return min((one for one in (self.solved_at, self.closed_at) if one), default=None)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """0 to 100; None where too few questions tell nothing."""
        return round(100 * self.part / self.whole) if self.whole >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked, how many of them answered, how many of those solved."""

    asked: int
    answered: int
    solved: int

    @property
    def unanswered(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class Kept:
    """How many first answers came in time, how many did not; the others have time left."""

    kept: int
    missed: int

    @property
    def share(self) -> Share:
        return Share(self.kept, self.kept + self.missed)


def tally(questions: Iterable[Asked]) -> Tally:
    found = list(questions)
    return Tally(
        asked=len(found),
        answered=sum(one.is_answered for one in found),
        solved=sum(one.solved_at is not None for one in found),
    )


def by_step(questions: Iterable[Asked], steps: Sequence[Span]) -> list[list[Asked]]:
    """The questions of each step, by the day of asking."""
    starts = [step.first for step in steps]
    found: list[list[Asked]] = [[] for __ in steps]
    for one in questions:
        found[bisect_right(starts, one.day) - 1].append(one)
    return found


def by_post(questions: Iterable[Asked], limit: int) -> list[tuple[int, Tally]]:
    """The posts with most questions, by their keys, most first."""
    found = list(questions)
    most = Counter(one.page_pk for one in found).most_common(limit)
    return [(pk, tally(one for one in found if one.page_pk == pk)) for pk, __ in most]


def solvers(questions: Iterable[Asked]) -> Counter[Solver]:
    """How many were solved first by whom."""
    return Counter(one.solver for one in questions if one.solved_at and one.solver)


def most_wanted(questions: Iterable[Asked], limit: int) -> list[Asked]:
    """Open questions that others have as well, most first, then the oldest."""
    wanted = [one for one in questions if one.is_open and one.me_toos]
    return sorted(wanted, key=lambda one: (-one.me_toos, one.asked_at))[:limit]


def waits_for_readers(questions: Iterable[Asked], now: datetime) -> list[Wait]:
    """Until a reader answered. A question that only staff answered is left out: it waited for no
    reader. One that nobody answered waits still, or did until it ended.
    """
    return [
        wait for one in questions if (wait := _wait(one, one.reader_answered_at, now)) is not None
    ]


def waits_for_staff(questions: Iterable[Asked], now: datetime) -> list[Wait]:
    """Until staff answered; else like :func:`waits_for_readers`."""
    return [
        wait for one in questions if (wait := _wait(one, one.staff_answered_at, now)) is not None
    ]


def target(questions: Iterable[Asked], now: datetime) -> Kept:
    """First answers within the target, of questions asked then. What ended without one counts with
    its end; what waits still is missed once it is past due.
    """
    kept = missed = 0
    for one in questions:
        first = one.staff_answered_at if one.is_for_staff else one.answered_at
        helped = min((at for at in (first, one.solved_at, one.closed_at) if at), default=None)
        if helped is not None and helped <= one.due_at:
            kept += 1
        elif helped is not None or now > one.due_at:
            missed += 1
    return Kept(kept, missed)


def _wait(one: Asked, came_at: datetime | None, now: datetime) -> Wait | None:
    if came_at is not None:
        return Wait(max(came_at - one.asked_at, timedelta(0)), is_over=True)
    if one.answered_at is not None:
        return None
    return Wait(max((one.ended_at or now) - one.asked_at, timedelta(0)), is_over=False)
