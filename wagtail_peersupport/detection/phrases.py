"""Words and phrases as somebody lists them, and where they stand in a text, in whatever form."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from wagtail_peersupport.detection.asking_words import UNSPACED
from wagtail_peersupport.detection.words import PAUSE, words
from wagtail_peersupport.similarity import fold

PREFIX = "*"
SHORTEST_PREFIX = 3

_BREAKS = re.compile(r"[\n,;]+")
_APOSTROPHE = re.compile(r"['’ʼ`´]")
#: What words of our languages end in, each with how many letters must stand before it.
_ENDINGS = (("s", 3), ("es", 4), ("ing", 3), ("ed", 3), ("e", 4), ("n", 4), ("en", 4), ("em", 4))


def split_words(text: str) -> tuple[str, ...]:
    """The words and phrases that were typed one per line, or between commas; each once."""
    typed: dict[str, str] = {}
    for part in filter(None, map(str.strip, _BREAKS.split(text))):
        typed.setdefault(fold(part), part)
    return tuple(typed.values())


def is_findable(phrase: str) -> bool:
    """Whether there is anything to look for, and not next to everything."""
    parts = [part.rstrip(PREFIX) for part in phrase.split() if part.endswith(PREFIX)]
    return bool(words_in(phrase)) and all(len(fold(part)) >= SHORTEST_PREFIX for part in parts)


class Text:
    """A text to look for phrases in: where which forms of words stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.tokens = words_in(text)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(self.tokens):
            for form in _forms(token):
                self.places[form].append(place)


class Phrase:
    """A word or phrase to look for."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.folded = fold(typed)
        # Such words are found anywhere in a text.
        self.is_unspaced = bool(UNSPACED.search(typed))
        self._parts = [part for one in typed.split() for part in _parts(one)]
        self.length = len(self._parts)

    def find(self, said: Text) -> list[range]:
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

    def may_be_in(self, said: Text) -> bool:
        """Quick, since most words are not."""
        return bool(self._prefix) or not self._forms.isdisjoint(said.places)

    def places(self, said: Text) -> set[int]:
        if self._prefix:
            return {
                place for place, word in enumerate(said.tokens) if word.startswith(self._prefix)
            }
        return {place for form in self._forms for place in said.places.get(form, ())}


def _parts(typed: str) -> list[_Part]:
    tokens = words_in(typed)
    last = len(tokens) - 1
    return [
        _Part(token, place == last and typed.endswith(PREFIX)) for place, token in enumerate(tokens)
    ]


def phrases_in(phrases: Iterable[Phrase], said: Text) -> dict[str, int]:
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


def words_in(text: str) -> list[str]:
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
