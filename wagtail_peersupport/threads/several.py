"""Several threads at once, wherever they stand: what it takes to paint them, in a fixed number of
queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from .. import comments
from ..addresses import Addresses
from ..models import SupportReply, SupportThread
from ..viewer import Viewer
from .authors import Authors
from .facts import load_facts
from .painting import Painter

#: Comments by the key of the thread that they belong to.
Rows = Mapping[int, list[Any]]


def by_thread(replies: Iterable[SupportReply]) -> Rows:
    """The comments of these replies, in their order; none for any other thread."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for reply in replies:
        rows[reply.thread_id].append(reply.comment)
    return rows


def painter_for(
    threads: Iterable[SupportThread],
    answers: Rows,
    viewer: Viewer,
    addresses: Addresses | None = None,
) -> Painter:
    """Paints these threads, which come ``with_authors()``, and these answers to them. Who wrote a
    post bears no badge here: that is for the post's own page.
    """
    threads = list(threads)
    questions = [thread.comment for thread in threads]
    facts = load_facts([*questions, *(row for rows in answers.values() for row in rows)], viewer)
    posts = comments.find_pages({thread.page_id for thread in threads})
    return Painter(facts, Authors(facts), viewer, addresses or Addresses(viewer), posts)
