"""The one verb for signal, backfill and sweep: make our rows say what the comments say.

Set-wise, with a fixed number of queries per batch; any order of arrival gives the same result, and
running it twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from .. import comments, signals
from ..conf import conf
from ..detection.links import may_point
from ..models import (
    CommentAnalysis,
    CommentDecision,
    CommentOrigin,
    ImportedComment,
    SupportReply,
    SupportThread,
)
from ..querysets import staff_accounts
from .claiming import claim_pending
from .reading import Known, Read, read_post
from .refreshing import refresh_threads

ANALYSIS_FIELDS = [
    "kind",
    "role",
    "needs_support",
    "score",
    "reasons",
    "language",
    "points_back",
    "engine_version",
    "digest",
    "analyzed_at",
]
#: What a sync may change of an existing thread. Counts and dates are refresh_threads' business.
THREAD_FIELDS = ["page_id", "kind", "language", "is_retired", "asked_at"]
#: A comment first read later than this after it was written is read quietly.
NEWS = timedelta(days=2)
REPLY_FIELDS = ["thread_id", "role", "link", "confidence", "by_asker"]


@dataclass(slots=True)
class Synced:
    """What a sync did: the rows that are new, and every thread it touched."""

    opened: list[SupportThread] = field(default_factory=list)
    added: list[SupportReply] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    late: frozenset[int] = frozenset()
    """Comments that were first read long after they were written: no news to anybody."""


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
        refresh_threads(synced.touched)
    _announce(synced, announce)
    return synced


def _scope(pks: set[int]) -> tuple[list[Any], set[int]]:
    """The comments to read: the changed ones' whole xtd threads, or whole posts where flat comments
    point.
    """
    changed = list(comments.settled(pk__in=pks).values_list("thread_id", "object_pk"))
    page_pks = {int(object_pk) for __, object_pk in changed}
    pointing = {
        int(object_pk)
        for object_pk in comments.on_pages(page_pks)
        .filter(
            Q(peersupport_analysis__points_back=True)
            | Q(peersupport_decision__answers__isnull=False)
        )
        .values_list("object_pk", flat=True)
        .order_by()
        .distinct()
    }
    threads = comments.settled(thread_id__in={thread_id for thread_id, __ in changed})
    rows = {row.pk: row for row in threads}
    flat = {
        comments.page_pk(row)
        for row in rows.values()
        if not comments.is_reply(row) and may_point(row.comment)
    }
    if pointing | flat:
        rows |= {row.pk: row for row in comments.on_pages(pointing | flat)}
    return sorted(rows.values(), key=lambda row: (row.submit_date, row.pk)), page_pks


def _sync_rows(rows: list[Any], page_pks: set[int]) -> Synced:
    pks = [row.pk for row in rows]
    known = Known(
        analyses={row.comment_id: row for row in CommentAnalysis.objects.filter(comment__in=pks)},
        decisions={row.comment_id: row for row in CommentDecision.objects.filter(comment__in=pks)},
        held=frozenset(
            CommentOrigin.objects.filter(comment__in=pks, is_held=True).values_list(
                "comment_id", flat=True
            )
        ),
        staff=frozenset(staff_accounts().values_list("pk", flat=True)),
        by_owner=frozenset(
            ImportedComment.objects.filter(comment__in=pks, by_owner=True).values_list(
                "comment_id", flat=True
            )
        ),
    )
    engine = import_string(conf.ENGINE)()
    pages = comments.page_model().objects.select_related("locale").in_bulk(page_pks)
    by_page = defaultdict(list)
    for row in rows:
        by_page[comments.page_pk(row)].append(row)
    reads: dict[int, Read] = {}
    for page_pk, page_rows in by_page.items():
        if page_pk in pages:
            reads |= read_post(pages[page_pk], page_rows, known, engine)
    _save_analyses(reads.values(), known, engine.version)
    synced = _save_places(reads)
    since = timezone.now() - NEWS
    synced.late = frozenset(
        row.pk for row in rows if row.pk not in known.analyses and row.submit_date < since
    )
    return synced


def _save_analyses(reads: Iterable[Read], known: Known, version: str) -> None:
    now = timezone.now()
    fresh = {
        read.comment.pk: CommentAnalysis(
            comment_id=read.comment.pk,
            kind=read.analysis.kind,
            role=read.analysis.role,
            needs_support=read.analysis.needs_support,
            score=read.analysis.score,
            reasons=list(read.analysis.reasons),
            language=read.analysis.language,
            points_back=read.points_back and not comments.is_reply(read.comment),
            engine_version=version,
            digest=read.digest,
            analyzed_at=now,
        )
        for read in reads
        if read.is_new_analysis
    }
    _upsert(CommentAnalysis, fresh, known.analyses, ANALYSIS_FIELDS)


def _save_places(reads: dict[int, Read]) -> Synced:
    synced = Synced()
    threads = {row.comment_id: row for row in SupportThread.objects.filter(comment__in=list(reads))}
    openers = [read for read in reads.values() if read.opens]
    wanted = {read.comment.pk: _thread(read) for read in openers}
    _upsert(SupportThread, wanted, threads, THREAD_FIELDS)
    _retire(threads, reads)
    current = {row.comment_id: row for row in SupportThread.objects.filter(comment__in=list(reads))}
    synced.opened = [row for pk, row in current.items() if pk not in threads]
    synced.touched = {row.pk for row in current.values()}
    _save_replies(reads, current, synced)
    return synced


def _thread(read: Read) -> SupportThread:
    now = timezone.now()
    asked_at = read.comment.submit_date
    return SupportThread(
        comment_id=read.comment.pk,
        page_id=comments.page_pk(read.comment),
        kind=read.kind,
        language=read.analysis.language,
        is_archive=now - asked_at > conf.archive_after,
        asked_at=asked_at,
        opened_at=now,
        last_activity_at=asked_at,
    )


def _retire(threads: dict[int, SupportThread], reads: dict[int, Read]) -> None:
    """Put aside the threads of comments that no longer need support; hidden ones stay."""
    gone = [
        row.pk
        for pk, row in threads.items()
        if not row.is_retired and not reads[pk].opens and comments.is_shown(reads[pk].comment)
    ]
    SupportThread.objects.filter(pk__in=gone).update(is_retired=True)


def _save_replies(
    reads: dict[int, Read], threads: dict[int, SupportThread], synced: Synced
) -> None:
    before = {row.comment_id: row for row in SupportReply.objects.filter(comment__in=list(reads))}
    wanted = {
        read.comment.pk: SupportReply(
            comment_id=read.comment.pk,
            thread=threads[read.opener.pk],
            role=read.analysis.role,
            link=read.link.how,
            confidence=read.link.confidence,
            by_asker=read.by_asker,
        )
        for read in reads.values()
        if read.belongs and read.opener.pk in threads and read.link is not None
    }
    SupportReply.objects.filter(comment__in=set(before) - set(wanted)).delete()
    _upsert(SupportReply, wanted, before, REPLY_FIELDS)
    new = set(wanted) - set(before)
    synced.added = list(
        SupportReply.objects.filter(comment__in=new).select_related("thread__comment", "comment")
    )
    synced.touched |= {row.thread_id for row in before.values()}


def _upsert(model: type, wanted: dict[int, Any], before: dict[int, Any], fields: list[str]) -> None:
    """Insert or update, in one statement, the rows (keyed by comment) that differ in one of
    ``fields``.
    """
    fresh = [
        row
        for pk, row in wanted.items()
        if pk not in before
        or any(getattr(row, name) != getattr(before[pk], name) for name in fields)
    ]
    model.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["comment"],
        update_fields=fields,
        batch_size=500,
    )


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
