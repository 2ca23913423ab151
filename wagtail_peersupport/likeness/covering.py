"""Which passage of a post speaks of what is asked: a question and its answer share the rare words,
not the everyday ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from wagtail_peersupport.likeness.background import (
    SHORTEST_STEM,
    STEM,
    Background,
    is_form,
    words_of,
)
from wagtail_peersupport.likeness.model import alike_in_meaning
from wagtail_peersupport.meaning import Encoder

#: What share of a question's telling words, by weight, a passage, its heading and the title of the
#: post must hold, where it shares one, two, or more of them itself.
SHARES = (0.6, 0.5, 0.3)
#: With the encoder: never less alike than the first; from the second on, any two words will do.
LEAST_MEANT, SURELY_MEANT = 0.3, 0.45


def best_passage(
    text: str,
    passages: Sequence[str],
    title: str,
    background: Background,
    encoder: Encoder | None = None,
) -> int | None:
    """The place of the passage that clearly speaks of what ``text`` asks; None where none does.

    Each passage comes with its heading; ``title`` is that of the post.
    """
    asked = _weights(text, background)
    total = sum(asked.values())
    if not total or not passages:
        return None
    meant = alike_in_meaning(text, passages, encoder)
    in_title = _held(asked, title)
    best, best_score = None, 0.0
    for place, passage in enumerate(passages):
        own = _held(asked, passage)
        share = sum(asked[word] for word in own | in_title) / total
        score = share + meant[place]
        if score > best_score and _is_clear(
            len(own), share, None if encoder is None else meant[place]
        ):
            best, best_score = place, score
    return best


def _is_clear(own: int, share: float, meant: float | None) -> bool:
    if not own:
        return False
    if meant is not None:
        if meant < LEAST_MEANT:
            return False
        if meant >= SURELY_MEANT and own > 1:
            return True
    return share >= SHARES[min(own, len(SHARES)) - 1]


def _weights(text: str, background: Background) -> dict[str, float]:
    """The telling words of a text, each with how rare it is."""
    return {
        word: log((1 + background.size) / (1 + background.stems.get(word[:STEM], 0))) + 1
        for word in words_of(text)
        if len(word) > 1 and not background.is_everyday(word)
    }


def _held(asked: Iterable[str], passage: str) -> set[str]:
    """Those of the words that a passage has, in whatever form."""
    written = set(words_of(passage))
    beginnings: dict[str, list[str]] = {}
    for word in written:
        beginnings.setdefault(word[:SHORTEST_STEM], []).append(word)
    return {
        word
        for word in asked
        if word in written
        or any(is_form(word, other) for other in beginnings.get(word[:SHORTEST_STEM], ()))
    }
