"""What the site's search index proposes for a query: at most so many threads, at a cost that does
not grow with the blog.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.models import QuerySet

from ..models import SupportThread

CANDIDATES = 100
"""So many of the best are looked at: five pages of a hub."""
KNOWN = 500
"""A word that more threads hold tells little of how well one fits: as many of the newest are
compared, beside the first that the index names.
"""


def proposed(query: Any, pages: QuerySet) -> list[int]:
    """Threads under these pages that match, as Wagtail ranks them: primary keys, the best first.

    By page here already, or other sites' threads could take all the places.
    """
    threads = SupportThread.objects.only("pk").filter(
        is_retired=False, page__in=pages.order_by().values("pk")
    )
    known = _in_index(query)
    if known is not None:
        pks = set(known)
        if len(known) > KNOWN:
            pks.update(threads.order_by("-asked_at").values_list("pk", flat=True)[:KNOWN])
        threads = threads.filter(pk__in=pks)
    return [thread.pk for thread in threads.search(query)[:CANDIDATES]]


def _in_index(query: Any) -> list[int] | None:
    """Threads whose words match, by the index of their words alone; one more than KNOWN at most.

    None where :func:`matches` says None.
    """
    found = matches(query)
    if found is None:
        return None
    return [int(pk) for pk in found.entries.values_list("object_id", flat=True)[: KNOWN + 1]]


class Matches(NamedTuple):
    """The entries of the index whose words match, and what more of its language can be asked by."""

    entries: QuerySet
    compiler: Any
    config: str | None


def matches(query: Any) -> Matches | None:
    """What the index of a thread's words holds for a query; None where it is not PostgreSQL's.

    There Wagtail compares title and words of every entry, since neither of its indexes fits both
    together; ours hold the title's words anyway.
    """
    results = SupportThread.objects.search(query)
    entries = getattr(results.backend.get_index_for_model(SupportThread), "entries", None)
    if entries is None or connections[entries.db].vendor != "postgresql":
        return None
    compiler = results.query_compiler
    config = compiler.get_config(results.backend)
    words = compiler.build_tsquery(query, config=config)
    content_type = ContentType.objects.get_for_model(SupportThread)
    return Matches(entries.filter(content_type=content_type, body=words), compiler, config)
