"""Before somebody asks, and beside what was asked: what the post says, and what readers said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote as quoted

from .. import comments, meaning, permissions
from ..actions.engines import uses_meaning
from ..addresses import Addresses
from ..detection.text import plain_text
from ..detection.titles import shorten
from ..lessons.passages import passages_of
from ..likeness.covering import best_passage
from ..models import MeToo, SupportThread
from ..models.choices import Ended, Status, state_word
from ..querysets import ThreadQuerySet, visible_pages
from ..viewer import Viewer
from .alike import alike, background_of
from .best_answers import QUOTED, best_answers, quote

SHOWN = 5
#: A text shorter than that asks nothing yet.
SHORTEST = 10
#: So many words of a passage are enough for a browser to find it.
FOUND_BY = 6


@dataclass(frozen=True, slots=True)
class PassageFace:
    """What a post itself says."""

    heading: str
    """The heading it stands under, "" where there is none."""
    words: str
    """The paragraph, as plain text."""
    anchor_url: str
    """Its place in the post: the anchor of the heading where that has an id, else the words, which
    browsers find by themselves.
    """


@dataclass(frozen=True, slots=True)
class SuggestionFace:
    """A thread that asks something similar."""

    thread_pk: int
    comment_pk: int
    title: str
    url: str
    state: str
    """As ThreadFace has it: unanswered, answered, solved, closed, archive, idea."""
    state_label: str
    quote: str
    """The best answer, or what the asker says solved it, in a sentence; "" without one."""
    solved_at: datetime | None
    asked_at: datetime
    answers: int
    me_toos: int
    i_said_me_too: bool
    can_say_me_too: bool
    post_title: str
    language: str = ""
    idea_label: str = ""
    """Where an idea stands, "" for anything else."""


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
    if len(plain_text(text)) < SHORTEST:
        return Suggestions()
    passage = _passage(text, page)
    room = limit - (passage is not None)
    pages = visible_pages(viewer)
    found = [thread for thread, __ in alike(_helpful(pages), text, page, pages)]
    solved = [thread for thread in found if _is_solved(thread)][:room]
    joinable = [thread for thread in found if not (_is_solved(thread) or thread.closed_at)]
    shown = [*solved, *joinable[: room - len(solved)]]
    faces = _faces(shown, viewer)
    return Suggestions(passage, faces[: len(solved)], faces[len(solved) :])


def similar_threads(
    thread: SupportThread, viewer: Viewer, *, limit: int = SHOWN
) -> tuple[SuggestionFace, ...]:
    """The threads most like this one that this viewer may see, the likest first."""
    pages = visible_pages(viewer)
    others = _helpful(pages).exclude(pk=thread.pk)
    found = alike(others, thread.comment.comment, thread.page, pages)[:limit]
    return _faces([one for one, __ in found], viewer)


def first_solved(similar: Iterable[SuggestionFace]) -> SuggestionFace | None:
    return next((one for one in similar if one.state == Status.SOLVED), None)


def while_waiting(posted: str, viewer: Viewer) -> SuggestionFace | None:
    """For the writer of a question, by its key as text: a solved one that is similar. None for
    anybody else, and for any other comment; no query without a key.
    """
    pk = comments.as_pk(posted)
    if pk is None:
        return None
    own = SupportThread.objects.visible_to(viewer).select_related(
        "comment__peersupport_origin", "page__locale"
    )
    thread = own.filter(comment_id=pk, solved_at=None).first()
    if thread is None or not permissions.wrote(viewer, thread.comment):
        return None
    return first_solved(similar_threads(thread, viewer))


def _helpful(pages: Any) -> ThreadQuerySet:
    """What helps whoever may see these pages: not old questions that nobody answered."""
    threads = SupportThread.objects.active().filter(page__in=pages.values("pk")).with_authors()
    return threads.select_related(
        "page__locale", "comment__peersupport_ending", "comment__peersupport_origin"
    ).exclude(is_archive=True, answered_at=None, solved_at=None)


def _is_solved(thread: SupportThread) -> bool:
    return not thread.is_idea and thread.status == Status.SOLVED


def _passage(text: str, page: Any) -> PassageFace | None:
    """What the post itself says to it."""
    passages = passages_of(page)
    at = best_passage(
        plain_text(text),
        [f"{one.heading}\n{one.words}" for one in passages],
        page.title,
        background_of(page.locale),
        meaning.encoder() if uses_meaning() else None,
    )
    if at is None:
        return None
    found = passages[at]
    start = " ".join(found.words.split()[:FOUND_BY])
    # Browsers read "-" and "," there as signs of their own.
    place = found.anchor or ":~:text=" + quoted(start, safe="").replace("-", "%2D")
    return PassageFace(found.heading, shorten(found.words, QUOTED), f"{page.url}#{place}")


def _faces(threads: Iterable[SupportThread], viewer: Viewer) -> tuple[SuggestionFace, ...]:
    """The number of queries is fixed but for the kinds of pages."""
    threads = list(threads)
    if not threads:
        return ()
    answers = best_answers(threads)
    said = MeToo.objects.filter(voter=viewer.key, comment__in=[one.comment_id for one in threads])
    me_toos = set(said.values_list("comment_id", flat=True)) if viewer.key else set()
    posts = comments.find_pages({one.page_id for one in threads})
    addresses = Addresses(viewer)
    return tuple(
        SuggestionFace(
            thread_pk=one.pk,
            comment_pk=one.comment_id,
            title=one.title,
            url=addresses.of(one, posts[one.page_id]),
            state=state_word(one.status, is_idea=one.is_idea, is_archive=one.is_archive),
            state_label=one.state_label,
            quote=_quote(one, answers.get(one.pk)),
            solved_at=one.solved_at,
            asked_at=one.asked_at,
            answers=one.answer_count,
            me_toos=one.me_too_count,
            i_said_me_too=one.comment_id in me_toos,
            can_say_me_too=permissions.can_say_me_too(viewer, one),
            post_title=posts[one.page_id].title,
            language=one.language,
            idea_label=str(one.idea_status.label) if one.is_idea else "",
        )
        for one in threads
    )


def _quote(thread: SupportThread, answer: Any) -> str:
    ending = getattr(thread.comment, "peersupport_ending", None)
    if ending is not None and ending.how == Ended.ANOTHER_WAY and ending.note:
        return shorten(ending.note, QUOTED)
    return quote(answer) if answer is not None else ""
