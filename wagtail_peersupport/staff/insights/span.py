"""The days that a report is about, and the steps in which it counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

#: More weeks than this would be too many columns: then months are counted.
MOST_WEEKS = 60
LONGEST = timedelta(days=3653)
#: Nobody asked anything under a blog before.
EARLIEST = date(1990, 1, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, the first and the last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def steps(self) -> tuple[Span, ...]:
        """The weeks from Monday to Sunday, or the months of a long span; those at the ends are cut
        to what lies within.
        """
        return tuple(self._cut(_end_of_week if self.has_weeks else _end_of_month))

    @property
    def has_weeks(self) -> bool:
        return self.days <= 7 * MOST_WEEKS

    def _cut(self, end_of: Callable[[date], date]) -> Iterator[Span]:
        first = self.first
        while first <= self.last:
            last = min(end_of(first), self.last)
            yield Span(first, last)
            first = last + DAY


def last_days(count: int, today: date) -> Span:
    """So many days, today included."""
    return Span(today - (count - 1) * DAY, today)


def between(first: date | None, last: date | None, today: date, default: int) -> Span:
    """What was typed, made good: at least one end is given; the other is today, or ``default`` days
    off. Nothing lies in the future, and no span is longer than LONGEST.
    """
    until = _possible(last or today, today)
    since = _possible(first or until - (default - 1) * DAY, today)
    if since > until:
        since, until = until, since
    return Span(max(since, until - LONGEST), until)


def _possible(day: date, today: date) -> date:
    return max(EARLIEST, min(day, today))


def _end_of_week(day: date) -> date:
    return day + (6 - day.weekday()) * DAY


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + 32 * DAY).replace(day=1) - DAY
