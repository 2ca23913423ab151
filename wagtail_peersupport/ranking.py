"""The order of answers under a question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import TypeVar

T = TypeVar("T")

Z_80_PERCENT = 1.281551565545


def wilson_lower_bound(helpful: int, votes: int, z: float = Z_80_PERCENT) -> float:
    """Lower end of the Wilson interval for the share of helpful votes, 0 to 1; 0 without votes.

    ``z`` is the standard normal quantile; the default gives a two-sided 80 % interval. ``(p + z²/2n
    − z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)``, after E. B. Wilson, "Probable inference, the law of
    succession, and statistical inference", JASA 22 (1927), pages 209 to 212.

    Raises ValueError unless 0 <= helpful <= votes.
    """
    if not 0 <= helpful <= votes:
        raise ValueError(f"helpful must lie between 0 and votes ({votes}), not {helpful}.")
    if votes == 0:
        return 0.0
    share = helpful / votes
    square = z * z
    middle = share + square / (2 * votes)
    spread = z * sqrt(share * (1 - share) / votes + square / (4 * votes * votes))
    return max(0.0, (middle - spread) / (1 + square / votes))


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the place of one answer."""

    position: datetime | int
    """When it was posted. All standings that are compared use the same type."""

    accepted_at: datetime | None = None
    """When it was accepted; None if it was not."""

    helpful: int = 0
    unhelpful: int = 0


OrderKey = tuple[bool, float, float, datetime | int]


def order_key(standing: Standing) -> OrderKey:
    """Accepted first (the earliest accepted before the others), then most helpful, then oldest."""
    accepted = standing.accepted_at
    bound = wilson_lower_bound(standing.helpful, standing.helpful + standing.unhelpful)
    return (
        accepted is None,
        accepted.timestamp() if accepted else 0.0,
        -bound,
        standing.position,
    )


def ranked(items: Iterable[T], standing_of: Callable[[T], Standing]) -> list[T]:
    return sorted(items, key=lambda item: order_key(standing_of(item)))
