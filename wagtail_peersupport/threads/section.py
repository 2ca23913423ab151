"""The comment section of a post, and one thread on a page of its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from .. import comments
from ..addresses import Addresses
from ..models import SupportThread
from ..models.choices import Status
from ..ranking.votes import wilson_lower_bound
from ..viewer import Viewer
from .authors import Authors
from .faces import CommentFace
from .facts import Facts, load_facts
from .history import history
from .pages import Section, ThreadPage
from .painting import Painter
from .tree import Tree

ORDERS = ("oldest", "newest", "helpful")


def section(page: Any, viewer: Viewer, order: str = "oldest") -> Section:
    """The whole comment section of a post for this viewer. The number of queries does not grow.

    ``page`` is the specific page; whether the viewer may see it was decided by whoever serves it.
    ``order`` is one of ORDERS; anything else means oldest first.
    """
    order = order if order in ORDERS else ORDERS[0]
    rows = list(comments.on_page(page))
    facts, painter = _prepare(page, rows, viewer)
    shown = [row for row in rows if facts.is_shown(row)]
    statuses = [
        facts.threads[row.pk].status
        for row in shown
        if row.pk in facts.threads and not facts.threads[row.pk].is_idea
    ]
    return Section(
        comments=tuple(_ordered(Tree(page, rows, facts, painter).roots(), order, facts)),
        total=len(shown),
        questions=len(statuses),
        solved=statuses.count(Status.SOLVED),
        order=order,
        is_staff=painter.is_staff,
    )


def thread_page(thread: SupportThread, viewer: Viewer) -> ThreadPage:
    """One thread with its answers ranked. The caller has checked that the viewer may see it."""
    page = thread.page.specific
    pks = [thread.comment_id, *thread.replies.values_list("comment_id", flat=True)]
    # What was removed belongs to no thread any more: it stands where it was written.
    removed = Q(parent_id__in=pks, is_removed=True, peersupport_removal__isnull=False)
    rows = list(comments.settled(object_pk=str(page.pk)).filter(Q(pk__in=pks) | removed))
    facts, painter = _prepare(page, rows, viewer)
    tree = Tree(page, rows, facts, painter)
    thread = facts.threads[thread.comment_id]
    answers = tree.ranked_answers(thread)
    taken = {thread.comment_id, *(row.pk for row in answers)}
    faces = tuple(
        tree.single(row) if place else tree.first(row) for place, row in enumerate(answers)
    )
    also = tree.also_of(thread, answers[0]) if answers else None
    others = (tree.alone(row) for row in rows if row.pk not in taken)
    question, top = tree.single(thread.comment), painter.thread(thread)
    return ThreadPage(
        thread=top,
        question=question,
        answers=faces,
        others=tuple(face for face in others if face is not None),
        also=next((face for face in faces if also is not None and face.pk == also.pk), None),
        history=history(thread, top, question, faces, painter),
    )


def _prepare(page: Any, rows: list[Any], viewer: Viewer) -> tuple[Facts, Painter]:
    facts = load_facts(rows, viewer)
    painter = Painter(facts, Authors(facts, page), viewer, Addresses(viewer), {page.pk: page})
    return facts, painter


def _ordered(faces: list[CommentFace], order: str, facts: Facts) -> list[CommentFace]:
    if order == "newest":
        return faces[::-1]
    if order == "helpful":
        return sorted(faces, key=lambda face: -_helpfulness(face, facts))
    return faces


def _helpfulness(face: CommentFace, facts: Facts) -> float:
    """How much a comment and what hangs on it helped: solved threads first, then the best votes."""
    tallies = [facts.tallies.get(face.pk, (0, 0))]
    if face.best is not None:
        tallies.append(facts.tallies.get(face.best.pk, (0, 0)))
    solved = face.thread is not None and face.thread.status == Status.SOLVED
    return solved + max(wilson_lower_bound(yes, yes + no) for yes, no in tallies)
