"""Threads that a comment, or a whole thread, could be put into: those under its post, those that
ask something similar elsewhere, and what was searched for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..models import SupportThread
from ..querysets import ThreadQuerySet
from ..similarity import Corpus
from .searching import matching

#: Comparing takes time, so of other posts only the newest are compared.
COMPARED = 2000
SIMILAR = 5
LISTED = 20


@dataclass(frozen=True, slots=True)
class Group:
    """Threads to choose from, under one heading."""

    heading: str
    threads: tuple[SupportThread, ...]


def groups(threads: ThreadQuerySet, page: Any, words: str, search: str = "") -> list[Group]:
    """What to offer of ``threads`` for something under ``page`` that says ``words``.

    With a search, what it finds; without, the most similar of other posts, and the post's own, the
    similar ones first. Empty groups are left out.
    """
    if search:
        found = matching(threads, search).order_by("-asked_at", "-pk")[:LISTED]
        offered = [Group(_("Found"), tuple(found))]
    else:
        here = list(threads.under(page).order_by("-asked_at", "-pk")[:COMPARED])
        others = threads.exclude(page_id=page.pk).order_by("-asked_at", "-pk")[:COMPARED]
        offered = [
            Group(_("Similar, under other posts"), tuple(_similar(others, words))),
            Group(_("Under the same post"), tuple(_by_likeness(here, words)[:LISTED])),
        ]
    return [group for group in offered if group.threads]


def _by_likeness(threads: list[SupportThread], words: str) -> list[SupportThread]:
    """All of them, the most similar first, the others as they stood."""
    alike = _similar(threads, words, len(threads))
    first = {thread.pk for thread in alike}
    return [*alike, *(thread for thread in threads if thread.pk not in first)]


def _similar(
    threads: Iterable[SupportThread], words: str, limit: int = SIMILAR
) -> list[SupportThread]:
    rows = list(threads)
    found = Corpus([thread.title for thread in rows]).similar(words, limit)
    return [rows[index] for index, __ in found]
