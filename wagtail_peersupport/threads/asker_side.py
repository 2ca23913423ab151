"""What whoever asked says came of a question, and what this viewer may say about that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import comments, permissions
from ..actions.proposing import thanked_answers
from ..models import NotYet, SupportReply, SupportThread
from ..models.choices import Ended, RemovalReason
from ..viewer import Viewer

if TYPE_CHECKING:
    from .facts import Facts


@dataclass(frozen=True, slots=True)
class AskerSide:
    """For a question: how it was solved without an answer, and the asker's own buttons."""

    another_way: bool = False
    """Whether the asker solved it in another way than by an answer."""
    note: str = ""
    """What solved it, in the asker's words."""
    can_undo_another_way: bool = False
    can_say_another_way: bool = False
    can_say_stuck: bool = False
    is_stuck: bool = False
    """For the asker: they said so, and staff have not settled it since."""
    can_withdraw: bool = False


UNSAID = AskerSide()


def asker_side(thread: SupportThread, facts: Facts, viewer: Viewer) -> AskerSide:
    """Of a thread whose facts are loaded; asks the database nothing."""
    ending = getattr(thread.comment, "peersupport_ending", None)
    is_said = ending is not None and ending.how == Ended.ANOTHER_WAY
    is_stuck = thread.comment_id in facts.my_stuck
    return AskerSide(
        another_way=is_said,
        note=ending.note if is_said else "",
        can_undo_another_way=is_said and permissions.can_undo_another_way(viewer, thread),
        can_say_another_way=not thread.solved_at
        and permissions.can_say_another_way(viewer, thread),
        can_say_stuck=not is_stuck and permissions.can_say_stuck(viewer, thread),
        is_stuck=is_stuck and permissions.can_take_back_stuck(viewer, thread),
        can_withdraw=permissions.can_withdraw_question(viewer, thread.comment),
    )


def is_withdrawn(row: Any) -> bool:
    """Whether its writer took a comment out of sight; staff removed any other."""
    removal = getattr(row, "peersupport_removal", None)
    return row.is_removed and removal is not None and removal.reason == RemovalReason.WITHDRAWN


def may_bring_back(viewer: Viewer, row: Any) -> bool:
    return is_withdrawn(row) and permissions.can_withdraw_question(viewer, row)


def proposed_to(viewer: Viewer, reply: SupportReply) -> str:
    """Whom a proposed answer is shown to as one: "asker", "staff", or "" for anybody else."""
    if permissions.wrote(viewer, reply.thread.comment):
        return "asker"
    return "staff" if permissions.can_support(viewer, reply.thread) else ""


def proposed_answers(replies: Iterable[SupportReply]) -> frozenset[int]:
    """The answers, by comment, that askers' thanks propose to accept; see actions.proposing.

    ``replies`` are of any threads, with thread and comment. One query.
    """
    by_thread = defaultdict(list)
    for reply in replies:
        is_open = not (reply.thread.solved_at or reply.thread.is_idea)
        if is_open and reply.hidden_at is None and comments.is_shown(reply.comment):
            by_thread[reply.thread.comment_id].append(reply)
    found = {(asked, pk) for asked, rows in by_thread.items() for pk in thanked_answers(rows)}
    said = NotYet.objects.filter(question__in=by_thread).values_list("question_id", "answer_id")
    return frozenset(pk for __, pk in found - set(said))
