"""One comparison: ours and its peer, called in turn in one process, in one run."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MILLISECONDS = "ms"

Call = Callable[[], Any]


def nothing() -> None:
    """What is done before a call that needs no preparation."""


def times_as_fast(times: float) -> float:
    """The goal of what must be so many times as fast as its peer."""
    return 1 / times


@dataclass(frozen=True, slots=True)
class Case:
    """Ours against a peer; ``goal`` is the most that ours may be of the peer's, None for no goal.

    In milliseconds both are called and timed. In any other unit each returns its own figure.
    Both are called ``warm_ups`` times before anything counts, then in turn, ``rounds`` times each;
    whoever works on another row each time may step on with every call. ``before`` prepares each
    call, untimed.
    """

    name: str
    ours: Call
    peer: Call
    goal: float | None
    unit: str = MILLISECONDS
    share: float = 0.5
    """Which figure counts: 0.5 for the median, 0.95 for the p95."""
    rounds: int = 15
    warm_ups: int = 2
    before: Call = nothing


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    ours: float
    peer: float
    low: float
    high: float
    """Of the ratios of single rounds, the quartiles."""
    goal: float | None
    unit: str

    @property
    def ratio(self) -> float:
        """Ours as a part of the peer's: 0.5 is half of it."""
        return self.ours / self.peer

    @property
    def holds(self) -> bool:
        return self.goal is None or self.ratio <= self.goal

    def as_json(self) -> dict[str, object]:
        return {
            "ours": round(self.ours, 4),
            "peer": round(self.peer, 4),
            "ratio": round(self.ratio, 4),
            "spread": [round(self.low, 4), round(self.high, 4)],
            "goal": self.goal and round(self.goal, 4),
            "holds": self.holds,
            "unit": self.unit,
        }


def measure(case: Case) -> Result:
    """Calls both in turn, who goes first changing with every round."""
    for __ in range(case.warm_ups):
        _figure(case, case.ours)
        _figure(case, case.peer)
    ours, peer = [], []
    for number in range(case.rounds):
        pair = [(ours, case.ours), (peer, case.peer)]
        for figures, call in pair if number % 2 else pair[::-1]:
            figures.append(_figure(case, call))
    low, high = _quartiles([mine / its for mine, its in zip(ours, peer, strict=True)])
    return Result(
        name=case.name,
        ours=at_share(ours, case.share),
        peer=at_share(peer, case.share),
        low=low,
        high=high,
        goal=case.goal,
        unit=case.unit,
    )


def _figure(case: Case, call: Call) -> float:
    case.before()
    if case.unit != MILLISECONDS:
        return float(call())
    gc.collect()
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def at_share(figures: list[float], share: float) -> float:
    """The figure that this share of all does not exceed; in the middle, the median."""
    if share == 0.5:
        return statistics.median(figures)
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _quartiles(figures: list[float]) -> tuple[float, float]:
    if len(figures) < 2:
        return figures[0], figures[0]
    low, __, high = statistics.quantiles(figures, n=4, method="inclusive")
    return low, high
