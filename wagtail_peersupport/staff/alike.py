"""Which questions ask the same: comparing takes time, so only the newest are, and the result is
kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.core.cache import cache

from ..caches import ask_cache
from ..detection.text import asking_sentence
from ..similarity import REPEATED, Corpus, repeats

#: So many of the newest are compared; the result is remembered for so many seconds.
COMPARED = 2000
REMEMBERED = 3600

#: Pairs of a thread's key and the text of its opening comment.
Texts = Sequence[tuple[int, str]]


def groups(texts: Texts) -> list[tuple[int, ...]]:
    """The keys of threads that ask the same, biggest group first, each group in the given order."""

    def compare() -> list[tuple[int, ...]]:
        found = repeats([_title(text) for __, text in texts])
        return [tuple(texts[index][0] for index in group) for group in found]

    return _remembered("repeats", texts, "", compare)


def alike(texts: Texts, asked: Texts) -> dict[int, tuple[int, ...]]:
    """For each thread of ``asked``, the keys of the others among ``texts`` that ask the same."""
    if not asked:
        return {}

    def compare() -> dict[int, tuple[int, ...]]:
        corpus = Corpus([_title(text) for __, text in texts])
        found = {}
        for pk, text in asked:
            similar = corpus.similar(_title(text), len(texts), REPEATED)
            found[pk] = tuple(texts[at][0] for at, __ in similar if texts[at][0] != pk)
        return found

    return _remembered("alike", texts, " ".join(f"{pk} {text}" for pk, text in asked), compare)


@lru_cache(maxsize=2 * COMPARED)
def _title(text: str) -> str:
    """One report compares the same questions twice."""
    return asking_sentence(text)


def _remembered(name: str, texts: Texts, more: str, compare: Callable[[], Any]) -> Any:
    words = "\x00".join([*(f"{pk} {text}" for pk, text in texts), more])
    key = f"wagtail_peersupport.{name}.{hashlib.sha256(words.encode()).hexdigest()}"
    found = ask_cache(lambda: cache.get(key))
    if found is None:
        found = compare()
        ask_cache(lambda: cache.set(key, found, REMEMBERED))
    return found
