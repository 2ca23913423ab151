"""What a whole page shows: the comments of a post, or one thread. Frozen values, like ``faces``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from .faces import CommentFace, ThreadFace
from .wording import below_title


@dataclass(frozen=True, slots=True)
class Section:
    """The comments of one post."""

    comments: tuple[CommentFace, ...]
    total: int
    questions: int
    solved: int
    order: str
    is_staff: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that came of a thread."""

    at: datetime
    words: str
    url: str = ""
    """Where it can be read."""


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One thread on a page of its own."""

    thread: ThreadFace
    question: CommentFace
    answers: tuple[CommentFace, ...]
    """Best first."""
    others: tuple[CommentFace, ...]
    """Every other reply, oldest first; what is left of a hidden one of the viewer's own, and of
    removed ones, among them.
    """
    also: CommentFace | None = None
    """The best answer of the other side, among ``answers``."""
    history: tuple[Event, ...] = ()
    """What came of it, oldest first."""

    @property
    def more(self) -> tuple[CommentFace, ...]:
        """The answers below the best one and ``also``."""
        return tuple(answer for answer in self.answers[1:] if answer is not self.also)

    @property
    def words(self) -> SafeString:
        """The question's words below its title, so that no sentence is shown twice."""
        return below_title(self.question.html, self.thread.title)
