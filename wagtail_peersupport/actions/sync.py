"""The one verb for signal, backfill and sweep: make our rows say what the comments say.

Set-wise, with a fixed number of queries per batch; any order of arrival gives the same result, and
running it twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import comments, signals
from ..accounts import staff_accounts
from ..models import (
    CommentAnalysis,
    CommentDecision,
    CommentOrigin,
    ImportedComment,
    SupportReply,
    SupportThread,
)
from ..models.choices import Capacity
from .claiming import claim_pending
from .engines import site_engine
from .rating import rate_threads
from .reading import Known, Read, read_post
from .refreshing import refresh_threads
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
        rows, page_pks = _scope(changed)
        claim_pending([row for row in rows if row.pk in changed])
        synced = _sync_rows(rows, page_pks)
        if changed <= synced.news:
            # Nobody changed, hid or deleted anything: other discussions stand as they stood.
            synced.touched = synced.written
        if synced.touched:
            refresh_threads(synced.touched)
            rate_threads(synced.touched)
    _announce(synced, announce)
    if page_pks:
        signals.comments_read.send(comments.page_model(), pages=sorted(page_pks))
    return synced


def _scope(pks: set[int]) -> tuple[list[Any], set[int]]:
    """The comments to read, oldest first, and their posts: whole posts, since what a comment seems
    to answer depends on all that stands before it.
    """
    changed = comments.settled(pk__in=pks).values_list("object_pk", flat=True)
    page_pks = {int(object_pk) for object_pk in changed}
    return list(comments.on_pages(page_pks)), page_pks


def _sync_rows(rows: list[Any], page_pks: set[int]) -> Synced:
    pks = [row.pk for row in rows]
    engine = site_engine()
    personal = CommentOrigin.objects.filter(comment__in=pks, capacity=Capacity.PERSONAL)
    known = Known(
        analyses={row.comment_id: row for row in CommentAnalysis.objects.filter(comment__in=pks)},
        decisions={row.comment_id: row for row in CommentDecision.objects.filter(comment__in=pks)},
        held=frozenset(
            CommentOrigin.objects.filter(comment__in=pks, is_held=True).values_list(
                "comment_id", flat=True
            )
        ),
        staff=frozenset(staff_accounts().values_list("pk", flat=True)),
        personal=frozenset(personal.values_list("comment_id", flat=True)),
        by_owner=frozenset(
            ImportedComment.objects.filter(comment__in=pks, by_owner=True).values_list(
                "comment_id", flat=True
            )
        ),
        kept=dict(
            SupportThread.objects.joined_in()
            .filter(comment__in=pks, is_retired=False)
            .exclude(comment__peersupport_analysis__engine_version=engine.version)
            .values_list("comment_id", "kind")
        ),
        merged=dict(
            SupportThread.objects.filter(comment__in=pks, merged_into__isnull=False).values_list(
                "comment_id", "merged_into__comment_id"
            )
        ),
    )
    pages = comments.page_model().objects.select_related("locale").in_bulk(page_pks)
    by_page = defaultdict(list)
    for row in rows:
        by_page[comments.page_pk(row)].append(row)
    reads: dict[int, Read] = {}
    for page_pk, page_rows in by_page.items():
        if page_pk in pages:
            reads |= read_post(pages[page_pk], page_rows, known, engine)
    save_analyses(reads.values(), known, engine.version)
    keep_joined(reads.values())
    synced = save_places(reads, places_of(reads.values(), known, pages))
    synced.circles = frozenset().union(*(read.circle for read in reads.values()))
    since = timezone.now() - NEWS
    news = [row for row in rows if row.pk not in known.analyses]
    synced.news = frozenset(row.pk for row in news)
    synced.late = frozenset(row.pk for row in news if row.submit_date < since)
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
