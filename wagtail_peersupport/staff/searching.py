"""Search as one types: whole words in the thread, else the beginnings of words in its title."""

from __future__ import annotations

import re

from wagtail.search.utils import parse_query_string

from ..models import SupportThread
from ..querysets import ThreadQuerySet

#: More than staff would page through; the index proposes, the queue's own filters decide.
CANDIDATES = 1000

_WORD = re.compile(r"\w+")


def matching(threads: ThreadQuerySet, text: str) -> ThreadQuerySet:
    """Those of ``threads`` that match what was typed; any string is accepted."""
    words = " ".join(_WORD.findall(text))
    if not words:
        return threads.none()
    __, query = parse_query_string(text, operator="and")
    found = threads.filter(pk__in=_pks(SupportThread.objects.search(query)))
    if found.exists():
        return found
    beginnings = SupportThread.objects.autocomplete(words, operator="and")
    return threads.filter(pk__in=_pks(beginnings))


def _pks(results: object) -> list[int]:
    return [thread.pk for thread in results[:CANDIDATES]]
