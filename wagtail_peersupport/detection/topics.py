"""Which of a site's topics a question is about, by the words and examples that define them.

What is asked beats what is said in passing, longer phrases beat shorter ones, more words fewer.
A tie goes to the topic that stands first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from wagtail_peersupport.detection.asking_words import UNSPACED
from wagtail_peersupport.detection.overlap import content_stems
from wagtail_peersupport.detection.text import asking_sentence, read
from wagtail_peersupport.detection.words import PAUSE, words
from wagtail_peersupport.similarity import fold

ASKED_IN = 300
"""How many characters of what is asked are looked at."""

PASSING, MOST_PASSING = 0.3, 0.9
"""What a word outside of what is asked counts, and all of them together; one that is asked is 1."""

ENOUGH, ENOUGH_OF_MANY, MANY_WORDS = 0.3, 0.6, 60
"""The score that makes a topic: one word, or two in passing where the comment is long."""

ALIKE, SHARED, LIKENESS = 0.4, 2, 2.0
"""The least cosine and number of content words shared with an example, and what a cosine counts."""

PREFIX = "*"
SHORTEST_PREFIX = 3

_BREAKS = re.compile(r"[\n,;]+")
_APOSTROPHE = re.compile(r"['’ʼ`´]")


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


def split_words(text: str) -> tuple[str, ...]:
    """The words and phrases that were typed one per line, or between commas; each once."""
    typed: dict[str, str] = {}
    for part in filter(None, map(str.strip, _BREAKS.split(text))):
        typed.setdefault(fold(part), part)
    return tuple(typed.values())


def is_findable(phrase: str) -> bool:
    """Whether there is anything to look for, and not next to everything."""
    parts = [part.rstrip(PREFIX) for part in phrase.split() if part.endswith(PREFIX)]
    return bool(_tokens(phrase)) and all(len(fold(part)) >= SHORTEST_PREFIX for part in parts)


class Router:
    """Knows some topics, in their order, and tells which of them a text is about."""

    def __init__(self, topics: Sequence[Definition]) -> None:
        self._keys = [topic.key for topic in topics]
        self._phrases = [
            sorted(map(_Phrase, topic.words), key=lambda phrase: -phrase.length) for topic in topics
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
        said = _Said(read(text).own)
        asked = _Said(_asked(text))
        stems = content_stems(asked.text) if any(self._examples) else frozenset()
        enough = ENOUGH if len(said.tokens) <= MANY_WORDS else ENOUGH_OF_MANY
        best: Route | None = None
        for key, phrases, examples in zip(self._keys, self._phrases, self._examples, strict=True):
            route = self._score(key, _found(phrases, asked), _found(phrases, said), examples, stems)
            if route.score >= enough and (best is None or route.score > best.score):
                best = route
        return best

    def touches(self, key: int, text: str) -> bool:
        """Whether a text, such as the title of a post, says anything of a topic."""
        said = _Said(read(text).own)
        topics = zip(self._keys, self._phrases, strict=True)
        if any(_found(phrases, said) for other, phrases in topics if other == key):
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
    return marked or (asking_sentence(text, ASKED_IN) if _tokens(reading.own) else "")


class _Example:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stems = content_stems(text)


class _Said:
    """A text as topics see it: where which forms of words stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.tokens = _tokens(text)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(self.tokens):
            for form in _forms(token):
                self.places[form].append(place)


class _Phrase:
    """A word or phrase to look for."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.folded = fold(typed)
        # Such words are found anywhere in a text.
        self.is_unspaced = bool(UNSPACED.search(typed))
        self._parts = [part for one in typed.split() for part in _parts(one)]
        self.length = len(self._parts)

    def find(self, said: _Said) -> list[range]:
        """Where it stands; without places where words are not told apart."""
        if self.is_unspaced:
            return [range(0)] if self.folded in said.folded else []
        if not self._parts or not self._parts[0].may_be_in(said):
            return []
        places = [part.places(said) for part in self._parts]
        return [
            range(start, start + self.length)
            for start in sorted(places[0])
            if all(start + offset in found for offset, found in enumerate(places))
        ]


class _Part:
    """One word of a phrase, in any form; or all words with the same beginning."""

    def __init__(self, token: str, is_prefix: bool) -> None:
        self._prefix = token if is_prefix else ""
        self._forms = _forms(token)

    def may_be_in(self, said: _Said) -> bool:
        """Quick, since most words are not."""
        return bool(self._prefix) or not self._forms.isdisjoint(said.places)

    def places(self, said: _Said) -> set[int]:
        if self._prefix:
            return {
                place for place, word in enumerate(said.tokens) if word.startswith(self._prefix)
            }
        return {place for form in self._forms for place in said.places.get(form, ())}


def _parts(typed: str) -> list[_Part]:
    tokens = _tokens(typed)
    last = len(tokens) - 1
    return [
        _Part(token, place == last and typed.endswith(PREFIX)) for place, token in enumerate(tokens)
    ]


def _found(phrases: Iterable[_Phrase], said: _Said) -> dict[str, int]:
    """Which of the phrases, longest first, are in a text, with their lengths; not those inside of
    longer ones.
    """
    found: dict[str, int] = {}
    covered: set[int] = set()
    for phrase in phrases:
        ranges = [
            place for place in phrase.find(said) if not place or not covered.issuperset(place)
        ]
        if ranges:
            found[phrase.typed] = max(1, phrase.length)
            covered.update(*ranges)
    return found


def _longest_first(found: dict[str, int]) -> list[str]:
    return sorted(found, key=lambda typed: -found[typed])


def _tokens(text: str) -> list[str]:
    """The words, folded; an article that French elides ("l'envoi") is none of the word."""
    tokens = []
    for word in words(text):
        if word.folded != PAUSE:
            before, __, after = _APOSTROPHE.sub("'", word.typed).rpartition("'")
            is_elided = 0 < len(before) <= 2 and len(after) > 2
            tokens.append(fold(after) if is_elided else word.folded)
    return tokens


@lru_cache(maxsize=8192)
def _forms(word: str) -> frozenset[str]:
    """A word and what is left of it without its endings, in any of our languages.

    Two words are the same where they have a form in common: "ships" and "shipping" share "ship".
    """
    forms = {word}
    for ending, least in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= least:
            forms.add(stem)
            if ending in ("ing", "ed"):
                forms.add(f"{stem}e")
                if stem[-1] == stem[-2] and len(stem) > least:
                    forms.add(stem[:-1])
    if word.endswith("ies") and len(word) > 5:
        forms.add(f"{word[:-3]}y")
    if word.endswith("ss"):
        forms.discard(word[:-1])
    return frozenset(forms)


_ENDINGS = (("s", 3), ("es", 4), ("ing", 3), ("ed", 3), ("e", 4), ("n", 4), ("en", 4), ("em", 4))
