"""How good an order of answers is: MAP, AvgRec and MRR, as the task SemEval-2016 3 defines them.

Each measure looks at the first ten places only, whatever stands below them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Placing:
    """All in per cent."""

    mean_average_precision: float
    average_recall: float
    mean_reciprocal_rank: float


def placing(orders: Sequence[Sequence[bool]]) -> Placing:
    """Measure orders: for each thread, best placed first, whether the answer is good.

    A thread without a good answer among the places counts as 0 in MAP and MRR. Recall is that of
    all threads together at each depth, as a share of what the best order would reach there.
    """
    if not orders:
        return Placing(0.0, 0.0, 0.0)
    size = len(orders)
    return Placing(
        100 * sum(map(average_precision, orders)) / size,
        100 * _average_recall(orders),
        100 * sum(map(_reciprocal_rank, orders)) / size,
    )


def average_precision(order: Sequence[bool]) -> float:
    """The mean, over the good answers among the places, of the share of good ones up to each."""
    good = [place for place, is_good in enumerate(order[:DEPTH], 1) if is_good]
    return sum(rank / place for rank, place in enumerate(good, 1)) / len(good) if good else 0.0


def _reciprocal_rank(order: Sequence[bool]) -> float:
    return next((1 / place for place, is_good in enumerate(order[:DEPTH], 1) if is_good), 0.0)


def _average_recall(orders: Sequence[Sequence[bool]]) -> float:
    shares = []
    for depth in range(1, DEPTH + 1):
        found = sum(sum(order[:depth]) for order in orders)
        reachable = sum(min(depth, sum(order)) for order in orders)
        shares.append(found / reachable if reachable else 0.0)
    return sum(shares) / DEPTH
