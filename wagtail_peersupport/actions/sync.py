"""The one verb for signal, backfill and sweep: make our rows say what the comments say.

Set-wise, with a fixed number of queries per batch; any order of arrival gives the same result, and
running it twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import comments, signals
from ..models import SupportReply, SupportThread
from .claiming import claim_pending
from .engines import site_engine
from .loading import are_the_latest, known_of, load_posts, recall
from .rating import rate
from .reading import Post, Read
from .refreshing import lock_talks, refresh
from .storing import Synced, keep_joined, save_analyses, save_places
from .topics import places_of

#: A comment first read later than this after it was written is read quietly.
NEWS = timedelta(days=2)


def sync_comments(pks: Iterable[int], *, announce: bool = True) -> Synced:
    """Read these comments, and those that depend on them, and bring threads and replies up to date.

    ``announce=False`` sends neither ``thread_opened`` nor ``reply_added``: import and backfill tell
    nobody. Nor are they sent for old comments that are read for the first time.
    """
    changed = set(pks)
    with transaction.atomic():
        rows = load_posts(changed)
        if claim_pending([row for row in rows if row.pk in changed]):
            rows = load_posts(changed)
        page_pks = {comments.page_pk(row) for row in rows}
        synced = _sync_rows(rows, changed, page_pks)
        if changed <= synced.news:
            # Nobody changed, hid or deleted anything: other discussions stand as they stood.
            synced.touched = synced.written
        if synced.touched:
            talks = lock_talks(synced.touched)
            refresh(talks)
            rate(talks)
    _announce(synced, announce)
    if page_pks:
        signals.comments_read.send(comments.page_model(), pages=sorted(page_pks))
    return synced


def _sync_rows(rows: Sequence[Any], changed: set[int], page_pks: set[int]) -> Synced:
    engine = site_engine()
    known = known_of(rows)
    pages = comments.page_model().objects.select_related("locale").in_bulk(page_pks)
    by_page = defaultdict(list)
    for row in rows:
        if comments.page_pk(row) in pages:
            by_page[comments.page_pk(row)].append(row)
    posts = [Post(pages[pk], its_rows, known, engine) for pk, its_rows in by_page.items()]
    wanted = {row.pk for post in posts for row in post.rows}
    if len(posts) == 1 and are_the_latest(posts[0], changed, engine.version):
        wanted = posts[0].above(changed)
    new = {row.pk for row in rows if row.engine_version is None}
    recall(known, wanted - new, engine.version)
    reads: dict[int, Read] = {}
    for post in posts:
        reads |= post.read(wanted)
    save_analyses(reads.values(), known, engine.version)
    keep_joined(reads.values())
    synced = save_places(reads, places_of(reads.values(), known, pages), known)
    synced.circles = frozenset().union(*(read.circle for read in reads.values()))
    since = timezone.now() - NEWS
    synced.news = frozenset(new)
    synced.late = frozenset(row.pk for row in rows if row.pk in new and row.submit_date < since)
    return synced


def _announce(synced: Synced, announce: bool) -> None:
    if announce:
        for thread in synced.opened:
            if thread.comment_id not in synced.late:
                signals.thread_opened.send(SupportThread, thread=thread)
        for reply in synced.added:
            if reply.comment_id not in synced.late:
                signals.reply_added.send(SupportReply, reply=reply)
    if synced.touched:
        signals.threads_changed.send(SupportThread, threads=sorted(synced.touched))
