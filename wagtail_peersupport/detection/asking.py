"""How much each sentence asks for a response, and which asks most.

The weights are log-odds, set by hand on comments written for this project and checked against real
ones. They are few on purpose: each can be read, doubted and changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from wagtail_peersupport.detection.cues import Sense, find
from wagtail_peersupport.detection.sentences import without_quoted_speech
from wagtail_peersupport.detection.types import Kind
from wagtail_peersupport.detection.words import PAUSE, Word, tongue, words

_MARK = re.compile(r"(?<!<)[?\uff1f\u061f]+(?=[\s.…\"'”’»)\]*_:;,^=-]*(?:[)(DPp]|\W)*$)|¿")
_MARKS = frozenset("?\uff1f\u061f¿")
LOUD_MARK = re.compile(r"\?!|!\?|\?{3,}")
_SMILE = re.compile(
    r"[:;=]-?[)DPp](?!\w)|\^\^"
    r"|[\U0001F600-\U0001F60F\U0001F61B-\U0001F61D\U0001F923]"
)

ECHO_WORDS = 3
MARK_WEIGHT = 2.6
SUGGESTS_WEIGHT = 2.6
PLEADS_WEIGHT = 3.2


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that speaks for or against a need, in log-odds, and how staff read it."""

    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what was found in it."""

    text: str
    words: Sequence[Word]
    phrases: dict[Sense, str]
    """The longest phrase of each sense, as it was typed."""

    length: int
    """In words."""

    has_mark: bool
    """Whether the writer ends it with a question mark, or starts with one as Spanish does."""

    smiles: bool

    def has(self, sense: Sense) -> bool:
        return sense in self.phrases

    @property
    def laughs(self) -> bool:
        return self.smiles or Sense.JOKES in self.phrases


@dataclass(frozen=True, slots=True)
class Asking:
    """How much a sentence asks for a response, and as what."""

    weight: float
    kind: Kind
    evidence: tuple[Evidence, ...]


def understand(texts: Sequence[str], hint: str = "") -> tuple[str, list[Sentence]]:
    """The language of a comment and its sentences with their cues."""
    own = [without_quoted_speech(text) for text in texts]
    tokens = list(map(words, own))
    spoken = tongue(chain.from_iterable(tokens), hint)
    return spoken.guess, [
        Sentence(
            text,
            sentence,
            find(sentence, spoken.candidates),
            length=len(sentence) - _pauses(sentence),
            has_mark=not _MARKS.isdisjoint(said) and bool(_MARK.search(said)),
            smiles=bool(_SMILE.search(text)),
        )
        for text, said, sentence in zip(texts, own, tokens, strict=True)
    ]


def _pauses(sentence: Sequence[Word]) -> int:
    return [word.folded for word in sentence].count(PAUSE)


def weigh(sentences: Sequence[Sentence]) -> list[Asking]:
    """What each sentence asks, in their order."""
    return [
        _weigh(sentence, sentences[at + 1] if at + 1 < len(sentences) else None)
        for at, sentence in enumerate(sentences)
    ]


def _weigh(sentence: Sentence, following: Sentence | None) -> Asking:
    asked = _question(sentence)
    stuck = _cue(sentence, Sense.STUCK, 2.3, "reports")
    stuck = stuck or _cue(sentence, Sense.TROUBLE, 0.9, "trouble word")
    suggested = _cue(sentence, Sense.SUGGESTS, SUGGESTS_WEIGHT, "suggests")
    # "Could you add a filter?" is a suggestion for all its question mark.
    polite = MARK_WEIGHT if suggested and sentence.has_mark else 0.0
    kind = max(
        (_sum(asked), Kind.QUESTION),
        (_sum(stuck), Kind.PROBLEM),
        (_sum(suggested) + polite, Kind.IDEA),
        key=lambda pair: pair[0],
    )
    found = [*asked, *stuck, *suggested]
    if found:
        found += _doubts(sentence, following)
    return Asking(_sum(found), kind[1] if kind[0] > 0 else Kind.REMARK, tuple(found))


def _question(sentence: Sentence) -> list[Evidence]:
    found = _cue(sentence, Sense.PLEADS, PLEADS_WEIGHT, "asks for help")
    found = found or _cue(sentence, Sense.ASKS, 2.2, "asks")
    if sentence.has_mark:
        loud = bool(LOUD_MARK.search(sentence.text))
        found = [Evidence(1.6 if loud else MARK_WEIGHT, "ends in a question mark")] + [
            Evidence(cue.weight * 0.35, cue.reason) for cue in found
        ]
        if len(found) == 1:
            found += _cue(sentence, Sense.OPENS, 0.5, "starts as a question")
        found += _cue(sentence, Sense.ADDRESSES, 0.5, "addresses somebody")
    elif not found:
        found = _cue(sentence, Sense.OPENS, 0.5, "starts as a question")
    return found


def _doubts(sentence: Sentence, following: Sentence | None) -> list[Evidence]:
    found = _cue(sentence, Sense.RHETORICAL, -3.2, "rhetorical")
    found += _cue(sentence, Sense.GREETS, -4.0, "a greeting")
    with_laugh = following if following and following.length < ECHO_WORDS else sentence
    if sentence.has(Sense.JOKES) or with_laugh.has(Sense.JOKES):
        found.append(Evidence(-1.8, "jokes"))
    elif sentence.smiles or with_laugh.smiles:
        found.append(Evidence(-0.9, "smiles"))
    if following and sentence.has_mark:
        if sentence.length <= ECHO_WORDS and not sentence.has(Sense.ASKS):
            found.append(Evidence(-1.5, "echoes what was said"))
        if following.has(Sense.SETTLES) and not following.has_mark:
            found.append(Evidence(-2.8, "answers itself"))
    return found


def _cue(sentence: Sentence, sense: Sense, weight: float, reason: str) -> list[Evidence]:
    if not sentence.has(sense):
        return []
    return [Evidence(weight, f'{reason}: "{sentence.phrases[sense]}"')]


def _sum(found: Sequence[Evidence]) -> float:
    return sum(evidence.weight for evidence in found)
