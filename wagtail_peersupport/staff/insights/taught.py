"""What posts learned, and who asked it before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ...models import Lesson, MeToo, SupportReply, SupportThread
from ...models.choices import Role
from ...querysets import ThreadQuerySet
from ...viewer import Viewer
from ..alike import COMPARED, alike
from ..reach import reachable_pages
from .learning import Effect, effect
from .merged import Merged
from .reads import newest_texts

LISTED = 10


@dataclass(frozen=True, slots=True)
class Taught:
    """A question whose answer is in a post."""

    thread_pk: int
    post: str
    live_at: datetime
    effect: Effect


def taught(
    threads: ThreadQuerySet, compared: ThreadQuerySet, viewer: Viewer, merged: Merged, now: datetime
) -> list[Taught]:
    """The lessons from ``threads`` that went live last, newest first.

    An asker of a question is who asked it, or one that was merged into it, or a similar one among
    the newest of ``compared``; and everybody who said "me too" of any of these, by a button or in a
    comment. The number of queries does not grow with them.
    """
    lessons = _live(threads, viewer, merged)
    if not lessons:
        return []
    roots = {root for root, __ in lessons}
    texts = newest_texts(compared, COMPARED)
    own = newest_texts(SupportThread.objects.filter(pk__in=roots), len(roots))
    similar = alike(texts, own)
    groups = {root: {root, *similar.get(root, ())} for root in roots}
    asked = _askers(groups, merged)
    return [
        Taught(
            thread_pk=root,
            post=lesson.page.title,
            live_at=lesson.live_at,
            effect=effect(asked[root], lesson.live_at, lesson.page.first_published_at, now),
        )
        for root, lesson in lessons
    ]


def _live(threads: ThreadQuerySet, viewer: Viewer, merged: Merged) -> list[tuple[int, Lesson]]:
    """The newest live lessons, each with the thread that its question counts for by now."""
    lessons = (
        Lesson.objects.filter(live_at__isnull=False, page__in=reachable_pages(viewer).values("pk"))
        .select_related("page", "question__support_thread")
        .order_by("-live_at", "-pk")
    )
    found = [
        (merged.last(lesson.question.support_thread.pk), lesson)
        for lesson in lessons.filter(question__support_thread__isnull=False)
    ]
    known = set(threads.filter(pk__in={pk for pk, __ in found}).values_list("pk", flat=True))
    return [(pk, lesson) for pk, lesson in found if pk in known][:LISTED]


def _askers(groups: dict[int, set[int]], merged: Merged) -> dict[int, list[datetime]]:
    """When people asked what each group asks."""
    pks = {pk for group in groups.values() for pk in group}
    comment_of, asked_at = {}, {}
    for pk, comment, at in SupportThread.objects.filter(pk__in=pks).values_list(
        "pk", "comment_id", "asked_at"
    ):
        comment_of[comment], asked_at[pk] = pk, [at]
    for pk in pks:
        for one in merged.taken_in(pk):
            comment_of[one.comment_pk] = pk
            asked_at[pk].append(one.asked_at)
    voices: dict[int, dict[str, datetime]] = defaultdict(dict)
    said = MeToo.objects.filter(comment__in=list(comment_of)).order_by("created_at")
    for comment, voter, at in said.values_list("comment_id", "voter", "created_at"):
        voices[comment_of[comment]].setdefault(voter, at)
    for pk, voters in voices.items():
        asked_at[pk] += voters.values()
    for pk, at in _me_too_comments(pks):
        asked_at[pk].append(at)
    return {root: [at for pk in group for at in asked_at[pk]] for root, group in groups.items()}


def _me_too_comments(pks: Iterable[int]) -> Iterable[tuple[int, datetime]]:
    written = SupportReply.objects.visible().filter(
        thread__in=list(pks), role=Role.ME_TOO, by_asker=False
    )
    return written.values_list("thread_id", "comment__submit_date")
