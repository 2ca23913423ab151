"""Which of a site's topics a question is about, by the words and examples that define them.

What is asked beats what is said in passing, longer phrases beat shorter ones, more words fewer.
A tie goes to the topic that stands first.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from wagtail_peersupport.detection.overlap import content_stems
from wagtail_peersupport.detection.phrases import Phrase, Text, phrases_in, words_in
from wagtail_peersupport.detection.text import asking_sentence, read

ASKED_IN = 300
"""How many characters of what is asked are looked at."""

PASSING, MOST_PASSING = 0.3, 0.9
"""What a word outside of what is asked counts, and all of them together; one that is asked is 1."""

ENOUGH, ENOUGH_OF_MANY, MANY_WORDS = 0.3, 0.6, 60
"""The score that makes a topic: one word, or two in passing where the comment is long."""

ALIKE, SHARED, LIKENESS = 0.4, 2, 2.0
"""The least cosine and number of content words shared with an example, and what a cosine counts."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A topic: its key, its words and phrases, and comments that belong to it."""

    key: int
    words: tuple[str, ...]
    """In any language and form; ``*`` at the end of a word stands for whatever follows."""
    examples: tuple[str, ...] = ()
    """As HTML or as plain text."""


@dataclass(frozen=True, slots=True)
class Route:
    """The topic that fits best."""

    key: int
    score: float
    """From ENOUGH on; a word that is asked for counts 1."""
    reason: str
    """A short English phrase for staff, such as 'says "shipping"'."""


class Router:
    """Knows some topics, in their order, and tells which of them a text is about."""

    def __init__(self, topics: Sequence[Definition]) -> None:
        self._keys = [topic.key for topic in topics]
        self._phrases = [
            sorted(map(Phrase, topic.words), key=lambda phrase: -phrase.length) for topic in topics
        ]
        self._examples = [[_Example(_asked(text)) for text in topic.examples] for topic in topics]
        spread = Counter(
            stem
            for examples in self._examples
            for stem in {stem for example in examples for stem in example.stems}
        )
        self._weights = {stem: 1 / times for stem, times in spread.items()}

    def route(self, text: str) -> Route | None:
        """The topic of a comment, given as HTML or as plain text; None where nothing says so."""
        said = Text(read(text).own)
        asked = Text(_asked(text))
        stems = content_stems(asked.text) if any(self._examples) else frozenset()
        enough = ENOUGH if len(said.tokens) <= MANY_WORDS else ENOUGH_OF_MANY
        best: Route | None = None
        for key, phrases, examples in zip(self._keys, self._phrases, self._examples, strict=True):
            route = self._score(
                key, phrases_in(phrases, asked), phrases_in(phrases, said), examples, stems
            )
            if route.score >= enough and (best is None or route.score > best.score):
                best = route
        return best

    def touches(self, key: int, text: str) -> bool:
        """Whether a text, such as the title of a post, says anything of a topic."""
        said = Text(read(text).own)
        topics = zip(self._keys, self._phrases, strict=True)
        if any(phrases_in(phrases, said) for other, phrases in topics if other == key):
            return True
        route = self.route(text)
        return route is not None and route.key == key

    def _score(
        self,
        key: int,
        asked: dict[str, int],
        said: dict[str, int],
        examples: "list[_Example]",
        stems: frozenset[str],
    ) -> Route:
        passing = {typed: length for typed, length in said.items() if typed not in asked}
        score = sum(asked.values()) + min(MOST_PASSING, PASSING * sum(passing.values()))
        reasons = [f'says "{typed}"' for typed in _longest_first(asked)]
        likeness, example = self._likeness(examples, stems)
        if example:
            score += LIKENESS * likeness
            reasons.append(f'is like "{example}"')
        reasons += [f'mentions "{typed}"' for typed in _longest_first(passing)]
        return Route(key, score, "; ".join(reasons[:2]))

    def _likeness(self, examples: "list[_Example]", stems: frozenset[str]) -> tuple[float, str]:
        """The cosine with the most similar example, and that; (0, "") where none is alike."""
        best, text = 0.0, ""
        for example in examples:
            shared = stems & example.stems
            if len(shared) >= SHARED:
                cosine = self._length(shared) ** 2 / (
                    self._length(stems) * self._length(example.stems)
                )
                if cosine >= ALIKE and cosine > best:
                    best, text = cosine, example.text
        return best, text

    def _length(self, stems: Iterable[str]) -> float:
        """Of the vector of these words; those in the examples of many topics count less."""
        return sqrt(sum(self._weights.get(stem, 1.0) ** 2 for stem in stems))


def _asked(text: str) -> str:
    """The sentences with a question mark, else the one that asks without; no bare address."""
    reading = read(text)
    marked = " ".join(
        sentence for sentence in reading.sentences if "?" in sentence or "？" in sentence
    )
    return marked or (asking_sentence(text, ASKED_IN) if words_in(reading.own) else "")


class _Example:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stems = content_stems(text)


def _longest_first(found: dict[str, int]) -> list[str]:
    return sorted(found, key=lambda typed: -found[typed])
