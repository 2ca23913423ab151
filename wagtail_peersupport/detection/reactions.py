"""What the words of a comment tell of whom it speaks to."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path

from wagtail_peersupport.detection.asking import Sentence, understand, weigh
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.overlap import stems_of
from wagtail_peersupport.detection.text import read
from wagtail_peersupport.detection.words import PAUSE, Word
from wagtail_peersupport.similarity import fold

ASKS_WEIGHT = 2.0
SHORT = 12
A_SENTENCE = 20
SHORTEST_NAME = 3
_SEPARATORS = str.maketrans("_-.", "   ")


@dataclass(frozen=True, slots=True)
class Signs:
    """A comment by itself, as far as it shows whom it answers."""

    length: int
    words: frozenset[str]
    stems: frozenset[str]
    capitals: frozenset[str]
    """Its words with a capital letter, folded: names are among them."""
    asks: bool
    thanks: bool
    praises: bool
    solved: bool
    laughs: bool
    reacts: bool
    """Starts the way one answers somebody: "yes", "that's"."""
    starts_with_self: bool
    greets: bool
    calls_by_name: bool
    """Starts with what looks like somebody's name: "Anna, have you"."""
    names_post: bool
    advises: bool
    same: bool
    """Says "me too"."""
    exclaims: bool
    reminds: bool
    """Of what was asked before: "any news"."""

    @property
    def is_short(self) -> bool:
        return self.length < SHORT

    @property
    def turns_to_somebody(self) -> bool:
        """Reacts, thanks, praises or calls somebody."""
        return self.reacts or self.thanks or self.praises or self.calls_by_name

    @property
    def size(self) -> float:
        """0 for nothing, 1 for 34 words, 2 for 128."""
        return log(1 + self.length / A_SENTENCE)


@lru_cache(maxsize=4096)
def signs_of(text: str) -> Signs:
    """Read a comment, given as HTML or as plain text."""
    reading = read(text)
    __, sentences = understand(reading.sentences)
    tokens = [word for s in sentences for word in s.words if word.folded != PAUSE]
    folded = frozenset(word.folded for word in tokens)
    starts = [word.folded for word in sentences[0].words[:2]] if sentences else []
    return Signs(
        length=len(tokens),
        words=folded,
        stems=stems_of(tokens),
        capitals=_capitals(tokens),
        asks=any(asking.weight >= ASKS_WEIGHT for asking in weigh(sentences)),
        thanks=_any(sentences, Sense.THANKS),
        praises=_any(sentences, Sense.PRAISES),
        solved=_any(sentences, Sense.SOLVED),
        laughs=any(sentence.laughs for sentence in sentences),
        reacts=_listed("reacts", starts) or _any(sentences[:1], Sense.SETTLES),
        starts_with_self=_listed("self", starts[:1]),
        greets=_listed("greets", starts[:1]),
        calls_by_name=_calls_by_name(sentences),
        names_post=_listed("post", folded),
        advises=_any(sentences, Sense.ADVISES),
        same=_any(sentences, Sense.SAME),
        exclaims="!" in reading.own,
        reminds=_any(sentences, Sense.NUDGES) or _any(sentences, Sense.AGAIN),
    )


@lru_cache(maxsize=4096)
def name_words(name: str) -> frozenset[str]:
    """The parts of a name or handle that a comment may call its bearer by."""
    parts = fold(name).translate(_SEPARATORS).split()
    return frozenset(part for part in parts if len(part) >= SHORTEST_NAME and part.isalpha())


def _capitals(tokens: Collection[Word]) -> frozenset[str]:
    return frozenset(
        word.folded
        for word in tokens
        if word.typed[:1].isupper() and len(word.folded) >= SHORTEST_NAME
    )


def _calls_by_name(sentences: Sequence[Sentence]) -> bool:
    if not sentences:
        return False
    first, *__ = sentences
    start = first.words[:3]
    if _listed("before_name", [word.folded for word in start[:1]]):
        start = start[1:]
    if not start or not _may_be_a_name(start[0]):
        return False
    if len(start) > 1:
        return start[1].folded == PAUSE
    return len(sentences) > 1 and "!" not in first.text


def _may_be_a_name(word: Word) -> bool:
    is_capitalised = word.typed[:1].isupper() and word.typed[1:].islower()
    return (
        is_capitalised
        and len(word.typed) >= SHORTEST_NAME
        and not _listed("no_name", [word.folded])
    )


def _any(sentences: Collection[Sentence], sense: Sense) -> bool:
    return any(sentence.has(sense) for sentence in sentences)


def _listed(name: str, found: Collection[str]) -> bool:
    return not _word_lists()[name].isdisjoint(found)


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    source = Path(__file__).with_name("reactions.toml").read_text("utf-8")
    lists = tomllib.loads(source)
    return {name: frozenset(text.split()) for name, text in lists.items()}
