"""What readers may expect, by how long questions really waited: the promise, and how it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import ngettext

from ..conf import conf
from ..models import SupportThread
from ..viewer import public_viewer
from .remembered import remembered
from .survival import FEWEST, Wait, quantile

#: Questions of so long ago tell how it goes now, if there are so many of them.
SPAN = timedelta(days=90)
ENOUGH = 20
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_FIELDS = (
    "asked_at",
    "answered_at",
    "reader_answered_at",
    "staff_answered_at",
    "solved_at",
    "closed_at",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised on a site, and what came of it in the last 90 days."""

    target_hours: int
    asked: int = 0
    """How many questions; the rest is unknown where they are fewer than ENOUGH."""
    never: int | None = None
    """How many of them nobody has answered although the target is over."""
    median: timedelta | None = None
    """Half of them have their answer by then; None where that can't be told yet."""
    is_longer: bool = False
    """Whether all that is known is that it takes longer than that."""
    by_readers: int | None = None
    """What share of the first answers readers gave, in percent."""

    @property
    def usual(self) -> str:
        """How long it usually takes at most, in words; "" where nobody can tell."""
        return _at_most(self.median) if self.median is not None and not self.is_longer else ""

    @property
    def longer_than(self) -> str:
        """What it usually takes longer than; "" where that is not all that is known."""
        return _at_least(self.median) if self.median is not None and self.is_longer else ""

    @property
    def is_missed(self) -> bool:
        return self.median is not None and self.median > timedelta(hours=self.target_hours)

    @property
    def is_known(self) -> bool:
        """Whether there are enough questions to tell how it goes."""
        return self.never is not None


def promise(site: Any) -> Promise | None:
    """What readers of a site may expect, at most some minutes old; None where nothing is promised.

    Only what everybody may see is counted: of the whole site, whatever the language, so that a
    small translation tells as much as the rest.
    """
    target = conf.RESPONSE_TARGET_HOURS
    if not target:
        return None
    return remembered(f"promise:{target}", site, lambda: count_waits(site, target))


def count_waits(site: Any, target: int) -> Promise:
    """The same, counted now, for a target in hours."""
    now = timezone.now()
    threads = SupportThread.objects.visible_to(public_viewer(site)).current().questions()
    rows = list(threads.filter(asked_at__gte=now - SPAN).values_list(*_FIELDS, named=True))
    if len(rows) < ENOUGH:
        return Promise(target, asked=len(rows))
    waits = [_wait(row, now) for row in rows]
    half = quantile(waits, 0.5)
    late = timedelta(hours=target)
    return Promise(
        target,
        asked=len(rows),
        never=sum(not _is_helped(row) and now - row.asked_at > late for row in rows),
        median=half.length if half is not None else None,
        is_longer=half is not None and half.is_bound,
        by_readers=_share_of_readers(rows),
    )


def _wait(row: Any, now: datetime) -> Wait:
    """Until somebody answered; else so far, or until it needed no answer any more."""
    if row.answered_at is not None:
        return Wait(max(row.answered_at - row.asked_at, timedelta(0)), is_over=True)
    ends = (row.solved_at, row.closed_at)
    ended = min((one for one in ends if one is not None), default=now)
    return Wait(max(ended - row.asked_at, timedelta(0)), is_over=False)


def _is_helped(row: Any) -> bool:
    """Somebody answered, or the asker solved it without."""
    return row.answered_at is not None or row.solved_at is not None


def _share_of_readers(rows: Iterable[Any]) -> int | None:
    both = ((row.reader_answered_at, row.staff_answered_at) for row in rows)
    firsts = [(reader, staff) for reader, staff in both if reader or staff]
    if len(firsts) < FEWEST:
        return None
    first = sum(reader is not None and (not staff or reader <= staff) for reader, staff in firsts)
    return round(100 * first / len(firsts))


def _at_most(length: timedelta) -> str:
    """In whole hours up to two days, then in days: never less than it is."""
    hours = max(1, ceil(length / HOUR))
    return _hours(hours) if hours <= 48 else _days(ceil(length / DAY))


def _at_least(length: timedelta) -> str:
    hours = length // HOUR
    return _hours(hours) if hours < 48 else _days(length // DAY)


def _hours(number: int) -> str:
    return ngettext("%(num)s hour", "%(num)s hours", number) % {"num": number}


def _days(number: int) -> str:
    said = ngettext("%(num)s day", "%(num)s days", number)
    return said % {"num": number_format(number, force_grouping=True)}
