"""Words that a reader searched for: whether they occur in a text, and where to mark them."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from ..detection.titles import shorten
from ..likeness import background
from ..similarity import fold

ENDING = 3
"""How many letters at the end of a word an index may have cut off to find its other forms."""
BEFORE = 60
"""How many characters before the first mark a quote may begin."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of plain text, marked or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class QuoteFace:
    """What a found thread says to what was searched for."""

    pieces: tuple[Piece, ...]
    name: str = ""
    """Who wrote it."""
    url: str = ""
    """Its place."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, without capitals and accents."""
    return frozenset(background.words_of(text))


def occurs(word: str, written: Set[str]) -> bool:
    """Whether a word is among others, in whatever form."""
    if word in written:
        return True
    stem = _stem(word)
    return len(word) > ENDING and any(other.startswith(stem) for other in written)


def marked(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """A text in pieces, so that what takes these words up is marked."""
    stems = [(word, _stem(word)) for word in words]
    pieces, at = [], 0
    for found in background.WORD.finditer(text):
        written = fold(found.group())
        if any(_is_form(written, word, stem) for word, stem in stems):
            pieces += [Piece(text[at : found.start()]), Piece(found.group(), is_marked=True)]
            at = found.end()
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def passage(text: str, words: Iterable[str], limit: int) -> str:
    """A part of a text, on one line and cut at words, from shortly before the first of these."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    hit = next((piece for piece in _starts(text, words)), 0)
    start = 0 if hit <= BEFORE else text.find(" ", hit - BEFORE) + 1
    part = shorten(text[start:], limit)
    return f"… {part}" if start else part


def _starts(text: str, words: Iterable[str]) -> Iterable[int]:
    at = 0
    for piece in marked(text, words):
        if piece.is_marked:
            yield at
        at += len(piece.text)


def _stem(word: str) -> str:
    return word[: max(ENDING, len(word) - ENDING)]


def _is_form(written: str, word: str, stem: str) -> bool:
    return written == word or (len(word) > ENDING and written.startswith(stem))
