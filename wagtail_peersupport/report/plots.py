"""What the plots show: questions per stretch of time, and waiting times in steps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wagtail_peersupport.report.conversations import Question

#: Upper ends of the waiting times that are counted together, and their names.
WAITS = (
    (timedelta(hours=1), "Within an hour"),
    (timedelta(hours=4), "1 to 4 hours"),
    (timedelta(hours=24), "4 to 24 hours"),
    (timedelta(days=3), "1 to 3 days"),
    (timedelta(days=7), "3 to 7 days"),
    (timedelta(days=28), "1 to 4 weeks"),
    (timedelta.max, "More than 4 weeks"),
)
#: How many months one column stands for, by the longest span in months that it is used for.
STRETCHES = ((30, 1), (120, 3))
MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True)
class Bar:
    """What is counted, how many, how many of those never got an answer; `mark` names the axis."""

    label: str
    count: int
    unanswered: int = 0
    mark: str = ""


def wait_bars(waits: Sequence[timedelta]) -> list[Bar]:
    """How many waited how long; a wait of exactly an hour is within the hour."""
    counts = Counter(next(name for end, name in WAITS if wait <= end) for wait in waits)
    return [Bar(name, counts[name]) for _end, name in WAITS]


def stretch_of(dates: Sequence[datetime]) -> int:
    """Months per column for these dates: 1, 3 or 12."""
    span = _month(max(dates)) - _month(min(dates)) + 1
    return next((months for limit, months in STRETCHES if span <= limit), 12)


def time_bars(questions: Sequence[Question]) -> list[Bar]:
    """Questions per month, quarter or year, oldest first, with the empty ones between."""
    dated = [(question.date, question) for question in questions if question.date]
    if not dated:
        return []
    months = stretch_of([date for date, _ in dated])
    asked = Counter(_month(date) // months for date, _ in dated)
    open_still = Counter(_month(date) // months for date, q in dated if q.never_answered)
    return [
        Bar(_label(step, months), asked[step], open_still[step], _mark(step, months))
        for step in range(min(asked), max(asked) + 1)
    ]


def _month(date: datetime) -> int:
    return date.year * 12 + date.month - 1


def _label(step: int, months: int) -> str:
    year, month = divmod(step * months, 12)
    if months == 12:
        return str(year)
    return f"{MONTHS.split()[month]} {year}" if months == 1 else f"Q{month // 3 + 1} {year}"


def _mark(step: int, months: int) -> str:
    """The year, at the first column of each."""
    year, month = divmod(step * months, 12)
    return "" if month else str(year)
