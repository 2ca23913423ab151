"""What the report reads: questions with what became of them, in a fixed number of queries.

Only current, public questions and problems under posts that the viewer reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from ...accounts import staff_accounts
from ...conf import conf
from ...detection.text import asking_sentence
from ...models import Acceptance, Ending, SupportThread, Topic
from ...models.choices import Ended
from ...querysets import ThreadQuerySet
from ...viewer import Viewer
from ..reach import reachable_threads
from .asked import Asked, Solver
from .merged import Merged
from .span import Span

FIELDS = (
    "pk",
    "page_id",
    "asked_at",
    "answered_at",
    "reader_answered_at",
    "staff_answered_at",
    "solved_at",
    "closed_at",
    "me_too_count",
    "topic__response_target_hours",
    "topic__staff_only",
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the report is about: the days of asking, and perhaps one topic, one post."""

    span: Span
    topic: Topic | None = None
    post: Any = None


def in_scope(viewer: Viewer, scope: Scope) -> ThreadQuerySet:
    """Questions and problems of the topic and the post, whenever they were asked."""
    threads = reachable_threads(viewer).active().current().questions()
    if scope.topic is not None:
        threads = threads.filter(topic=scope.topic)
    return threads.under(scope.post) if scope.post is not None else threads


def asked_within(threads: ThreadQuerySet, span: Span) -> ThreadQuerySet:
    """Those asked on the days of a span, as the viewer's clock has them."""
    since, until = midnights(span)
    return threads.filter(asked_at__gte=since, asked_at__lt=until)


def midnights(span: Span) -> tuple[datetime, datetime]:
    """When the first day of a span begins and when the day after the last does."""
    return _midnight(span.first), _midnight(span.last + timedelta(days=1))


def load_asked(threads: ThreadQuerySet, merged: Merged) -> list[Asked]:
    """The questions, oldest first. Four queries."""
    solved = _solvers(threads, merged)
    site_target = conf.RESPONSE_TARGET_HOURS
    found = []
    for row in threads.order_by("asked_at", "pk").values_list(*FIELDS):
        pk, page_pk, asked_at, answered, reader, staff, done, closed, wanted, hours, for_staff = row
        target = timedelta(hours=hours if hours is not None else site_target)
        found.append(
            Asked(
                pk=pk,
                page_pk=page_pk,
                day=timezone.localtime(asked_at).date(),
                asked_at=asked_at,
                due_at=asked_at + target,
                answered_at=answered,
                reader_answered_at=reader,
                staff_answered_at=staff,
                solved_at=done,
                closed_at=closed,
                solver=solved.get(pk) if done else None,
                me_toos=wanted,
                is_for_staff=bool(for_staff),
            )
        )
    return found


def titles_of(pks: Iterable[int]) -> dict[int, str]:
    """The titles of a few threads, by key."""
    titles = dict.fromkeys(pks, "")
    rows = SupportThread.objects.filter(pk__in=titles).values_list("pk", "comment__comment")
    return titles | {pk: asking_sentence(text) for pk, text in rows}


def newest_texts(threads: ThreadQuerySet, limit: int) -> list[tuple[int, str]]:
    """Keys and opening comments of the newest, newest first."""
    rows = threads.order_by("-asked_at", "-pk").values_list("pk", "comment__comment")
    return list(rows[:limit])


def _solvers(threads: ThreadQuerySet, merged: Merged) -> Mapping[int, Solver]:
    """Who solved each first, by thread: what was accepted of a merged question counts for the one
    that took it in, if the answer stands there.
    """
    staff = set(staff_accounts().values_list("pk", flat=True))
    own = threads.values("pk")
    accepted = (
        Acceptance.objects.filter(
            answer__support_reply__thread__in=own,
            answer__support_reply__hidden_at__isnull=True,
            answer__is_public=True,
            answer__is_removed=False,
        )
        .order_by("accepted_at", "pk")
        .values_list(
            "question__support_thread__pk",
            "answer__support_reply__thread_id",
            "answer__user_id",
            "accepted_at",
        )
    )
    first: dict[int, tuple[datetime, Solver]] = {}
    for asked, thread, writer, at in accepted:
        if merged.last(asked) == thread:
            solver = Solver.STAFF if writer in staff else Solver.READERS
            first.setdefault(thread, (at, solver))
    endings = Ending.objects.filter(how=Ended.ANOTHER_WAY, comment__support_thread__in=own)
    for thread, at in endings.values_list("comment__support_thread__pk", "ended_at"):
        if thread not in first or at < first[thread][0]:
            first[thread] = (at, Solver.ANOTHER_WAY)
    return {thread: solver for thread, (__, solver) in first.items()}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
