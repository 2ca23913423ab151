"""Words as cues see them, and the language they are in."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from wagtail_peersupport.similarity import fold

_WORD = re.compile(r"\+1\b|[^\W_]+(?:['’ʼ`´][^\W_]+)*'?|[,;:()–—]")
_APOSTROPHES = re.compile(r"['’ʼ`´]")

PAUSE = ","
END = "$"
_PAUSES = frozenset(",;:()–—")

_COMMON_WORDS = {
    "en": "the is of and it this that you for with have not are was to in my on be your i can do "
    "what how does but if or any there would an a from at me no just thanks",
    "de": "der die das und ist ich nicht ein eine es mit auf den fur dem zu wie was man hat sich "
    "bei auch aber habe wenn kann mir im von noch nur oder wir sie du ihr euch bin sind war ja "
    "danke",
    "fr": "le la les des est et je un une pas que qui pour dans ce sur il vous avec ne plus mais "
    "tu cest jai du au ca mon ma on si ou comment merci y sont suis par bien votre",
    "es": "el la los las de que y es un una no en por con para se lo mi me yo pero como muy hay "
    "esta al del si le gracias o su mas porque cuando tengo he ha alguien algo bien "
    "tu puedes puede tiene son",
}
# In small words: what a hint is worth, what beats no hint and a foreign hint, what is nearly a tie.
_HINT_COUNTS, _FEW, _MANY, _CLOSE = 0.75, 0.5, 3.0, 1.0

_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _common in _COMMON_WORDS.items():
    for _word in _common.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)

LANGUAGES = tuple(_COMMON_WORDS)


class Word(NamedTuple):
    """A word as it was typed and as cues see it. Punctuation inside a sentence is ``PAUSE``."""

    typed: str
    folded: str


def words(text: str) -> list[Word]:
    """The words in order; folded ones have no apostrophes ("can't" is "cant")."""
    return list(map(_as_word, _WORD.findall(text)))


@lru_cache(maxsize=16384)
def _as_word(token: str) -> Word:
    return Word(token, PAUSE if token in _PAUSES else _APOSTROPHES.sub("", fold(token)))


class Tongue(NamedTuple):
    """What language a text is in."""

    guess: str
    """One of ``LANGUAGES``, else the first part of the hint, else ""."""

    candidates: tuple[str, ...]
    """The ``LANGUAGES`` it may well be in; all of them for a text too short to tell."""


def tongue(tokens: Iterable[Word], hint: str = "") -> Tongue:
    """Tell by small words. The hint, a BCP 47 tag, settles a tie."""
    hint = hint.partition("-")[0].lower()
    votes = dict.fromkeys(LANGUAGES, 0.0)
    for token in tokens:
        owners = _LANGUAGES_OF.get(token.folded, ())
        for owner in owners:
            votes[owner] += 1 / len(owners)
    if hint in votes:
        votes[hint] += _HINT_COUNTS
    best = max(votes, key=lambda language: votes[language])
    enough = _FEW if not hint or hint in votes else _MANY
    candidates = tuple(name for name in votes if votes[name] >= votes[best] - _CLOSE)
    return Tongue(best if votes[best] >= enough else hint, candidates)
