"""How likely two questions ask the same: by letters, by words and, with the optional extra, by
meaning.

A logistic model over two or three cosines and, where some search proposed the candidates, their
places in it. docs/explanation/what-is-similar.md says where its coefficients come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

from wagtail_peersupport.meaning import Encoder
from wagtail_peersupport.similarity import (
    COMMON_AT_LEAST,
    COMMON_SHARE,
    Vector,
    cosine,
    fold,
    ngrams,
    weigh,
)

#: What this is made of is compared: longer words by their beginning, whatever their ending is.
STEM = 5
#: A form of a word begins as it does, and ends in no more letters than that.
SHORTEST_STEM, LONGEST_ENDING = 4, 4
#: A word in a greater share of the texts tells nothing apart.
EVERYDAY_SHARE = 0.25
FORMS = 3

_WORD = re.compile(r"[^\W_]+")


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
LEXICAL = Weights(bias=-1.53, letters=5.21, words=5.52)
LEXICAL_PLACED = Weights(bias=0.03, letters=4.80, words=5.15, place=0.48)
MEANT = Weights(bias=-3.13, letters=3.40, words=2.27, meaning=5.27)
MEANT_PLACED = Weights(bias=-1.66, letters=3.07, words=2.11, meaning=5.13, place=0.44)


@dataclass(frozen=True)
class Background:
    """How common letters and words are in the texts of a site. Holds none of the texts."""

    size: int = 0
    letters: Mapping[str, int] = field(default_factory=dict)
    """In how many texts each n-gram is that is in several."""
    stems: Mapping[str, int] = field(default_factory=dict)
    families: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The words by their first letters, and in how many texts each is."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Background:
        letters: Counter[str] = Counter()
        stems: Counter[str] = Counter()
        families: dict[str, Counter[str]] = {}
        for text in texts:
            found = set(words_of(text))
            letters.update(set(ngrams(text)))
            stems.update({word[:STEM] for word in found})
            for word in found:
                families.setdefault(word[:SHORTEST_STEM], Counter())[word] += 1
        several = {ngram: count for ngram, count in letters.items() if count > 1}
        return cls(len(texts), several, dict(stems), families)

    def vectors(self, text: str) -> tuple[Vector, Vector]:
        """Of a text's letters and of its words, each of length 1."""
        common = max(COMMON_AT_LEAST, COMMON_SHARE * self.size)
        words = Counter(word[:STEM] for word in words_of(text))
        return (
            weigh(Counter(ngrams(text)), self.letters, self.size, common),
            weigh(words, self.stems, self.size, self.size + 1),
        )

    def telling(self, text: str, limit: int) -> list[tuple[str, ...]]:
        """The words that tell what a text is about, the rarest first: each with other forms of it
        that the site's texts have, the most common first.
        """
        most = max(2.0, EVERYDAY_SHARE * self.size)
        rare = [
            word
            for word in dict.fromkeys(words_of(text))
            if len(word) > 1 and self.stems.get(word[:STEM], 0) <= most
        ]
        # The longer of two words that nobody used says more.
        rare.sort(key=lambda word: (self.stems.get(word[:STEM], 0), -len(word)))
        chosen: dict[str, str] = {}
        for word in rare:
            chosen.setdefault(word[:STEM], word)
        return [(word, *self._forms(word)) for word in list(chosen.values())[:limit]]

    def _forms(self, word: str) -> list[str]:
        family = self.families.get(word[:SHORTEST_STEM], {})
        forms = [other for other in family if other != word and is_form(word, other)]
        return sorted(forms, key=lambda form: (-family[form], form))[:FORMS]


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
    meant = _meant(text, others, encoder) if encoder is not None else [0.0] * len(others)
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


def is_form(word: str, other: str) -> bool:
    """Whether two words look like forms of one: ship, ships, shipping."""
    shared = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        shared += 1
    longest = max(len(word), len(other))
    return shared >= SHORTEST_STEM and longest - shared <= LONGEST_ENDING


def words_of(text: str) -> list[str]:
    """The words of a text in its order, without case and accents."""
    return _WORD.findall(fold(text))


def _meant(text: str, others: Sequence[str], encoder: Encoder) -> list[float]:
    own, *theirs = encoder.vectors([text, *others])
    return [float(own @ vector) for vector in theirs]
