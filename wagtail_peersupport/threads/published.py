"""Questions and answers as everybody may read them, in full: for the API.

Nothing here looks at an account or a cookie: what is public is the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from .. import comments
from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import SupportReply, SupportThread
from ..models.comment_querysets import answering
from ..querysets import ThreadQuerySet
from ..ranking.order import ranked
from ..viewer import public_viewer
from .authors import Authors
from .faces import CommentFace, ThreadFace
from .facts import load_facts
from .painting import Painter
from .several import by_thread
from .wording import first_words

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """An answer, with where it stands."""

    face: CommentFace
    text: str
    """Its words without markup."""
    url: str
    """Its full address."""


@dataclass(frozen=True, slots=True)
class PublishedThread:
    """A question, problem or idea, with its answers, best first."""

    face: ThreadFace
    page: Any
    """The post, specific."""
    url: str
    """Its full address."""
    answers: tuple[PublishedAnswer, ...] = ()


def published_threads(site: Any) -> ThreadQuerySet:
    """The threads of a site that anybody may see; none without a site."""
    if site is None:
        return SupportThread.objects.none()
    return SupportThread.objects.visible_to(public_viewer(site))


def published_answers(site: Any) -> QuerySet:
    """The replies to those threads that answer, or were accepted, and that anybody may see."""
    within = published_threads(site).values("pk")
    return SupportReply.objects.visible().filter(answering(), thread__in=within)


def read_threads(
    threads: Iterable[SupportThread], site: Any, *, with_answers: bool
) -> dict[int, PublishedThread]:
    """Published threads by their key, their answers counted, and painted where that is wanted.

    The rows come ``with_authors()``. The number of queries does not grow with them.
    """
    rows = {thread.pk: thread for thread in threads}
    replies = published_answers(site).filter(thread__in=rows).select_related("comment__user")
    answers = by_thread(replies)
    questions = [thread.comment for thread in rows.values()]
    said = [*questions, *(row for own in answers.values() for row in own)]
    press = _Press(said, rows.values(), site)
    return {pk: press.thread(row, answers[pk], with_answers) for pk, row in rows.items()}


def read_answers(
    replies: Iterable[SupportReply], site: Any
) -> dict[int, tuple[PublishedAnswer, PublishedThread]]:
    """Published answers by their key, each with its thread. The rows come with ``thread``, and that
    ``with_authors()``; what was hidden meanwhile is left out.
    """
    rows = list(replies)
    threads = {reply.thread_id: reply.thread for reply in rows}
    read = read_threads(threads.values(), site, with_answers=True)
    found = {
        answer.face.pk: (answer, thread) for thread in read.values() for answer in thread.answers
    }
    return {reply.pk: found[reply.comment_id] for reply in rows if reply.comment_id in found}


class _Press:
    """Paints comments and threads for anybody, with facts that were loaded at once."""

    def __init__(self, said: list[Any], threads: Iterable[SupportThread], site: Any) -> None:
        viewer = public_viewer(site)
        self.facts = load_facts(said, viewer)
        self.addresses = Addresses(viewer)
        self.pages = _posts({thread.page_id for thread in threads})
        # One for each post, since whoever wrote it has a badge there.
        self.painters = {
            pk: Painter(self.facts, Authors(self.facts, page), viewer, self.addresses, {pk: page})
            for pk, page in self.pages.items()
        }

    def thread(
        self, thread: SupportThread, answers: list[Any], with_answers: bool
    ) -> PublishedThread:
        page = self.pages[thread.page_id]
        best_first = ranked(answers, self.facts.standing)
        thread.answer_count = len(answers)
        excerpt = first_words(best_first[0].comment, EXCERPT) if best_first else ""
        return PublishedThread(
            face=self.painters[page.pk].thread(thread, excerpt),
            page=page,
            url=self.addresses.full(thread, page),
            answers=tuple(self.answer(row, thread) for row in best_first) if with_answers else (),
        )

    def answer(self, row: Any, thread: SupportThread) -> PublishedAnswer:
        page = self.pages[thread.page_id]
        return PublishedAnswer(
            face=self.painters[page.pk].comment(row),
            text=plain_text(row.comment),
            url=self.addresses.full(thread, page, row.pk),
        )


def _posts(pks: set[int]) -> dict[int, Any]:
    """With their owners and locales."""
    found = comments.find_pages(pks)
    prefetch_related_objects(list(found.values()), "owner", "locale")
    return found
