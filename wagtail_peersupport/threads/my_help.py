"""What somebody helped, for themselves alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from .. import comments
from ..addresses import Addresses
from ..models import SupportReply, SupportThread, Thanks
from ..viewer import Viewer
from .persons import confirmed_by
from .survivors import SURVIVES, accepted, by_readers, solving, standing, surviving
from .thanks import ThanksFace, thanks_face

SHOWN = 20


@dataclass(frozen=True, slots=True)
class MyAnswer:
    """An answer of theirs, newest first."""

    title: str
    """The question."""
    url: str
    name: str
    """The name it was written under."""
    written_at: datetime
    is_accepted: bool
    counts: bool
    counts_from: date | None
    """When it counts if nothing speaks against it; None where it does, or where something does."""
    thanks: ThanksFace | None
    """For all to see."""
    letter: ThanksFace | None
    """For them alone."""


@dataclass(frozen=True, slots=True)
class MyHelp:
    """What they helped, in what this site shows to everybody or to them."""

    answers: int
    solved: int
    """What counts of both."""
    newest: tuple[MyAnswer, ...]


def my_help(viewer: Viewer, comment: Any = None) -> MyHelp:
    """What the viewer's account helped, or where a link in mail shows it, whoever wrote a comment
    from a confirmed address. As the viewer may see it; a fixed number of queries.
    """
    now = timezone.now()
    pks = list(_written(viewer, comment).values_list("comment", flat=True))
    answers = SupportReply.objects.filter(comment__in=pks)
    said = accepted().filter(answer__in=pks)
    counting = surviving(answers, now)
    rows = answers.select_related("comment__user", "thread__comment", "thread__page")
    newest = list(rows.order_by("-comment__submit_date", "-pk")[:SHOWN])
    shown = [one.comment_id for one in newest]
    is_accepted = set(said.filter(answer__in=shown).values_list("answer", flat=True))
    counts = set(counting.filter(comment__in=shown).values_list("comment", flat=True))
    for one in newest:
        one.is_accepted, one.counts = one.comment_id in is_accepted, one.comment_id in counts
    solved = answers.filter(standing(now, list(solving(now).filter(answer__in=pks))))
    return MyHelp(counting.count(), solved.count(), tuple(_faces(newest, viewer, now)))


def _written(viewer: Viewer, comment: Any) -> QuerySet:
    """By readers, as everywhere: what somebody wrote as staff is no help of a reader's."""
    if comment is None:
        by_them = Q(comment__user=viewer.user)
    else:
        by_them = Q(comment__in=confirmed_by(comment.user_email))
    threads = SupportThread.objects.visible_to(viewer).questions()
    return by_readers().filter(by_them, thread__in=threads.values("pk"))


def _faces(replies: list[SupportReply], viewer: Viewer, now: datetime) -> Iterable[MyAnswer]:
    addresses = Addresses(viewer)
    posts = comments.find_pages({one.thread.page_id for one in replies})
    thanks = _thanks(replies)
    for reply in replies:
        written = reply.comment.submit_date
        is_young = now - written < SURVIVES
        yield MyAnswer(
            title=reply.thread.title,
            url=addresses.of(reply.thread, posts[reply.thread.page_id], reply.comment_id),
            name=reply.comment.user_name,
            written_at=written,
            is_accepted=reply.is_accepted,
            counts=reply.counts,
            counts_from=timezone.localdate(written + SURVIVES) if is_young else None,
            thanks=thanks.get((reply.comment_id, True)),
            letter=thanks.get((reply.comment_id, False)),
        )


def _thanks(replies: list[SupportReply]) -> dict[tuple[int, bool], ThanksFace]:
    said = Thanks.objects.filter(answer__in=[one.comment_id for one in replies])
    return {
        (one.answer_id, one.is_public): thanks_face(one, with_note=True)
        for one in said.select_related("given_by")
    }
