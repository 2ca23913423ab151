"""What a reading found becomes rows: analyses, threads, replies. Only what differs is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .. import comments
from ..conf import conf
from ..models import CommentAnalysis, CommentDecision, SupportReply, SupportThread
from ..models.choices import Role, Source
from .reading import Known, Read
from .topics import Place

#: The digest first: it differs wherever something does.
ANALYSIS_FIELDS = [
    "digest",
    "kind",
    "role",
    "needs_support",
    "score",
    "kind_score",
    "role_score",
    "is_public",
    "is_unsure",
    "urgency",
    "claims",
    "reasons",
    "language",
    "points_back",
    "engine_version",
    "analyzed_at",
]
#: What a sync may change of an existing thread. Counts and dates are refresh_threads' business.
THREAD_FIELDS = [
    "page_id",
    "kind",
    "language",
    "is_retired",
    "asked_at",
    "topic_id",
    "is_off_post",
]
REPLY_FIELDS = ["thread_id", "role", "link", "confidence", "by_asker"]


@dataclass(slots=True)
class Synced:
    """What a sync did: the rows that are new, and every thread it touched."""

    opened: list[SupportThread] = field(default_factory=list)
    added: list[SupportReply] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    written: set[int] = field(default_factory=set)
    """Those of them that something was written of, or that somebody now says something else in."""
    news: frozenset[int] = frozenset()
    """Comments that were first read now."""
    late: frozenset[int] = frozenset()
    """Comments that were first read long after they were written: no news to anybody."""
    circles: frozenset[int] = frozenset()
    """Comments that answer each other round about: one of their links is left out."""


def save_analyses(reads: Iterable[Read], known: Known, version: str) -> None:
    now = timezone.now()
    fresh = {
        read.comment.pk: CommentAnalysis(
            comment_id=read.comment.pk,
            kind=read.analysis.kind,
            role=read.analysis.role,
            needs_support=read.analysis.needs_support,
            score=read.analysis.score,
            kind_score=read.analysis.kind_score,
            role_score=read.analysis.role_score,
            is_public=read.analysis.is_public,
            is_unsure=read.analysis.is_unsure,
            urgency=[[str(name), reason] for name, reason in read.analysis.urgency],
            claims=[[str(name), words] for name, words in read.analysis.claims],
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


def keep_joined(reads: Iterable[Read]) -> None:
    """Write down, as a decision, that a thread stays although the engine would not open it now."""
    now = timezone.now()
    for read in reads:
        if read.is_kept:
            CommentDecision.objects.update_or_create(
                comment_id=read.comment.pk,
                defaults={"needs_support": True, "kind": read.kind},
                create_defaults={
                    "needs_support": True,
                    "kind": read.kind,
                    "source": Source.KEPT,
                    "decided_at": now,
                },
            )


def save_places(reads: dict[int, Read], places: dict[int, Place], known: Known) -> Synced:
    """``places`` says of each comment that opens a thread what it is about."""
    synced = Synced()
    threads = {pk: row for pk, row in known.threads.items() if pk in reads}
    openers = [read for read in reads.values() if read.opens]
    wanted = {read.comment.pk: _thread(read, places[read.comment.pk]) for read in openers}
    written = _upsert(SupportThread, wanted, threads, THREAD_FIELDS) | _retire(threads, reads)
    anew = SupportThread.objects.filter(comment__in=written) if written else ()
    current = threads | {row.comment_id: row for row in anew}
    synced.opened = [row for pk, row in current.items() if pk not in threads]
    synced.touched = {row.pk for row in current.values()}
    read_anew = {
        (read.opener or read.comment).pk for read in reads.values() if read.is_new_analysis
    }
    synced.written = {row.pk for pk, row in current.items() if pk in written | read_anew}
    _save_replies(reads, current, known, synced)
    return synced


def _thread(read: Read, place: Place) -> SupportThread:
    now = timezone.now()
    asked_at = read.comment.submit_date
    return SupportThread(
        comment_id=read.comment.pk,
        page_id=comments.page_pk(read.comment),
        kind=read.kind,
        language=read.analysis.language,
        is_archive=now - asked_at > conf.archive_after,
        topic_id=place.topic_id,
        is_off_post=place.is_off_post,
        asked_at=asked_at,
        opened_at=now,
        last_activity_at=asked_at,
    )


def _retire(threads: dict[int, SupportThread], reads: dict[int, Read]) -> set[int]:
    """Put aside the threads of comments that no longer need support; hidden ones stay. Returns
    their comments.
    """
    gone = {
        pk: row.pk
        for pk, row in threads.items()
        if not row.is_retired and not reads[pk].opens and comments.is_shown(reads[pk].comment)
    }
    if gone:
        SupportThread.objects.filter(pk__in=gone.values()).update(is_retired=True)
    return set(gone)


def _save_replies(
    reads: dict[int, Read], threads: dict[int, SupportThread], known: Known, synced: Synced
) -> None:
    before = {pk: row for pk, row in known.replies.items() if pk in reads}
    wanted = {
        read.comment.pk: SupportReply(
            comment_id=read.comment.pk,
            thread=threads[read.opener.pk],
            role=Role.ME_TOO if read.is_merged else read.analysis.role,
            link=read.link.how,
            confidence=read.link.confidence,
            by_asker=read.by_asker,
        )
        for read in reads.values()
        if read.belongs and read.opener.pk in threads and read.link is not None
    }
    gone = set(before) - set(wanted)
    if gone:
        stale = SupportReply.objects.filter(comment__in=gone)
        stale.exclude(_hidden_for_good(reads)).delete()
    changed = _upsert(SupportReply, wanted, before, REPLY_FIELDS) | gone
    new = set(wanted) - set(before)
    if new:
        added = SupportReply.objects.filter(comment__in=new)
        synced.added = list(added.select_related("thread__comment", "comment"))
    synced.touched |= {row.thread_id for row in before.values()}
    places = [rows[pk].thread_id for rows in (before, wanted) for pk in changed if pk in rows]
    synced.written |= set(places)


def _hidden_for_good(reads: dict[int, Read]) -> Q:
    """Replies that readers' reports hide under a question that is hidden itself: nobody has looked
    at them, so they are not shown for that.
    """
    shown = [pk for pk, read in reads.items() if comments.is_shown(read.comment) and not read.opens]
    question = Q(thread__comment__is_public=True, thread__comment__is_removed=False)
    return Q(~question, hidden_at__isnull=False, comment__in=shown)


def _upsert(
    model: type, wanted: dict[int, Any], before: dict[int, Any], fields: list[str]
) -> set[int]:
    """Insert or update, in one statement, the rows (keyed by comment) that differ in one of
    ``fields``; returns their comments.
    """
    fresh = {
        pk: row
        for pk, row in wanted.items()
        if pk not in before
        or any(getattr(row, name) != getattr(before[pk], name) for name in fields)
    }
    if fresh:
        model.objects.bulk_create(
            fresh.values(),
            update_conflicts=True,
            unique_fields=["comment"],
            update_fields=fields,
            batch_size=500,
        )
    return set(fresh)
