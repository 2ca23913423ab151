"""What a comment means: one more piece of evidence, where the extra ``[semantic]`` is installed.

A sentence encoder turns the words into a vector; what is learned is one direction in it, from
comments that nobody needs to answer to those that want an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wagtail_peersupport.detection.linear import Linear

FEATURE = "meaning"
"""The name under which a comment's model weighs it."""

_RANGE = 3.0


class Encoder(Protocol):
    """What gives texts a vector each; see ``wagtail_peersupport.meaning``."""

    @property
    def version(self) -> str: ...

    def vectors(self, texts: Sequence[str]) -> Any:
        """One row of numbers for each text."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What was learned of vectors."""

    bias: float
    direction: Sequence[float]
    comment: Linear
    """Of a comment under a post: does it need support? As ``Model.comment``, with FEATURE."""

    def evidence(self, own: str, encoder: Encoder) -> float:
        """The value of FEATURE for a writer's own words."""
        return bounded(self.log_odds(encoder.vectors([own])[0]))

    def log_odds(self, vector: Any) -> float:
        """That whoever means this wants an answer."""
        return self.bias + float(vector @ self.direction)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Meant":
        return cls(float(data["bias"]), data["direction"], Linear.read(data["comment"]))


def bounded(log_odds: float) -> float:
    """Log-odds as the value of a feature."""
    return max(-_RANGE, min(_RANGE, log_odds)) / 2
