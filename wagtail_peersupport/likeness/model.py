"""How likely two questions ask the same: by letters, by words and, with the optional extra, by
meaning.

A logistic model over two or three cosines and, where some search proposed the candidates, their
places in it. docs/explanation/what-is-similar.md says where its coefficients come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from wagtail_peersupport.likeness.background import Background
from wagtail_peersupport.meaning import Encoder
from wagtail_peersupport.similarity import cosine


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: the bias, and what each fact weighs."""

    bias: float
    letters: float
    """Of the cosine of character n-grams."""
    words: float
    """Of the cosine of the beginnings of words."""
    meaning: float = 0.0
    """Of the cosine of what the sentence encoder makes of them."""
    place: float = 0.0
    """Of minus the logarithm of the place in the search that proposed it, 1 for the first."""


#: Fitted on labelled questions of a forum, each with ten that its search proposed.
LEXICAL = Weights(bias=-1.57, letters=5.22, words=4.98)
LEXICAL_PLACED = Weights(bias=0.02, letters=4.91, words=4.57, place=0.49)
MEANT = Weights(bias=-3.13, letters=2.96, words=2.27, meaning=5.24)
MEANT_PLACED = Weights(bias=-1.62, letters=2.75, words=2.05, meaning=5.08, place=0.45)

#: From here on two questions are called similar: four of five are, by the same forum's readers.
CLEARLY = 0.6


def likeness(
    text: str,
    others: Sequence[str],
    background: Background,
    encoder: Encoder | None = None,
    places: Sequence[int] | None = None,
) -> list[float]:
    """How likely each of ``others`` asks the same as ``text``, or nearly, 0 to 1: plain texts.

    ``places`` are theirs in a search that knows more than the words, 1 for the first.
    """
    if encoder is None:
        weights = LEXICAL if places is None else LEXICAL_PLACED
    else:
        weights = MEANT if places is None else MEANT_PLACED
    meant = alike_in_meaning(text, others, encoder)
    letters, words = background.vectors(text)
    found = []
    for at, other in enumerate(others):
        its_letters, its_words = background.vectors(other)
        odds = (
            weights.bias
            + weights.letters * cosine(letters, its_letters)
            + weights.words * cosine(words, its_words)
            + weights.meaning * meant[at]
            - weights.place * log(places[at] if places is not None else 1)
        )
        found.append(1 / (1 + exp(-odds)))
    return found


def alike_in_meaning(text: str, others: Sequence[str], encoder: Encoder | None) -> list[float]:
    """The cosines of what the encoder makes of texts; zeros without one."""
    if encoder is None:
        return [0.0] * len(others)
    own, *theirs = encoder.vectors([text, *others])
    return [float(own @ vector) for vector in theirs]
