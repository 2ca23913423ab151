"""Whom a comment in a flat list answers: by "@name", by name at the start, by quoted words.

A pointer is only a candidate. It becomes a link when somebody of that name, or those
words, stand above.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from wagtail_peersupport.detection.text import plain_text, read
from wagtail_peersupport.detection.types import LinkHow

_NAME_CHARS = r"[^\W_](?:[\w.'’-]*\w)?"
_NAME = rf"{_NAME_CHARS}(?:[ \xa0]{_NAME_CHARS}){{0,3}}"
_AT_NAME = re.compile(rf"(?<![\w.@/])@\s?({_NAME})")
_GREETINGS = (
    "hi|hello|hey|dear|to|thanks|thank you|hallo|liebe|lieber|liebes|danke|an|bonjour|salut|merci|"
    "cher|chère|à|hola|gracias|querida|querido|a"
)
_OPENING_NAME = re.compile(
    rf"\W{{0,3}}(?:(?:{_GREETINGS})\s+)?({_NAME})\s*(?=[:,;!–—]|-\s)",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"[\"“„«‹]\s*([^\"“”„«»‹›]{12,400}?)\s*[\"“”»›]")
_CHEAP = re.compile(
    r"@|^[ \t]*>|<(?:blockquote|q)\b|\[quote|[\"“„«]|&(?:quot|laquo|ldquo|bdquo|gt|#\w+);",
    re.IGNORECASE | re.MULTILINE,
)
_LOOKS_OPENING = re.compile(r"\W{0,3}[\w.'’ \xa0-]{2,60}[:,;!–—-]")

_MENTION, _NAMED, _QUOTED = 0.9, 0.75, 0.95
_FEWEST_QUOTED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Pointers:
    """What in a text may point back at an earlier comment."""

    mentions: tuple[str, ...]
    """Names as typed, most likely first. After "@" with the "@"; longer readings before shorter."""

    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A comment of the same post that was there before."""

    id: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """The comment that is answered, how we know, and how sure that is (0 to 1)."""

    target: int
    how: LinkHow
    confidence: float


def may_point(raw: str) -> bool:
    """Whether ``pointers`` may find anything: a cheap test, wrong only on the generous side."""
    return bool(_CHEAP.search(raw)) or bool(_LOOKS_OPENING.match(_strip_tags(raw)))


def pointers(raw: str) -> Pointers:
    """The candidates in a comment, given as HTML or as plain text."""
    reading = read(raw)
    mentions = [
        f"@{name}" for found in _AT_NAME.finditer(reading.own) for name in _readings(found.group(1))
    ]
    opening = _OPENING_NAME.match(reading.own)
    if opening:
        mentions += _readings(opening.group(1))
    quotes = [*reading.quotes, *(found.group(1) for found in _SPEECH.finditer(reading.own))]
    return Pointers(tuple(dict.fromkeys(mentions)), tuple(dict.fromkeys(quotes)))


def find_target(found: Pointers, earlier: Sequence[Earlier]) -> Link | None:
    """The comment that is answered, or None. ``earlier`` is in order of posting, oldest first.

    Quoted words beat a mention. A mention means the latest comment of that name.
    """
    return _by_quote(found.quotes, earlier) or _by_name(found.mentions, earlier)


def _by_quote(quotes: Sequence[str], earlier: Sequence[Earlier]) -> Link | None:
    for words in map(_fold_words, quotes):
        if len(words.split()) < _FEWEST_QUOTED_WORDS:
            continue
        for comment in reversed(earlier):
            if f" {words} " in f" {_folded_text(comment.text)} ":
                return Link(comment.id, LinkHow.QUOTED, _QUOTED)
    return None


def _by_name(mentions: Sequence[str], earlier: Sequence[Earlier]) -> Link | None:
    if not mentions:
        return None
    latest = {_fold_name(comment.author): comment for comment in earlier}
    by_handle = {name.replace(" ", ""): comment for name, comment in latest.items()}
    by_first_name = {name.split(" ")[0]: comment for name, comment in latest.items() if name}
    for mention in mentions:
        name = _fold_name(mention.removeprefix("@"))
        comment = latest.get(name)
        if mention.startswith("@"):
            comment = comment or by_handle.get(name)
            certainty = _MENTION
        else:
            certainty = _NAMED
        if comment:
            return Link(comment.id, LinkHow.MENTIONED, certainty)
        comment = by_first_name.get(name)
        if comment and _is_only(name, latest):
            return Link(comment.id, LinkHow.MENTIONED, round(certainty - 0.15, 2))
    return None


def _is_only(first_name: str, names: dict[str, Earlier]) -> bool:
    return sum(name.split(" ")[0] == first_name for name in names) == 1


def _readings(words: str) -> Iterator[str]:
    """ "Anna K. said" may mean "Anna K. said", "Anna K." or "Anna"."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        yield " ".join(parts[:length])


@lru_cache(maxsize=4096)
def _fold_name(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split()).strip(".,:;!?@'’ ")


@lru_cache(maxsize=4096)
def _folded_text(raw: str) -> str:
    return _fold_words(plain_text(raw))


def _fold_words(text: str) -> str:
    folded = normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.findall(r"\w+(?:'\w+)*", folded))


def _strip_tags(raw: str) -> str:
    return re.sub(r"^(?:\s*<[^<>]*>)+", "", raw[:200])
