"""That staff saw a question, as readers see it, and what this viewer may say about that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from .. import permissions
from ..accounts import account_name
from ..models import Seen, SupportThread
from ..models.choices import Status
from ..viewer import Viewer

if TYPE_CHECKING:
    from .facts import Facts


@dataclass(frozen=True, slots=True)
class SeenFace:
    """Who of staff saw it, while nobody of them answered and it is neither solved nor closed."""

    by: str = ""
    """"" where that account is gone."""
    at: datetime | None = None
    """None where nobody said so."""
    answer_by: date | None = None
    """The last day of their answer, where they named one."""
    is_missed: bool = False
    """Whether that day is over."""
    can_mark: bool = False
    """Say so, or name another day."""
    can_take_back: bool = False


UNSEEN = SeenFace()
WAITING = (Status.UNANSWERED, Status.ANSWERED)


def load_seen(comment_pks: Iterable[int]) -> dict[int, Seen]:
    """What staff said to have seen and have not answered since, by comment. One query."""
    standing = Seen.objects.standing().filter(comment__in=list(comment_pks))
    return {seen.comment_id: seen for seen in standing.select_related("seen_by")}


def seen_face(thread: SupportThread, facts: Facts, viewer: Viewer) -> SeenFace:
    """Of a thread whose facts are loaded; asks the database nothing."""
    can_mark = permissions.can_mark_seen(viewer, thread)
    seen = facts.seen.get(thread.comment_id)
    if seen is None or thread.is_idea or thread.status not in WAITING:
        return replace(UNSEEN, can_mark=can_mark)
    return SeenFace(
        by=account_name(seen.seen_by) if seen.seen_by is not None else "",
        at=seen.seen_at,
        answer_by=seen.answer_by,
        is_missed=seen.answer_by is not None and seen.answer_by < timezone.localdate(),
        can_mark=can_mark,
        can_take_back=permissions.can_take_back_seen(viewer, thread),
    )
