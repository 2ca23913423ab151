"""Sparse linear models, run in plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

from wagtail_peersupport.detection.forms import WORD_VALUE, Features


@dataclass(frozen=True, slots=True)
class Linear:
    """Log-odds as a sum: the bias, and for each feature its weight times its value."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Features, words: Sequence[str] = ()) -> float:
        """The log-odds. ``words`` are features of WORD_VALUE; what has no weight counts nothing."""
        weights = self.weights
        total = self.bias
        for name, value in features.items():
            if name in weights:
                total += weights[name] * value
        known = filter(weights.__contains__, words)
        return total + WORD_VALUE * sum(map(weights.__getitem__, known))

    def shares(self, features: Features, words: Sequence[str] = ()) -> dict[str, float]:
        """How much each feature adds to the log-odds."""
        weights = self.weights
        every = features | dict.fromkeys(words, WORD_VALUE)
        return {name: weights[name] * value for name, value in every.items() if name in weights}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Linear":
        return cls(float(data["bias"]), data["weights"])


@dataclass(frozen=True, slots=True)
class Several:
    """Linear models of one thing each, of which one is true."""

    names: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    """Of each feature one weight per name."""

    def shares(self, features: Features) -> dict[str, float]:
        """How probable each is; together 1."""
        totals: Sequence[float] = self.biases
        for name, value in features.items():
            if name in self.weights:
                its = self.weights[name]
                totals = [total + weight * value for total, weight in zip(totals, its, strict=True)]
        return dict(zip(self.names, softmax(totals), strict=True))

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Several":
        names = tuple(data)
        features = sorted({name for one in data.values() for name in one["weights"]})
        return cls(
            names,
            tuple(float(data[one]["bias"]) for one in names),
            {
                name: tuple(data[one]["weights"].get(name, 0.0) for one in names)
                for name in features
            },
        )


def probability(log_odds: float) -> float:
    """From log-odds to 0…1; far out it stops rather than overflow."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def softmax(log_odds: Sequence[float]) -> list[float]:
    """Shares that sum to 1, one for each of the log-odds."""
    highest = max(log_odds)
    raised = [exp(one - highest) for one in log_odds]
    total = sum(raised)
    return [one / total for one in raised]
