"""How long a first answer takes, where some questions still wait for theirs.

A question that nobody has answered is no missing value: it has waited so long and goes on. So the
share that still waits after a time is estimated as Kaplan and Meier do (1958): it starts at 1, and
at every time at which an answer came it is multiplied by 1 - d / n, where d questions were answered
then and n had waited at least so long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from math import ceil

#: Fewer than this tell nothing.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a question waited for its answer, or has waited so far."""

    length: timedelta
    is_over: bool
    """Whether the answer came."""


@dataclass(frozen=True, slots=True)
class Step:
    """From ``length`` on, ``share`` (0 to 1) of the questions still wait."""

    length: timedelta
    share: float
    answered: int
    """How many answers had come by then."""


@dataclass(frozen=True, slots=True)
class Quantile:
    """The time after which a share of the questions has its answer; with ``is_bound``, all that is
    known is that it takes longer than that.
    """

    length: timedelta
    is_bound: bool


def curve(waits: Iterable[Wait]) -> list[Step]:
    """The share that still waits, one step for each time at which an answer came."""
    ordered = sorted(waits, key=lambda wait: wait.length)
    steps: list[Step] = []
    share, waiting, answered = 1.0, len(ordered), 0
    for length, group in groupby(ordered, key=lambda wait: wait.length):
        here = list(group)
        over = sum(wait.is_over for wait in here)
        if over:
            share *= 1 - over / waiting
            answered += over
            steps.append(Step(length, share, answered))
        waiting -= len(here)
    return steps


def quantile(waits: Sequence[Wait], share: float) -> Quantile | None:
    """When ``share`` (0 to 1) of the questions has an answer; None for fewer than FEWEST questions.

    It is where the curve comes down to 1 - ``share``, if as many answers stand behind that as the
    quantile's nearest rank, or at least FEWEST. Else there is a bound only: the quantile, by
    nearest rank, of the waits so far, none of which can become shorter.
    """
    if len(waits) < FEWEST:
        return None
    rank = ceil(len(waits) * share)
    # A share is a product of fractions: what should be 0.5 may come out a trifle larger.
    reached = next((one for one in curve(waits) if one.share <= 1 - share + 1e-9), None)
    if reached is not None and reached.answered >= min(FEWEST, rank):
        return Quantile(reached.length, is_bound=False)
    return Quantile(sorted(wait.length for wait in waits)[rank - 1], is_bound=True)
