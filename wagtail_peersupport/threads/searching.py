"""Search: the index proposes, the database decides what may be found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from wagtail.search.utils import parse_query_string, separate_filters_from_query

from ..detection.text import plain_text
from ..models import SupportReply
from ..querysets import ThreadQuerySet
from .marking import occurs, words_of
from .search_index import CANDIDATES, proposed


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    pks: tuple[int, ...] = ()
    """Threads, solved ones first, then by relevance."""
    words: frozenset[str] = frozenset()
    """What was searched for, word by word, as ``marking`` folds it."""
    is_near: bool = False
    """Whether no thread has all of the words: these have some of them."""
    is_cut: bool = False
    """Whether there may be more: these are the best."""


def find(visible: ThreadQuerySet, text: str, pages: QuerySet) -> Found:
    """The threads that match. All words must occur; where no thread has them all, any will do.

    Only threads in ``visible`` are found, and only by words that everybody may read: of the
    question, its replies and the name of its topic. ``pages`` are those that ``visible`` is under.
    """
    words = words_of(separate_filters_from_query(text)[1])
    if not words:
        return Found()
    found = _matching(visible, text, "and", words, pages)
    if found.pks or len(words) == 1:
        return found
    near = _matching(visible, text, "or", words, pages)
    return replace(near, is_near=bool(near.pks))


def _matching(
    visible: ThreadQuerySet, text: str, operator: str, words: frozenset[str], pages: QuerySet
) -> Found:
    __, query = parse_query_string(text, operator=operator)
    ranks = {pk: rank for rank, pk in enumerate(proposed(query, pages))}
    hits = visible.filter(pk__in=ranks).values_list(
        "pk", "solved_at", "comment__comment", "topic__name"
    )
    solved = {pk: solved_at is not None for pk, solved_at, *__ in hits}
    texts = _texts({pk: f"{question}\n{topic or ''}" for pk, __, question, topic in hits})
    says = all if operator == "and" else any
    pks = [pk for pk in solved if says(occurs(word, texts[pk]) for word in words)]
    return Found(
        pks=tuple(sorted(pks, key=lambda pk: (not solved[pk], ranks[pk]))),
        words=words,
        is_cut=len(ranks) >= CANDIDATES,
    )


def _texts(said: dict[int, str]) -> dict[int, frozenset[str]]:
    """The words that everybody may read of these threads. The index may still hold more: a comment
    can be hidden without anybody being told.
    """
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, question in said.items():
        texts[pk].append(question)
    replies = SupportReply.objects.visible().filter(thread__in=said)
    for pk, reply in replies.values_list("thread_id", "comment__comment"):
        texts[pk].append(reply)
    return {pk: words_of("\n".join(map(plain_text, parts))) for pk, parts in texts.items()}
