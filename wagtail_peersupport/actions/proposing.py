"""The asker's own words propose to accept an answer: whoever thanks after one is asked about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..models import NotYet, SupportReply, SupportThread
from ..models.choices import Role
from ..viewer import Viewer
from .errors import NotAllowed
from .locking import lock


def thanked_answers(replies: Iterable[SupportReply]) -> set[int]:
    """The answers (by comment) that the asker's thanks in one thread are about.

    That is the answer which the thanks were written as a reply to, at any remove, else the last one
    before them. ``replies`` are the visible ones with their comments. Plain computation.
    """
    rows = sorted(replies, key=lambda one: (one.comment.submit_date, one.comment_id))
    by_comment = {one.comment_id: one for one in rows}
    found, last = set(), None
    for one in rows:
        if one.is_answer:
            last = one
        elif one.by_asker and one.role == Role.THANKS:
            meant = _replied_to(one, by_comment) or last
            found |= {meant.comment_id} if meant is not None else set()
    return found


def is_proposed(reply: SupportReply) -> bool:
    """Whether the asker's words propose this answer: nothing solved the question, and the asker did
    not say that it did not help yet. ``reply`` has its thread.
    """
    thread = reply.thread
    if thread.solved_at or thread.is_idea or not reply.is_answer:
        return False
    said = NotYet.objects.filter(question_id=thread.comment_id, answer_id=reply.comment_id)
    return reply.comment_id in _thanked_in(thread) and not said.exists()


def say_not_yet(reply: SupportReply, viewer: Viewer) -> None:
    """The asker says that an answer did not solve it, so that nobody asks again. Repeating it
    changes nothing. Raises NotAllowed.
    """
    with transaction.atomic():
        thread = lock(reply.thread_id)
        if not permissions.can_say_not_yet(viewer, thread):
            raise NotAllowed(_("Only the person who asked can say this."))
        _write(thread, [reply.comment_id])


def say_not_yet_of_all(thread: SupportThread) -> None:
    """What the asker's thanks propose is off: they said otherwise. The caller holds the lock."""
    _write(thread, _thanked_in(thread))


def _thanked_in(thread: SupportThread) -> set[int]:
    return thanked_answers(thread.replies.visible().select_related("comment"))


def _write(thread: SupportThread, answers: Iterable[int]) -> None:
    now = timezone.now()
    rows = [
        NotYet(question_id=thread.comment_id, answer_id=pk, said_at=now) for pk in sorted(answers)
    ]
    NotYet.objects.bulk_create(rows, ignore_conflicts=True)


def _replied_to(reply: SupportReply, by_comment: dict[int, SupportReply]) -> Any:
    """The answer above a reply, None where there is none."""
    seen = set()
    above = by_comment.get(reply.comment.parent_id)
    while above is not None and above.pk not in seen:
        if above.is_answer:
            return above
        seen.add(above.pk)
        above = by_comment.get(above.comment.parent_id)
    return None
