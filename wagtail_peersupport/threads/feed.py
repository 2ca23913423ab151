"""What feeds are made of: threads that anybody may see, each with its best answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..addresses import absolute
from ..cleaning import with_full_links
from ..models import SupportReply, SupportThread
from ..models.comment_querysets import answering
from ..querysets import ThreadQuerySet
from ..ranking.order import Staff, ranked
from ..viewer import Viewer
from .authors import signature
from .faces import CommentFace, ThreadFace
from .facts import Facts
from .painting import Painter
from .several import by_thread, painter_for

MOST = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One thread in a feed. All addresses and links are full ones."""

    thread: ThreadFace
    url: str
    post_url: str
    updated: datetime
    author: str
    words: str
    """The question, as clean HTML."""
    helper: str = ""
    """Who wrote the best answer; "" without one that staff do not warn of."""
    answer: str = ""
    is_accepted: bool = False


def entries(threads: ThreadQuerySet, viewer: Viewer) -> tuple[Entry, ...]:
    """The threads of a feed, as many as it holds, in their order. ``threads`` holds only what the
    viewer, best the public one, may see. A fixed number of queries.
    """
    rows = {thread.pk: thread for thread in threads.with_authors()[:MOST]}
    replies = SupportReply.objects.visible().filter(answering(), thread__in=rows)
    answers = by_thread(replies.select_related("comment__user"))
    painter = painter_for(rows.values(), answers, viewer)
    facts = painter.facts
    shown = (facts.threads.get(thread.comment_id) for thread in rows.values())
    return tuple(
        _entry(thread, _best(answers[thread.pk], facts), painter)
        for thread in shown
        if thread is not None
    )


def _best(answers: list[Any], facts: Facts) -> Any | None:
    """The first answer that staff do not warn of."""
    sound = [row for row in answers if facts.verdicts.get(row.pk) is not Staff.WARNED]
    return next(iter(ranked(sound, facts.standing)), None)


def _entry(thread: SupportThread, best: Any | None, painter: Painter) -> Entry:
    page = painter.pages[thread.page_id]
    post_url = absolute(page, painter.addresses.of_page(page))
    dates = [thread.last_activity_at, thread.solved_at, thread.closed_at]
    question = painter.comment(thread.comment)
    return Entry(
        thread=painter.thread(thread),
        url=painter.addresses.full(thread, page),
        post_url=f"{post_url}#{question.anchor}",
        updated=max(date for date in dates if date is not None),
        author=signature(question.author),
        words=with_full_links(question.html, post_url),
        **(_as_answered(painter.comment(best), post_url) if best is not None else {}),
    )


def _as_answered(answer: CommentFace, post_url: str) -> dict[str, Any]:
    return {
        "helper": signature(answer.author),
        "answer": with_full_links(answer.html, post_url),
        "is_accepted": bool(answer.accepted_by),
    }
