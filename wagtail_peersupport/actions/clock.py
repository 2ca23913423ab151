"""How long somebody waits: a clock that readers' answers pause and that staff's answers clear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple


class Move(Enum):
    """What a reply does to the clock of its thread."""

    PAUSES = auto()
    """A reader answers, or staff ask back: it is the asker's turn."""

    CLEARS = auto()
    """Staff answer."""

    STARTS = auto()
    """The asker asks on: the clock goes on where it stopped, or anew after staff's answer."""


class Clock(NamedTuple):
    """Where the clock stands. Somebody waits for ``(paused_at or now) - waits_from``."""

    waits_from: datetime | None
    """Since when, as if it had never been paused; None once staff answered."""
    paused_at: datetime | None = None


def run(asked_at: datetime, moves: Iterable[tuple[datetime, Move]]) -> Clock:
    """The clock of a question asked at ``asked_at`` after these moves, oldest first."""
    clock = Clock(asked_at)
    for when, move in moves:
        clock = _after(clock, when, move)
    return clock


def _after(clock: Clock, when: datetime, move: Move) -> Clock:
    if move is Move.CLEARS:
        return Clock(None)
    if move is Move.PAUSES:
        is_running = clock.waits_from is not None and clock.paused_at is None
        return Clock(clock.waits_from, when) if is_running else clock
    if clock.waits_from is None:
        return Clock(when)
    if clock.paused_at is None:
        return clock
    return Clock(clock.waits_from + (when - clock.paused_at))
