"""Which texts ask the same: character n-grams, tf-idf, cosine.

Character n-grams forgive typing errors and inflection, and need no word list for any language.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log, sqrt
from unicodedata import combining, normalize

SHORTEST_NGRAM = 3
LONGEST_NGRAM = 4
SIMILAR = 0.15
REPEATED = 0.45

# An n-gram in more texts than this tells nothing apart, and most of the work would go into it.
COMMON_SHARE = 0.1
COMMON_AT_LEAST = 30

_WORD = re.compile(r"\w+")

Vector = dict[str, float]


class Corpus:
    """Texts, known by their position, that can be asked which of them are like another."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(ngrams(text)) for text in texts]
        self._size = len(texts)
        self._common = max(COMMON_AT_LEAST, COMMON_SHARE * self._size)
        self._document_frequency: Counter[str] = Counter()
        for count in counts:
            self._document_frequency.update(count.keys())
        self._vectors = [self._weigh(count) for count in counts]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, vector in enumerate(self._vectors):
            for ngram, weight in vector.items():
                self._postings[ngram].append((index, weight))

    def similar(
        self, text: str, limit: int = 5, threshold: float = SIMILAR
    ) -> list[tuple[int, float]]:
        """At most ``limit`` pairs of index and cosine (``threshold`` to 1), most similar first."""
        scores = self._scores(self._weigh(Counter(ngrams(text))))
        found = [(index, score) for index, score in scores.items() if score >= threshold]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def pairs(self, threshold: float) -> Iterator[tuple[int, int]]:
        """Every pair of texts at least that similar, the smaller index first."""
        for index, vector in enumerate(self._vectors):
            for other, score in self._scores(vector, index).items():
                if score >= threshold:
                    yield other, index

    def _scores(self, vector: Vector, before: int | None = None) -> dict[int, float]:
        """The cosine with every text that shares an n-gram, or only with those before an index."""
        end = self._size if before is None else before
        scores: defaultdict[int, float] = defaultdict(float)
        for ngram, weight in vector.items():
            for index, other in self._postings.get(ngram, ()):
                if index >= end:
                    break
                scores[index] += weight * other
        return {index: min(1.0, score) for index, score in scores.items()}

    def _weigh(self, count: Counter[str]) -> Vector:
        return weigh(count, self._document_frequency, self._size, self._common)


def weigh(
    count: Mapping[str, int], frequency: Mapping[str, int], size: int, common: float
) -> Vector:
    """Sublinear tf times smoothed idf, of length 1; ``frequency`` says in how many of ``size``
    texts something is. What is in more than ``common`` is left out.
    """
    raw = {
        it: (1 + log(times)) * (log((1 + size) / (1 + frequency.get(it, 0))) + 1)
        for it, times in count.items()
        if frequency.get(it, 0) <= common
    }
    length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {it: weight / length for it, weight in raw.items()}


def cosine(one: Vector, other: Vector) -> float:
    """Of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[it] for it, weight in one.items() if it in other)


def repeats(texts: Sequence[str], threshold: float = REPEATED) -> list[tuple[int, ...]]:
    """Groups of two or more texts that ask the same, as ascending indices; biggest group first.

    Each text of a group is similar to the group's first, most connected text, so that a chain of
    half-similar texts makes no group. A text is in one group at most.
    """
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in Corpus(texts).pairs(threshold):
        neighbours[one].add(other)
        neighbours[other].add(one)
    groups: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for index in sorted(neighbours, key=lambda index: (-len(neighbours[index]), index)):
        group = {index, *neighbours[index]} - taken
        if index not in taken and len(group) > 1:
            groups.append(tuple(sorted(group)))
            taken |= group
    return sorted(groups, key=lambda group: (-len(group), group))


def ngrams(text: str) -> Iterator[str]:
    """Three and four characters inside of a word, its edges included."""
    for word in _WORD.findall(fold(text)):
        padded = f" {word} "
        if len(padded) <= SHORTEST_NGRAM:
            yield padded
        for length in range(SHORTEST_NGRAM, LONGEST_NGRAM + 1):
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


def fold(text: str) -> str:
    """Case, accents and compatibility forms gone: "Où" and "ou" are typed for each other."""
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not combining(char))
