"""Search: the index proposes, the database decides what may be found."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from wagtail.search.utils import parse_query_string, separate_filters_from_query

from ..detection.text import plain_text
from ..models import SupportReply, SupportThread
from ..querysets import ThreadQuerySet

CANDIDATES = 200
ENDING = 3
"""How many letters at the end of a word an index may have cut off to find its other forms."""

_WORD = re.compile(r"[^\W_]+")


def search(visible: ThreadQuerySet, text: str) -> list[int]:
    """Primary keys of the threads that match, solved first, then by relevance.

    All words must occur; where no thread has them all, any of them will do. Only threads in
    ``visible`` are found, and only by words that everybody may read.
    """
    return _matches(visible, text, "and") or _matches(visible, text, "or")


def _matches(visible: ThreadQuerySet, text: str, operator: str) -> list[int]:
    __, words = parse_query_string(text, operator=operator)
    # Filtered by page here already, or other sites' threads could take all the places.
    within = SupportThread.objects.filter(
        is_retired=False, page__in=visible.order_by().values("page")
    )
    ranks = {thread.pk: rank for rank, thread in enumerate(within.search(words)[:CANDIDATES])}
    hits = visible.filter(pk__in=ranks).values_list("pk", "solved_at", "comment__comment")
    texts = _texts({pk: question for pk, __, question in hits})
    found = [(pk, solved_at) for pk, solved_at, __ in hits if _says(texts[pk], text, operator)]
    return [pk for pk, __ in sorted(found, key=lambda hit: (hit[1] is None, ranks[hit[0]]))]


def _texts(questions: dict[int, str]) -> dict[int, str]:
    """All that everybody may read of these threads. The index may still hold more: a comment can be
    hidden without anybody being told.
    """
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, question in questions.items():
        texts[pk].append(question)
    replies = SupportReply.objects.visible().filter(thread__in=questions)
    for pk, reply in replies.values_list("thread_id", "comment__comment"):
        texts[pk].append(reply)
    return {pk: "\n".join(map(plain_text, parts)) for pk, parts in texts.items()}


def _says(text: str, searched: str, operator: str) -> bool:
    """Whether the words that were searched for occur in a text, in whatever form."""
    __, searched = separate_filters_from_query(searched)
    written = frozenset(_words(text))
    occurs = (_occurs(word, written) for word in _words(searched))
    return all(occurs) if operator == "and" else any(occurs)


def _occurs(word: str, written: frozenset[str]) -> bool:
    stem = word[: max(ENDING, len(word) - ENDING)]
    return word in written or (
        len(word) > ENDING and any(other.startswith(stem) for other in written)
    )


def _words(text: str) -> Iterable[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(char for char in apart if not unicodedata.combining(char)))
