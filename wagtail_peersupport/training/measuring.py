"""How good a prediction is: precision, recall, average precision, calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision, recall and their harmonic mean, 0 to 1."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        found = self.right + self.false
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Comments with a score from ``low`` to below ``high``."""

    low: float
    high: float
    size: int
    mean: float
    """Of their scores."""
    share: float
    """Of them that are labelled 1; equal to ``mean`` in a calibrated model."""


def quality(labels: Sequence[bool], found: Sequence[bool]) -> Quality:
    """Compare what was found with the labels."""
    pairs = list(zip(labels, found, strict=True))
    return Quality(
        right=sum(label and one for label, one in pairs),
        false=sum(one and not label for label, one in pairs),
        missed=sum(label and not one for label, one in pairs),
    )


def average_precision(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean precision at each labelled comment, going down the scores; ties count together."""
    wanted = sum(labels)
    right = seen = 0
    total = 0.0
    for score in sorted(set(scores), reverse=True):
        here = [label for label, its in zip(labels, scores, strict=True) if its == score]
        seen += len(here)
        right += sum(here)
        total += sum(here) * right / seen
    return total / wanted if wanted else 0.0


def calibration(labels: Sequence[bool], scores: Sequence[float]) -> list[Bin]:
    """How often comments with a score really are what it says, for each tenth with any."""
    found: list[Bin] = []
    for low, high in pairwise(BINS):
        here = [
            (label, score)
            for label, score in zip(labels, scores, strict=True)
            if low <= score < high
        ]
        if here:
            size = len(here)
            mean = sum(score for __, score in here) / size
            found.append(
                Bin(low, min(high, 1.0), size, mean, sum(label for label, __ in here) / size)
            )
    return found
