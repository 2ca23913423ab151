"""The weights of the engine: sparse linear models in a small data file, run in plain Python."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

from wagtail_peersupport.detection.forms import WORD_VALUE, Features

SHIPPED = Path(__file__).with_name("weights")
FORM_FILE, MODEL_FILE = "form.json", "model.json"


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
        totals = list(self.biases)
        for name, value in features.items():
            for at, weight in enumerate(self.weights.get(name, ())):
                totals[at] += weight * value
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


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a comment is what. ``unsure`` ≤ ``needs`` ≤ ``public``."""

    unsure: float
    """For people to decide."""
    needs: float
    """Rather a need than not: the best trade of missed and false ones."""
    public: float
    """Sure enough for every reader to see."""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learned."""

    version: str
    form: Linear
    """Of a sentence's words alone: is it formed as a question, whatever its marks?"""
    sentence: Linear
    """Of a sentence: is it the one for which the comment needs support?"""
    comment: Linear
    """Of a comment under a post: does it need support?"""
    alone: Linear
    """Of a text without a post around it: does it ask something?"""
    kinds: "Several"
    """Of a comment: how much it looks like each kind and role."""
    thresholds: Thresholds
    trust_in_cues: float
    """Between 0 and 1: the part of a comment's log-odds that the cues alone decide."""


@lru_cache(maxsize=8)
def load(folder: Path = SHIPPED) -> Model:
    """The weights in a folder. Raises FileNotFoundError, ValueError or KeyError if they are not."""
    form = json.loads(folder.joinpath(FORM_FILE).read_text("utf-8"))
    data = json.loads(folder.joinpath(MODEL_FILE).read_text("utf-8"))
    return Model(
        version=data["version"],
        form=Linear.read(form["form"]),
        sentence=Linear.read(data["sentence"]),
        comment=Linear.read(data["comment"]),
        alone=Linear.read(form["alone"]),
        kinds=Several.read(data["kinds"]),
        thresholds=Thresholds(**data["thresholds"]),
        trust_in_cues=float(data["trust in cues"]),
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
