"""What search engines and those who share an address learn of our pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..conf import conf
from ..detection.text import plain_text
from ..detection.titles import shorten
from ..models.choices import Status
from .faces import CommentFace
from .pages import ThreadPage

DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed, with its name and full address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of one of our pages. Addresses are full ones."""

    title: str
    description: str
    url: str
    """The one that is the page's own."""
    is_found: bool
    """Whether search engines should know the page."""
    site_name: str
    feeds: tuple[FeedLink, ...]
    """The nearest first."""
    asked_at: datetime | None = None
    """Of a thread."""

    @property
    def is_thread(self) -> bool:
        return self.asked_at is not None

    @property
    def robots(self) -> str:
        """What robots are told, "" for nothing: links lead on in any case."""
        return "" if self.is_found else "noindex, follow"


def is_worth_finding(page: ThreadPage, now: datetime) -> bool:
    """Whether a thread helps whoever comes from a search engine; many threads are asked by
    ``ThreadQuerySet.worth_finding``.
    """
    thread = page.thread
    if page.answers or thread.is_idea or thread.status == Status.SOLVED:
        return True
    return not thread.is_archive and now - thread.asked_at < conf.noindex_after


def best_answer(page: ThreadPage) -> CommentFace | None:
    """The first answer that staff do not warn of."""
    return next((answer for answer in page.answers if not is_warned_of(answer)), None)


def is_warned_of(answer: CommentFace) -> bool:
    return answer.verdict is not None and answer.verdict.is_warning


def description(page: ThreadPage) -> str:
    """What the best answer says, else the question."""
    said = best_answer(page) or page.question
    return shorten(plain_text(said.html), DESCRIPTION)
