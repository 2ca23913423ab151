"""The rows of a list of threads: each with its best answer, or with what was searched for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import SupportReply, SupportThread
from ..models.comment_querysets import answering
from ..ranking.order import ranked
from ..viewer import Viewer
from .authors import shown_name
from .faces import ThreadFace
from .marking import QuoteFace, marked, occurs, passage, words_of
from .painting import Painter
from .several import by_thread, painter_for
from .wording import first_words

EXCERPT = 200


def thread_faces(
    pks: Iterable[int],
    viewer: Viewer,
    words: frozenset[str] = frozenset(),
    addresses: Addresses | None = None,
) -> list[ThreadFace]:
    """Threads in the order of ``pks``, each with its best answer; with ``words`` that were searched
    for, with the answer that takes them up, and they are marked. Counts are live.
    """
    pks = list(pks)
    threads = {
        thread.pk: thread for thread in SupportThread.objects.filter(pk__in=pks).with_authors()
    }
    within = SupportReply.objects.visible().filter(thread__in=threads)
    answers = by_thread(within.filter(answering()).select_related("comment__user"))
    others = by_thread(within.exclude(answering()).select_related("comment__user")) if words else {}
    painter = painter_for(threads.values(), answers, viewer, addresses)
    faces = []
    for thread in (threads[pk] for pk in pks if pk in threads):
        best_first = ranked(answers.get(thread.pk, []), painter.facts.standing)
        thread.answer_count = len(best_first)
        face = painter.thread(thread, _excerpt(best_first))
        if words:
            face = _found(face, thread, [*best_first, *others.get(thread.pk, [])], words, painter)
        faces.append(face)
    return faces


def _excerpt(best_first: list[Any]) -> str:
    return first_words(best_first[0].comment, EXCERPT) if best_first else ""


def _found(
    face: ThreadFace,
    thread: SupportThread,
    replies: list[Any],
    words: frozenset[str],
    painter: Painter,
) -> ThreadFace:
    """The same with the words marked: in its title, and in the reply that takes up most of them,
    the best of several; without one, in the question below its title.
    """
    texts = [(row, plain_text(row.comment)) for row in replies]
    row, text = max(texts, key=lambda one: _hits(one[1], words), default=(None, ""))
    if _hits(text, words) == 0:
        asked = plain_text(thread.comment.comment)
        if _hits(asked, words) == _hits(thread.title, words):
            return replace(face, marked_title=marked(thread.title, words))
        row, text = thread.comment, asked
    page = painter.pages[thread.page_id]
    quote = QuoteFace(
        pieces=marked(passage(text, words, EXCERPT), words),
        name=shown_name(row),
        url=painter.addresses.of(thread, page, row.pk),
    )
    return replace(face, marked_title=marked(thread.title, words), quote=quote)


def _hits(text: str, words: frozenset[str]) -> int:
    """How much of what was searched for a text takes up: a word as it was typed counts twice."""
    written = words_of(text)
    return sum(occurs(word, written) + (word in written) for word in words)
