"""Named phrases that tell what a sentence does, and where they stand in it.

The phrases are data, one file per language in ``languages/``, one line per phrase: ``a|b`` is either
word, ``stem*`` any word that starts so (not in first place), ``...`` up to four words of any kind, ``(word)``
a word that may be missing (not in first place), ``^`` the start of a clause, ``,`` a pause and ``$`` the end of
the sentence. Case, accents and apostrophes don't matter.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from wagtail_peersupport.detection.words import END, LANGUAGES, PAUSE, Word, fold

_NOT_IN_WORDS = re.compile(r"[^\w|*()$+]")
_WELL_FORMED = re.compile(r"\.\.\.|,|(\()?[\w+$]+\*?(?:\|[\w+$]+\*?)*(?(1)\))")
_GAP = "..."
_LONGEST_GAP = 4

# One of these may come before the first word of a clause.
_JOINING = frozenset(
    "and but so also or hi hello hey then et mais ou alors donc bonjour salut und aber oder hallo y pero o "
    "entonces hola".split()
)


class Sense(StrEnum):
    """What a phrase says about the sentence it stands in. The value is the name in the data files."""

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

    THANKS = "thanks"
    PRAISES = "praises"

    ADVISES = "advises"
    """The way advice is given: "you can just"."""

    DETAILS = "details"
    """Asks an asker for details: "which version"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a data file."""

    sense: Sense
    items: tuple[str, ...]
    at_start: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a sentence: the words it matched."""

    sense: Sense
    words: str


Index = dict[str, list[Phrase]]


@cache
def load(language: str) -> Index:
    """The phrases of one language, by each word that may come first."""
    source = files(__package__).joinpath("languages", f"{language}.toml").read_text("utf-8")
    index: Index = {}
    for name, lines in tomllib.loads(source).items():
        for line in lines.strip().splitlines():
            phrase = _phrase(Sense(name), line)
            for first in phrase.items[0].split("|"):
                index.setdefault(first, []).append(phrase)
    return index


def find(sentence: Sequence[Word], language: str) -> list[Found]:
    """The phrases of ``language`` and those of no language in a sentence."""
    tables = [load("any"), *([load(language)] if language in LANGUAGES else [])]
    return [found for table in tables for found in _matches(sentence, table)]


def _matches(sentence: Sequence[Word], table: Index) -> Iterator[Found]:
    tokens = (*(word.folded for word in sentence), END)
    for start, token in enumerate(tokens):
        for phrase in table.get(token, ()):
            if phrase.at_start and not _starts_clause(tokens, start):
                continue
            end = _end_of_match(phrase.items, tokens, start)
            if end:
                typed = " ".join(word.typed for word in sentence[start:end])
                yield Found(phrase.sense, typed.lower().replace(f" {PAUSE}", PAUSE))


def _starts_clause(tokens: tuple[str, ...], start: int) -> bool:
    return start == 0 or tokens[start - 1] == PAUSE or (start == 1 and tokens[0] in _JOINING)


def _end_of_match(items: tuple[str, ...], tokens: tuple[str, ...], at: int) -> int:
    """The position after the match, 0 if there is none."""
    if not items:
        return at
    item, rest = items[0], items[1:]
    if item == _GAP:
        ends = (_end_of_match(rest, tokens, at + skip) for skip in range(_LONGEST_GAP + 1))
        return next(filter(None, ends), 0)
    if item[0] == "(":
        taken = _end_of_match((item[1:-1], *rest), tokens, at)
        return taken or _end_of_match(rest, tokens, at)
    if at >= len(tokens) or not _fits(item, tokens[at]):
        return 0
    return _end_of_match(rest, tokens, at + 1)


def _fits(item: str, token: str) -> bool:
    if item == token:
        return True
    return any(
        token.startswith(choice[:-1]) if choice[-1] == "*" else choice == token
        for choice in item.split("|")
    )


def _phrase(sense: Sense, line: str) -> Phrase:
    items = tuple(
        item if item in (_GAP, END, PAUSE) else _NOT_IN_WORDS.sub("", item)
        for item in fold(line.removeprefix("^").replace("-", " ")).split()
    )
    if not all(map(_WELL_FORMED.fullmatch, items)) or items[0][0] in "(.":
        raise ValueError(f"A phrase under {sense} can't be read: {line!r}. See the top of cues.py.")
    return Phrase(sense, items, at_start=line.startswith("^"))
