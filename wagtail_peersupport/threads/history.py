"""What came of a thread, in sentences with dates: all of it what readers see elsewhere, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .. import comments
from ..models import SupportThread
from ..models.choices import IdeaStatus, Verdict
from ..models.comment_querysets import hidden
from ..models.merges import taken_in
from ..querysets import visible_pages
from ..viewer import Viewer
from .authors import signature
from .faces import CommentFace, ThreadFace
from .pages import Event

if TYPE_CHECKING:
    from .judged import VerdictFace
    from .painting import Painter


def history(
    thread: SupportThread,
    face: ThreadFace,
    question: CommentFace,
    answers: Iterable[CommentFace],
    painter: Painter,
) -> tuple[Event, ...]:
    """Oldest first. ``answers`` are those that the viewer sees; the rest is known to ``painter``,
    but for what was merged: one query, two more where anything was.
    """
    asker = signature(question.author)
    asked = _("%(name)s had this idea") if face.is_idea else _("%(name)s asked this")
    found = [Event(question.submit_date, asked % {"name": asker}, f"#{question.anchor}")]
    found += _asked_again(thread, painter)
    found += _of_answers(list(answers), painter)
    found += _of_thread(thread, face, asker)
    return tuple(sorted(found, key=lambda event: event.at))


def _asked_again(thread: SupportThread, painter: Painter) -> Iterator[Event]:
    for row, page in same_question(thread, painter.viewer):
        name = signature(painter.authors.face(row))
        words = _("%(name)s asked the same under “%(post)s”")
        url = f"{painter.addresses.of_page(page)}#c{row.pk}"
        yield Event(row.submit_date, words % {"name": name, "post": page.title}, url)


def same_question(thread: SupportThread, viewer: Viewer) -> list[tuple[Any, Any]]:
    """The comments whose threads were merged into this one, as far as this viewer may see them,
    each with its page.
    """
    merged = taken_in([thread.pk])[thread.pk]
    if not merged:
        return []
    rows = comments.settled(pk__in=merged).filter(comments.shown()).exclude(hidden())
    found = [(row, comments.page_pk(row)) for row in rows.select_related("peersupport_origin")]
    pages = visible_pages(viewer).in_bulk({pk for __, pk in found})
    return [(row, pages[pk]) for row, pk in found if pk in pages]


def _of_answers(answers: list[CommentFace], painter: Painter) -> Iterator[Event]:
    if answers:
        first = min(answers, key=lambda answer: (answer.submit_date, answer.pk))
        words = _("%(name)s gave the first answer") % {"name": signature(first.author)}
        yield Event(first.submit_date, words, f"#{first.anchor}")
    for answer in answers:
        acceptance = painter.facts.accepted.get(answer.pk)
        if acceptance is not None:
            yield Event(acceptance.accepted_at, _accepted(answer), f"#{answer.anchor}")
        if answer.verdict is not None:
            words = _judged(answer.verdict, signature(answer.author))
            yield Event(answer.verdict.at, words, f"#{answer.anchor}")


def _accepted(answer: CommentFace) -> str:
    names = {"name": signature(answer.author), "staff": answer.accepter}
    if answer.accepted_by == "asker":
        return _("Solved by %(name)s: the asker accepted the answer") % names
    if answer.accepter:
        return _("Solved by %(name)s: %(staff)s accepted the answer for the asker") % names
    return _("Solved by %(name)s: the team accepted the answer for the asker") % names


def _judged(verdict: VerdictFace, name: str) -> str:
    names = {"name": name, "staff": verdict.by}
    if verdict.is_verified and verdict.by:
        return _("%(staff)s verified the answer by %(name)s") % names
    if verdict.is_verified:
        return _("The team verified the answer by %(name)s") % names
    if verdict.verdict == Verdict.OUTDATED:
        return _("Staff said that the answer by %(name)s is outdated") % names
    return _("Staff said that the answer by %(name)s is wrong") % names


def _of_thread(thread: SupportThread, face: ThreadFace, asker: str) -> Iterator[Event]:
    ending = getattr(thread.comment, "peersupport_ending", None)
    if face.asker_side.another_way and ending is not None:
        words = _("%(name)s solved it in another way") % {"name": asker}
        yield Event(ending.ended_at, words)
    if face.in_post_since is not None:
        words = _("The post “%(post)s” has an answer to this") % {"post": face.post_title}
        yield Event(face.in_post_since, words, face.post_url)
    if face.closing.at is not None:
        by = face.closing.by
        yield Event(face.closing.at, _("Closed by %(name)s") % {"name": by} if by else _("Closed"))
    idea = getattr(thread.comment, "peersupport_idea", None)
    if face.is_idea and idea is not None and idea.status != IdeaStatus.NEW:
        words = _("The team says: %(state)s") % {"state": face.idea_label}
        yield Event(idea.decided_at, words)
