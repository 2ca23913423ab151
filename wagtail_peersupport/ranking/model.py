"""The content model: how likely an answer helps, by what it says and what followed it.

A logistic model over the facts of ``facts.py``; with the optional extra also over meaning. Its
coefficients stand in ``weights/``, with where they come from in the model card there.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from wagtail_peersupport import meaning
from wagtail_peersupport.detection.linear import Linear, probability
from wagtail_peersupport.ranking.by_meaning import Probe, meant
from wagtail_peersupport.ranking.discussion import Discussion
from wagtail_peersupport.ranking.facts import Facts, facts_of
from wagtail_peersupport.ranking.reasons import reasons_of

SHIPPED = Path(__file__).with_name("weights")
PLAIN_FILE, MEANING_FILE, HAND_FILE = "facts.json", "meaning.json", "by-hand.json"
RULES = "facts-1"
"""Raised when the facts are found otherwise, coefficients or not."""


@dataclass(frozen=True, slots=True)
class Merit:
    """What the content model makes of one comment."""

    value: float
    """How likely it helps, 0 to 1."""

    reasons: tuple[str, ...]
    """What speaks for and, after a minus sign, against it; strongest first: see reasons.py."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What was learned, and a little that was set by hand."""

    version: str
    facts: Linear
    """Of the facts of a comment: does it help?"""
    probe: Probe | None = None
    """What is learned of vectors, for the model that uses meaning."""


@dataclass(frozen=True)
class ContentModel:
    """Rates the comments of a discussion; the same discussion gives the same merits."""

    coefficients: Coefficients
    encoder: meaning.Encoder | None = field(default=None, repr=False)

    @property
    def version(self) -> str:
        """Changes whenever a comment may be rated otherwise."""
        encoder = f" {self.encoder.version}" if self.encoder else ""
        return f"{RULES} {self.coefficients.version}{encoder}"

    @property
    def uses_meaning(self) -> bool:
        return self.encoder is not None

    def rate(self, discussion: Discussion) -> list[Merit]:
        """The merit of each comment, in their order."""
        if not discussion.said:
            return []
        found = facts_of(discussion)
        scores = [0.0] * len(found)
        if self.encoder is not None and self.coefficients.probe is not None:
            found, scores = meant(discussion, found, self.encoder, self.coefficients.probe)
        return [self._merit(facts, score) for facts, score in zip(found, scores, strict=True)]

    def _merit(self, facts: Facts, score: float) -> Merit:
        shares = self.coefficients.facts.shares(facts)
        log_odds = self.coefficients.facts.bias + sum(shares.values()) + score
        return Merit(round(probability(log_odds), 4), reasons_of(shares))


@cache
def content_model(*, with_meaning: bool = False) -> ContentModel:
    """The model as shipped. Raises meaning.MeaningMissing if told to use it without the extra."""
    if with_meaning:
        return ContentModel(load(SHIPPED, MEANING_FILE), meaning.encoder())
    return ContentModel(load(SHIPPED, PLAIN_FILE))


def load(folder: Path, name: str) -> Coefficients:
    """The coefficients in a file, with those set by hand beside it. Raises FileNotFoundError,
    ValueError or KeyError if they are not.
    """
    data = _json(folder, name)
    by_hand = _json(folder, HAND_FILE)
    facts = Linear(float(data["bias"]), {**data["weights"], **by_hand["weights"]})
    probe = Probe(_floats(data["answer"]), _floats(data["product"])) if "answer" in data else None
    return Coefficients(data["version"], facts, probe)


def _json(folder: Path, name: str) -> Any:
    return json.loads(folder.joinpath(name).read_text("utf-8"))


def _floats(text: str) -> Sequence[float]:
    return tuple(map(float, text.split()))
