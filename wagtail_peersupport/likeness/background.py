"""How common letters and words are: what stands in every other text says little of any."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from wagtail_peersupport.similarity import COMMON_SHARE, Vector, fold, ngrams, weigh

#: What is common in each language that the package knows, counted in texts written for it.
SHIPPED = Path(__file__).with_name("common.json")

#: Longer words are compared by their beginning, whatever their ending is.
STEM = 5
#: Forms of a word begin alike, and end in no more letters than that.
SHORTEST_STEM, LONGEST_ENDING = 4, 4
FORMS = 3
#: A word in a greater share of the texts tells nothing apart.
EVERYDAY_SHARE = 0.05

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Background:
    """How common letters and words are in a site's texts, on top of its language. Holds no text."""

    size: int = 0
    letters: Mapping[str, int] = field(default_factory=dict)
    """In how many texts each n-gram is that is in several."""
    stems: Mapping[str, int] = field(default_factory=dict)
    families: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The words of the site by their first letters, and in how many texts each is."""

    @classmethod
    def of(cls, texts: Sequence[str], language: str = "") -> Background:
        common = shipped().get(language, {})
        letters: Counter[str] = Counter(common.get("letters", {}))
        stems: Counter[str] = Counter(common.get("stems", {}))
        families: dict[str, Counter[str]] = {}
        for text in texts:
            found = set(words_of(text))
            letters.update(set(ngrams(text)))
            stems.update(stems_of(found))
            for word in found:
                families.setdefault(word[:SHORTEST_STEM], Counter())[word] += 1
        several = {ngram: count for ngram, count in letters.items() if count > 1}
        return cls(common.get("size", 0) + len(texts), several, dict(stems), families)

    def vectors(self, text: str) -> tuple[Vector, Vector]:
        """Of a text's letters and of its words, each of length 1."""
        common = max(2.0, COMMON_SHARE * self.size)
        words = Counter(word[:STEM] for word in words_of(text))
        return (
            weigh(Counter(ngrams(text)), self.letters, self.size, common),
            weigh(words, self.stems, self.size, self.size + 1),
        )

    def telling(self, text: str, limit: int) -> list[tuple[str, ...]]:
        """The words that tell what a text is about, the rarest first: each with other forms of it
        that the site's texts have, the most common first.
        """
        by_stem: dict[str, str] = {}
        for word in words_of(text):
            if len(word) > 1 and not self.is_everyday(word):
                by_stem.setdefault(word[:STEM], word)
        # The longer of two that are as rare says more.
        rare = sorted(by_stem, key=lambda stem: (self.stems.get(stem, 0), -len(by_stem[stem])))
        return [(by_stem[stem], *self._forms(by_stem[stem])) for stem in rare[:limit]]

    def share(self, one: str, other: str) -> bool:
        """Whether two texts have a telling word in common, in whatever form."""
        stems = stems_of(words_of(one)) & stems_of(words_of(other))
        return any(len(stem) > 1 and not self.is_everyday(stem) for stem in stems)

    def is_everyday(self, word: str) -> bool:
        return self.stems.get(word[:STEM], 0) > max(2.0, EVERYDAY_SHARE * self.size)

    def _forms(self, word: str) -> list[str]:
        family = self.families.get(word[:SHORTEST_STEM], {})
        forms = [other for other in family if other != word and is_form(word, other)]
        return sorted(forms, key=lambda form: (-family[form], form))[:FORMS]


@cache
def shipped() -> Mapping[str, Any]:
    """By language: ``size``, how many texts were counted, and in how many of these common
    ``letters`` and ``stems`` are.
    """
    found: Mapping[str, Any] = json.loads(SHIPPED.read_text("utf-8"))
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
    return WORD.findall(fold(text))


def stems_of(words: Iterable[str]) -> set[str]:
    return {word[:STEM] for word in words}
