"""Names as readers see them: which ones pass for somebody else's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters and digits that pass for a Latin letter in at least one typeface, capitals as well.
_PASS_FOR = {
    "a": "АаΑαɑ",
    "b": "ВвЬьΒβ",
    "c": "СсϹϲ",
    "d": "Ԁԁ",
    "e": "ЕеΕε",
    "g": "ɡ",
    "h": "НнҺһΗ",
    "i": "ІіӀӏΙιıLl1|",
    "j": "ЈјϳͿ",
    "k": "КкΚκ",
    "m": "МмΜ",
    "n": "Νη",
    "o": "ОоΟοσ0",
    "p": "РрΡρ",
    "q": "Ԛԛ",
    "s": "Ѕѕ",
    "t": "ТтΤτ",
    "u": "υ",
    "v": "Ѵѵν",
    "w": "Ԝԝω",
    "x": "ХхΧχ",
    "y": "УуҮүΥγ",
    "z": "Ζ",
}
_LATIN = str.maketrans({char: latin for latin, chars in _PASS_FOR.items() for char in chars})

# Marks, embeddings, overrides and isolates: with them "greB" is shown as "Berg".
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def in_order(name: str) -> str:
    """A name without the characters that turn the direction of writing."""
    return _DIRECTIONS.sub("", name)


def passes_for(name: str, known: str) -> bool:
    """Whether readers could take ``name`` for ``known``: it holds all its words, in any order and
    however they are spaced, in letters that look the same.
    """
    words, wanted = _words(name), _words(known)
    if not wanted:
        return False
    if set(wanted) <= set(words):
        return True
    together = "".join(words)
    if len(wanted) == 1:
        return together == wanted[0]
    return "".join(wanted) in together or "".join(reversed(wanted)) in together


def look_of(name: str) -> str:
    """What names have in common that look the same at first sight, however they are written."""
    return " ".join(_words(in_order(name))) or name.strip().casefold()


@lru_cache(maxsize=2048)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, without what can't be seen and without accents."""
    apart = unicodedata.normalize("NFKD", name)
    kept = "".join(char for char in apart if unicodedata.category(char) not in ("Cf", "Mn"))
    folded = kept.translate(_LATIN).casefold()
    return tuple("".join(char if char.isalnum() else " " for char in folded).split())
