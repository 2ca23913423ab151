"""Named phrases that tell what a sentence does, and where they stand in it.

The phrases are data, one file per language in ``languages/``, one line per phrase. In a phrase,
``a|b`` is either word, ``...`` up to four words of any kind, ``(word)`` a word that may be missing
(not in first place), ``^`` the start of a clause, ``,`` a pause and ``$`` the end of the sentence;
``$|,`` is either of these.
Case, accents and apostrophes don't matter.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from wagtail_peersupport.detection.words import END, PAUSE, Word
from wagtail_peersupport.similarity import fold

_NOT_IN_WORDS = re.compile(r"[^\w|()$+,]")
_WELL_FORMED = re.compile(r"(\()?[\w+$,]+(?:\|[\w+$,]+)*(?(1)\))")
_GAP = "..."
_LONGEST_GAP = 4

# One of these may come before the first word of a clause.
_JOINING = frozenset(
    "and but so also or hi hello hey then et mais ou alors donc bonjour salut und aber oder hallo "
    "y pero o entonces hola".split()
)


class Sense(StrEnum):
    """What a phrase says about the sentence it stands in; its name in the data files."""

    ASKS = "asks"
    """Asks, with or without a question mark: "does anyone know"."""

    OPENS = "opens"
    """The way questions start: "what", "is there"."""

    ADDRESSES = "addresses"
    """Turns to somebody who could answer: "did you", "could someone"."""

    STUCK = "stuck"
    """Reports that something does not work: "never arrived"."""

    TROUBLE = "trouble"
    """A word that goes with problems, and with much else: "unfortunately"."""

    SUGGESTS = "suggests"
    """Proposes a change: "please add"."""

    RHETORICAL = "rhetorical"
    """Looks like a question and wants no answer: "who cares"."""

    GREETS = "greets"
    """Asks out of politeness: "how are you"."""

    JOKES = "jokes"
    """Laughs: "haha"."""

    SETTLES = "settles"
    """Says at the start of a sentence that the question before it is answered: "yes", "because"."""

    SOLVED = "solved"
    """Says that a problem is over: "works now"."""

    SAME = "same"
    """Me too."""

    IGNORANT = "ignorant"
    """Says that the writer does not know: "no idea"."""

    PLEADS = "pleads"
    """Asks for help and does not say with what: "could anyone help me"."""

    CALLS = "calls"
    """Asks everybody at once: "does anyone know"."""

    DETAILS = "details"
    """Gives what is often asked for: a day, a span of time, "the blue one"."""

    LEANS = "leans"
    """Says little without the sentence before it: "is that possible"."""

    THANKS = "thanks"
    PRAISES = "praises"

    ADVISES = "advises"
    """The way advice is given: "you can just"."""

    BLOCKS = "blocks"
    """The writer can't go on, or has no time left: "the wedding is on Saturday"."""

    HARMS = "harms"
    """Somebody may come to harm: "caught fire"."""

    PAYS = "pays"
    """Money was taken, is owed or is asked back: "charged twice"."""

    AGAIN = "again"
    """It was asked before and nobody answered: "the third time I write"."""

    NUDGES = "nudges"
    """The way to remind of a question already asked, and to ask one: "any news"."""

    ANGERS = "angers"
    """Anger at whoever is responsible: "worst service"."""


# How far into a sentence these still count: "well, no" answers what was asked, "the cloth is soft,
# because" does not.
_LATEST_START = {Sense.SETTLES: 2, Sense.LEANS: 2}


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a phrase."""

    choices: frozenset[str]
    """The words that fit; none for a gap, which any words fit."""

    optional: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a phrase of a data file, without its first word, by which it is found."""

    sense: Sense
    rest: tuple[frozenset[str], ...]
    """The words that fit at each place; none for a gap, which any words fit."""

    at_start: bool


Index = dict[str, list[Phrase]]


@dataclass(frozen=True, slots=True)
class Branch:
    """The phrases that may follow a first word."""

    by_second: dict[str, list[Phrase]]
    others: list[Phrase]
    """Those of one word, and those that go on with a gap."""


@cache
def load(language: str) -> Index:
    """The phrases of one language, by each word that may come first."""
    source = Path(__file__).with_name("languages").joinpath(f"{language}.toml")
    index: Index = {}
    for name, lines in tomllib.loads(source.read_text("utf-8")).items():
        for line in lines.strip().splitlines():
            first, *rest = _steps(line)
            for way in _ways(rest):
                phrase = Phrase(Sense(name), way, line.startswith("^"))
                for word in first.choices:
                    index.setdefault(word, []).append(phrase)
    return index


def _ways(steps: Sequence[Step]) -> Iterator[tuple[frozenset[str], ...]]:
    """Every way to say what has optional places."""
    if not steps:
        yield ()
        return
    step, *rest = steps
    for way in _ways(rest):
        yield (step.choices, *way)
        if step.optional:
            yield way


def find(sentence: Sequence[Word], languages: tuple[str, ...]) -> dict[Sense, str]:
    """The phrases of some languages, and those of no language, in a sentence.

    Gives the longest of each sense, as it was typed.
    """
    longest: dict[Sense, slice] = {}
    for sense, span in _matches([*(word.folded for word in sentence), END], _together(languages)):
        known = longest.get(sense)
        if known is None or span.stop - span.start > known.stop - known.start:
            longest[sense] = span
    return {sense: _typed(sentence[span]) for sense, span in longest.items()}


@cache
def _together(languages: tuple[str, ...]) -> dict[str, Branch]:
    together: dict[str, Branch] = {}
    for index in map(load, ("any", *languages)):
        for word, phrases in index.items():
            branch = together.setdefault(word, Branch({}, []))
            for phrase in phrases:
                seconds = phrase.rest[0] if phrase.rest else ()
                for second in seconds:
                    branch.by_second.setdefault(second, []).append(phrase)
                if not seconds:
                    branch.others.append(phrase)
    return together


def _matches(tokens: list[str], index: Mapping[str, Branch]) -> Iterator[tuple[Sense, slice]]:
    for start, (token, second) in enumerate(pairwise(tokens)):
        branch = index.get(token)
        if branch is None:
            continue
        for phrase in (*branch.by_second.get(second, ()), *branch.others):
            if phrase.at_start and not _starts_clause(tokens, start):
                continue
            if start > _LATEST_START.get(phrase.sense, start):
                continue
            end = _end_of_match(phrase.rest, tokens, start + 1)
            if end:
                yield phrase.sense, slice(start, end)


def _typed(words: Sequence[Word]) -> str:
    return " ".join(word.typed for word in words).lower().replace(f" {PAUSE}", PAUSE)


def _starts_clause(tokens: list[str], start: int) -> bool:
    return start == 0 or tokens[start - 1] == PAUSE or (start == 1 and tokens[0] in _JOINING)


def _end_of_match(places: tuple[frozenset[str], ...], tokens: list[str], at: int) -> int:
    """The position after the match, 0 if there is none."""
    for number, choices in enumerate(places):
        if not choices:
            return _end_after_gap(places[number + 1 :], tokens, at)
        if at >= len(tokens) or tokens[at] not in choices:
            return 0
        at += 1
    return at


def _end_after_gap(places: tuple[frozenset[str], ...], tokens: list[str], at: int) -> int:
    for start in range(at, min(at + _LONGEST_GAP + 1, len(tokens))):
        if tokens[start] in places[0]:
            end = _end_of_match(places[1:], tokens, start + 1)
            if end:
                return end
    return 0


def _steps(line: str) -> list[Step]:
    items = fold(line.removeprefix("^").replace("-", " ")).split()
    steps = [_step(item) for item in items]
    if not steps or not steps[0].choices or steps[0].optional:
        raise ValueError(f"A phrase must start with a word that is always there: {line!r}.")
    if any(not (one.choices or two.choices) for one, two in pairwise(steps)) or (
        not steps[-1].choices
    ):
        raise ValueError(f"A gap must have a word after it: {line!r}.")
    return steps


def _step(item: str) -> Step:
    if item == _GAP:
        return Step(frozenset())
    if item in (END, PAUSE):
        return Step(frozenset({item}))
    item = _NOT_IN_WORDS.sub("", item)
    if not _WELL_FORMED.fullmatch(item):
        raise ValueError(f"Part of a phrase can't be read: {item!r}. See the top of cues.py.")
    return Step(frozenset(item.strip("()").split("|")), optional=item.startswith("("))
