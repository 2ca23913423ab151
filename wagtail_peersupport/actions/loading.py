"""What a sync knows before it reads: the comments of whole posts, and what was stored of those that
are read.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef

from .. import comments
from ..accounts import staff_accounts
from ..models import (
    CommentAnalysis,
    CommentDecision,
    ImportedComment,
    SupportReply,
    SupportThread,
)
from ..models.choices import Capacity
from .reading import Known, Post

_FIELDS = (
    "pk",
    "object_pk",
    "parent_id",
    "user_id",
    "user_name",
    "user_email",
    "comment",
    "submit_date",
    "followup",
    "is_public",
    "is_removed",
)


def load_posts(pks: Iterable[int]) -> list[Any]:
    """The comments to read, oldest first, where these changed: whole posts, since what a comment
    seems to answer depends on all that stands before it.

    One query. Rows to be read only, with what is known of each: whether it ``is_held``, in which
    ``capacity`` staff wrote it, and so on.
    """
    imported = ImportedComment.objects.filter(comment=OuterRef("pk"), by_owner=True)
    known = {
        "is_held": F("peersupport_origin__is_held"),
        "capacity": F("peersupport_origin__capacity"),
        "is_by_owner": Exists(imported),
        "decided": F("peersupport_decision"),
        "engine_version": F("peersupport_analysis__engine_version"),
        "analyzed_at": F("peersupport_analysis__analyzed_at"),
        "merged_into": F("support_thread__merged_into"),
        "is_retired": F("support_thread__is_retired"),
        "replied_in": F("support_reply__thread"),
        "asks": F("peersupport_analysis__needs_support"),
        "asks_openly": F("peersupport_analysis__is_public"),
    }
    rows = comments.beside(pks).annotate(**known)
    return list(rows.values_list(*_FIELDS, *known, named=True))


def known_of(rows: Sequence[Any]) -> Known:
    """What is known of these comments before any is read, as :func:`load_posts` gives them. Two
    queries at most.
    """
    decided = [row.pk for row in rows if row.decided is not None]
    decisions = CommentDecision.objects.filter(comment__in=decided) if decided else ()
    return Known(
        decisions={one.comment_id: one for one in decisions},
        held=frozenset(row.pk for row in rows if row.is_held),
        staff=frozenset(staff_accounts().values_list("pk", flat=True)),
        personal=frozenset(row.pk for row in rows if row.capacity == Capacity.PERSONAL),
        by_owner=frozenset(row.pk for row in rows if row.is_by_owner),
    )


def recall(known: Known, pks: Collection[int], version: str) -> None:
    """Add what was stored of these comments, for an engine of this version. Three queries, none
    without comments.
    """
    if not pks:
        return
    # What is written anew only with the whole row is not asked for.
    analyses = CommentAnalysis.objects.defer("urgency", "claims", "reasons")
    for analysis in analyses.filter(comment__in=pks):
        known.analyses[analysis.comment_id] = analysis
    for reply in SupportReply.objects.defer("merit_reasons").filter(comment__in=pks):
        known.replies[reply.comment_id] = reply
    for thread in SupportThread.objects.defer("urgency").filter(comment__in=pks):
        known.threads[thread.comment_id] = thread
    opened = {thread.pk: pk for pk, thread in known.threads.items()}
    for pk, thread in known.threads.items():
        its = known.analyses.get(pk)
        was_joined = thread.answer_count or thread.me_too_count
        if was_joined and not thread.is_retired and not (its and its.engine_version == version):
            known.kept[pk] = thread.kind
        if thread.merged_into_id:
            # One that was taken in by a thread under another post has no home here.
            known.merged[pk] = opened.get(thread.merged_into_id, 0)


def are_the_latest(post: Post, changed: Collection[int], version: str) -> bool:
    """Whether these comments are new and came last, under a post of which all else was read, by
    this version, since it was last published, and stands where it should. That then reads as it
    did: no comment depends on a later one.
    """
    rows = post.rows
    earlier, latest = rows[: -len(changed) or None], rows[-len(changed) :]
    if {row.pk for row in latest if row.engine_version is None} != set(changed):
        return False
    if any(row.engine_version != version or row.merged_into for row in earlier):
        return False
    published = post.page.last_published_at
    if published is not None and not any(row.analyzed_at > published for row in earlier):
        return False
    return not any(_is_misplaced(row, post) for row in earlier)


def _is_misplaced(row: Any, post: Post) -> bool:
    """Whether a comment may have been hidden, or shown again, while nobody was told."""
    if not comments.is_shown(row):
        return row.replied_in is not None
    if row.is_held or _has_place(row):
        return False
    decision = post.known.decisions.get(row.pk)
    asks = decision.needs_support if decision is not None else None
    link = post.links[row.pk]
    follows = link is not None and _has_place(post.by_pk[link.target])
    return follows or (row.asks and row.asks_openly if asks is None else asks)


def _has_place(row: Any) -> bool:
    """Whether it opened a thread or stands in one."""
    return row.is_retired is False or row.replied_in is not None
