"""The comments of a post as a tree: replies below what they answer, the best answer lifted."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .. import comments, permissions
from ..models import SupportThread
from ..models.choices import LinkHow
from ..ranking.order import Staff, ranked
from .asker_side import may_bring_back
from .faces import CommentFace
from .facts import Facts
from .judging import removed_for
from .painting import Painter
from .why import why_first


class Tree:
    """Built from ``parent_id``, since xtd's own order can't be relied on; a hidden comment's
    visible replies move up to the nearest ancestor that is shown.
    """

    def __init__(self, page: Any, rows: list[Any], facts: Facts, painter: Painter) -> None:
        self.page = page
        self.facts = facts
        self.painter = painter
        self.by_pk = {row.pk: row for row in rows}
        self.answers: dict[int, list[Any]] = defaultdict(list)
        self.children: dict[int, list[Any]] = defaultdict(list)
        self.tops: list[Any] = []
        self._ranked: dict[int, list[Any]] = {}
        shown = [row for row in rows if self._has_place(row)]
        for row in shown:
            parent = self._parent(row)
            (self.children[parent] if parent else self.tops).append(row)
            reply = facts.replies.get(row.pk) if facts.is_shown(row) else None
            if reply is not None and (reply.is_answer or row.pk in facts.accepted):
                self.answers[reply.thread.comment_id].append(row)
        self._break_circles(shown)

    def roots(self) -> list[CommentFace]:
        """The top-level comments, oldest first."""
        faces = [self.face(row) for row in self.tops]
        return [face for face in faces if face is not None]

    def best_of(self, thread: SupportThread) -> Any | None:
        """The answer worth lifting: accepted, vouched for by staff, or with more helpful than
        unhelpful votes; never one that staff warn of.
        """
        answers = self.ranked_answers(thread)
        return answers[0] if answers and self._is_worth_lifting(answers[0]) else None

    def also_of(self, thread: SupportThread, best: Any) -> Any | None:
        """The best answer of the other side: of staff beside a reader's ``best``; beside that of
        staff what is worth lifting of readers'. None that staff warn of.
        """
        is_staff = self.facts.is_by_staff(best)
        for row in self.ranked_answers(thread):
            if self.facts.is_by_staff(row) != is_staff:
                from_staff = not is_staff and self.facts.standing(row).staff is not Staff.WARNED
                return row if from_staff or self._is_worth_lifting(row) else None
        return None

    def _is_worth_lifting(self, row: Any) -> bool:
        its = self.facts.standing(row)
        if its.staff is Staff.WARNED:
            return False
        is_wanted = its.accepted_at is not None or its.staff is Staff.VOUCHED
        return is_wanted or its.helpful > its.unhelpful

    def ranked_answers(self, thread: SupportThread) -> list[Any]:
        pk = thread.comment_id
        if pk not in self._ranked:
            self._ranked[pk] = ranked(self.answers[pk], self.facts.standing)
        return self._ranked[pk]

    def face(self, row: Any, lifted: tuple[int, ...] = ()) -> CommentFace | None:
        """One comment with what hangs on it; None for one without words, trace or replies, unless
        this viewer may bring it back.

        ``lifted`` are the answers already shown above; each leaves a stub only if it has replies.
        """
        thread = self.facts.threads.get(row.pk)
        best = self.best_of(thread) if thread is not None else None
        also = self.also_of(thread, best) if thread is not None and best is not None else None
        above = tuple(one.pk for one in (best, also) if one is not None) or lifted
        below = [self.face(child, above) for child in self.children[row.pk]]
        replies = tuple(face for face in below if face is not None)
        is_lifted = row.pk in lifted
        if not replies and (is_lifted or not self._leaves_something(row)):
            return None
        if not self.facts.is_shown(row):
            return self.painter.removed(row, replies=replies, reply_count=_count(replies))
        return self.painter.comment(
            row,
            replies=replies,
            reply_count=_count(replies) + len(set(above) - _pks(replies) - set(lifted)),
            best=self.first(best) if best is not None else None,
            also=self.single(also) if also is not None else None,
            lifted_from=is_lifted,
            reply_to=self._reply_to(row),
        )

    def _has_place(self, row: Any) -> bool:
        """Whether a comment stands in the tree: shown, or as what is left of it."""
        return comments.is_shown(row) or row.is_removed

    def _leaves_something(self, row: Any) -> bool:
        """Whether there is something to say of a comment by itself: its words; why it was removed;
        to its writer, how to bring it back; to its writer and to staff, that it is hidden.
        """
        if self.facts.is_shown(row):
            return True
        if row.is_removed:
            # What moderation held was never seen, so nothing is missed.
            is_told = row.is_public and bool(removed_for(row))
            return is_told or may_bring_back(self.painter.viewer, row)
        return self.painter.is_staff or permissions.wrote(self.painter.viewer, row)

    def single(self, row: Any) -> CommentFace:
        """One shown comment by itself."""
        return self.painter.comment(row, reply_to=self._reply_to(row))

    def first(self, row: Any) -> CommentFace:
        """The answer that stands first, with why, unless it is the only one."""
        reply = self.facts.replies[row.pk]
        has_others = len(self.answers[reply.thread.comment_id]) > 1
        why = why_first(self.facts, row) if has_others else ()
        return self.painter.comment(row, reply_to=self._reply_to(row), why=why)

    def alone(self, row: Any) -> CommentFace | None:
        """One comment by itself, or what is left of it; None where nothing is."""
        if self.facts.is_shown(row):
            return self.single(row)
        leaves = self._has_place(row) and self._leaves_something(row)
        return self.painter.removed(row) if leaves else None

    def _parent(self, row: Any) -> int:
        reply = self.facts.replies.get(row.pk)
        if reply is not None and not self._was_written_in(reply.thread, row):
            return reply.thread.comment_id  # facts hold no thread whose opener is hidden
        seen = {row.pk}
        while comments.is_reply(row) and row.parent_id in self.by_pk and row.parent_id not in seen:
            row = self.by_pk[row.parent_id]
            if self._has_place(row):
                return row.pk
            seen.add(row.pk)
        return 0

    def _was_written_in(self, thread: SupportThread, row: Any) -> bool:
        """Whether a reply stands in the thread by where it was written; else it was moved there."""
        if not comments.is_reply(row):
            return False
        if self.facts.replies[row.pk].link != LinkHow.MOVED:
            return True
        above = self.facts.thread_of(row.parent_id)
        return above is not None and above.pk == thread.pk

    def _break_circles(self, shown: list[Any]) -> None:
        """An export may hold replies to each other: the oldest of them stands on top."""
        reached = self._below(self.tops)
        for row in shown:
            if row.pk not in reached:
                self.children[self._parent(row)].remove(row)
                self.tops.append(row)
                reached |= self._below([row])

    def _below(self, rows: list[Any]) -> set[int]:
        """The keys of these comments and of all that hangs on them."""
        found: set[int] = set()
        while rows:
            found |= {row.pk for row in rows}
            rows = [child for row in rows for child in self.children[row.pk]]
        return found

    def _reply_to(self, row: Any) -> int | None:
        parent = comments.allowed_parent(row, self.page, self.by_pk)
        return parent.pk if parent is not None else None


def _count(replies: tuple[CommentFace, ...]) -> int:
    return sum((not (face.is_removed or face.is_hidden)) + face.reply_count for face in replies)


def _pks(replies: tuple[CommentFace, ...]) -> set[int]:
    found = {face.pk for face in replies}
    for face in replies:
        found |= _pks(face.replies)
    return found
