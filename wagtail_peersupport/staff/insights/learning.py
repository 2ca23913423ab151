"""Whether people go on asking what a post has learned to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: What is compared: so long before the post said it, and after.
WINDOW = timedelta(days=90)
#: After fewer days nobody can tell.
SHORTEST = timedelta(days=7)
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many asked in a stretch of time."""

    askers: int
    length: timedelta

    @property
    def per_month(self) -> float | None:
        """Askers per 30 days; None for a stretch that is too short to tell."""
        return self.askers * (MONTH / self.length) if self.length >= SHORTEST else None


@dataclass(frozen=True, slots=True)
class Effect:
    """Askers of one question before and after the post said the answer."""

    before: Stretch
    after: Stretch


def effect(
    asked: Iterable[datetime], live_at: datetime, since: datetime | None, now: datetime
) -> Effect:
    """Compare at most WINDOW on either side; before ``since`` nobody could ask."""
    start = max(live_at - WINDOW, since) if since is not None else live_at - WINDOW
    end = min(live_at + WINDOW, now)
    times = list(asked)
    return Effect(
        before=_stretch(times, min(start, live_at), live_at),
        after=_stretch(times, live_at, max(end, live_at)),
    )


def _stretch(times: Iterable[datetime], start: datetime, end: datetime) -> Stretch:
    return Stretch(sum(start <= time < end for time in times), end - start)
