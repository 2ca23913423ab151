"""Before somebody asks, and beside what was asked: what the post says, and what readers said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..detection.text import asking_sentence, plain_text
from ..models import SupportThread
from ..models.choices import Status
from ..querysets import ThreadQuerySet
from ..similarity import Corpus
from ..viewer import Viewer
from .faces import ThreadFace
from .listing import thread_faces
from .searching import search

SHOWN = 5
CANDIDATES = 30


@dataclass(frozen=True, slots=True)
class PassageFace:
    """What a post itself says."""

    heading: str
    """The heading it stands under, "" where there is none."""
    words: str
    """The paragraph, as plain text."""
    anchor_url: str
    """Its place: the address of the post, with the heading's anchor where that has an id."""


@dataclass(frozen=True, slots=True)
class SuggestionFace:
    """A thread that asks something similar."""

    thread_pk: int
    comment_pk: int
    title: str
    url: str
    state: str
    """As ThreadFace has it: unanswered, answered, solved, closed, archive."""
    state_label: str
    quote: str
    """The best answer, as plain text; "" without one."""
    solved_at: datetime | None
    asked_at: datetime
    answers: int
    me_toos: int
    i_said_me_too: bool
    can_say_me_too: bool
    post_title: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to show to somebody who is about to ask."""

    passage: PassageFace | None = None
    solved: tuple[SuggestionFace, ...] = ()
    """The likest first."""
    open: tuple[SuggestionFace, ...] = ()
    """Those that can be joined by "me too"; the likest first."""

    @property
    def count(self) -> int:
        return (self.passage is not None) + len(self.solved) + len(self.open)


def suggest(text: str, page: Any, viewer: Viewer, *, limit: int = SHOWN) -> Suggestions:
    """What answers ``text``, a comment as it was typed so far, or asks the same: at most ``limit``
    in all, and only what is clearly similar and this viewer may see.

    ``page`` is the specific page under which it is being typed.
    """
    found = _alike(SupportThread.objects.visible_to(viewer).questions(), text, limit)
    faces = _faces(found, viewer)
    solved = tuple(face for face in faces if face.state == Status.SOLVED)
    return Suggestions(None, solved, tuple(face for face in faces if face not in solved))


def similar_threads(
    thread: SupportThread, viewer: Viewer, *, limit: int = SHOWN
) -> tuple[SuggestionFace, ...]:
    """The threads most like this one that this viewer may see, the likest first."""
    others = SupportThread.objects.visible_to(viewer).questions().exclude(pk=thread.pk)
    return _faces(_alike(others, thread.comment.comment, limit), viewer)


def _alike(threads: ThreadQuerySet, text: str, limit: int) -> list[int]:
    pks = search(threads, asking_sentence(text))[:CANDIDATES]
    rows = list(threads.filter(pk__in=pks).select_related("comment"))
    texts = [plain_text(row.comment.comment) for row in rows]
    return [rows[at].pk for at, __ in Corpus(texts).similar(plain_text(text), limit)]


def _faces(pks: Iterable[int], viewer: Viewer) -> tuple[SuggestionFace, ...]:
    return tuple(map(_face, thread_faces(pks, viewer)))


def _face(thread: ThreadFace) -> SuggestionFace:
    return SuggestionFace(
        thread_pk=thread.pk,
        comment_pk=thread.comment_pk,
        title=thread.title,
        url=thread.url,
        state=thread.state,
        state_label=str(thread.status.label),
        quote=thread.excerpt,
        solved_at=None,
        asked_at=thread.asked_at,
        answers=thread.answers,
        me_toos=thread.me_toos,
        i_said_me_too=thread.i_said_me_too,
        can_say_me_too=thread.can_say_me_too,
        post_title=thread.post_title,
        language=thread.language,
    )
