"""What staff can do to a thread: one row per verb, with its words, condition and way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .. import permissions
from ..actions import deciding, followups
from ..models import SupportThread
from ..models.choices import Outcome
from ..viewer import Viewer
from .situations import Situation

Condition = Callable[[Situation, Viewer], bool]


@dataclass(frozen=True, slots=True)
class Verb:
    """One button. ``said`` tells what was done, with the thread's title as ``%(title)s``."""

    name: str
    label: Any
    icon: str
    said: Any
    do: Callable[[SupportThread, Viewer], object]
    offered: Condition
    undo: Callable[[Situation], str] = lambda before: ""
    """The name of the verb that takes it back, "" without one; asked of the situation before."""
    settles: bool = False
    """Whether nothing is left to do: then the next of the queue comes."""
    key: str = ""
    """What presses its button on the thread's screen."""


def _assign(thread: SupportThread, viewer: Viewer) -> None:
    followups.assign(thread, viewer, viewer.user)


def _unassign(thread: SupportThread, viewer: Viewer) -> None:
    followups.assign(thread, viewer, None)


def _resolve(outcome: Outcome) -> Callable[[SupportThread, Viewer], object]:
    return lambda thread, viewer: followups.resolve(thread, viewer, outcome)


def _not_a_question(thread: SupportThread, viewer: Viewer) -> None:
    deciding.decide_needs_support(thread.comment, viewer, False)


def _is_a_question(thread: SupportThread, viewer: Viewer) -> None:
    deciding.decide_needs_support(thread.comment, viewer, True)
    if not thread.is_archive:
        followups.reopen(thread, viewer)


def _can_assign(situation: Situation, viewer: Viewer) -> bool:
    return situation.is_current and situation.assignee is None


def _is_mine(situation: Situation, viewer: Viewer) -> bool:
    return situation.assignee == viewer.user


def _is_anothers(situation: Situation, viewer: Viewer) -> bool:
    return situation.assignee is not None and not _is_mine(situation, viewer)


def can_resolve(situation: Situation, viewer: Viewer) -> bool:
    """Whether something waits that can be said to be done."""
    untouched = situation.thread.status == "unanswered" and situation.resolved is None
    waits = situation.needs_staff and not situation.is_only_reported
    return situation.is_current and (waits or untouched)


def _can_reopen(situation: Situation, viewer: Viewer) -> bool:
    resting = situation.resolved is not None and not situation.needs_staff
    return situation.is_current and resting


def _can_flag(situation: Situation, viewer: Viewer) -> bool:
    return (
        situation.is_current
        and viewer.key not in situation.flagged_by
        and permissions.can_ask_for_staff(viewer, situation.thread)
    )


#: In the order of the buttons; the first one offered is the one to press next.
VERBS = (
    Verb(
        "assign",
        _("Assign to me"),
        "user",
        _("You look after “%(title)s” now."),
        _assign,
        _can_assign,
        lambda before: "unassign",
        key="a",
    ),
    Verb(
        "take-over",
        _("Take over"),
        "user",
        _("You look after “%(title)s” now."),
        _assign,
        _is_anothers,
        key="a",
    ),
    Verb(
        str(Outcome.ANSWERED),
        _("Resolve: answered"),
        "check",
        _("“%(title)s” is resolved: it was answered."),
        _resolve(Outcome.ANSWERED),
        can_resolve,
        lambda before: "reopen",
        settles=True,
    ),
    Verb(
        str(Outcome.NO_REPLY_NEEDED),
        _("Resolve: no reply needed"),
        "circle-check",
        _("“%(title)s” is resolved: no reply needed."),
        _resolve(Outcome.NO_REPLY_NEEDED),
        can_resolve,
        lambda before: "reopen",
        settles=True,
        key="e",
    ),
    Verb(
        "unassign",
        _("Unassign"),
        "cross",
        _("“%(title)s” is assigned to nobody now."),
        _unassign,
        _is_mine,
        lambda before: "assign",
    ),
    Verb(
        "reopen",
        _("Reopen"),
        "rotate",
        _("“%(title)s” is back in the queue."),
        followups.reopen,
        _can_reopen,
        lambda before: before.resolved.outcome if before.resolved else "",
    ),
    Verb(
        "flag",
        _("Flag for staff"),
        "warning",
        _("“%(title)s” is flagged for staff."),
        followups.ask_for_staff,
        _can_flag,
    ),
    Verb(
        str(Outcome.NOT_A_QUESTION),
        _("Not a question"),
        "no-view",
        _("“%(title)s” is no longer taken for a question."),
        _not_a_question,
        lambda situation, viewer: not situation.thread.is_retired,
        lambda before: "is-a-question",
        settles=True,
        key="x",
    ),
    Verb(
        "is-a-question",
        _("It is a question"),
        "help",
        _("“%(title)s” is a question again."),
        _is_a_question,
        lambda situation, viewer: situation.thread.is_retired and not situation.is_merged,
        lambda before: str(Outcome.NOT_A_QUESTION),
    ),
)
BY_NAME = {verb.name: verb for verb in VERBS}


def offered(situation: Situation, viewer: Viewer, *, is_alone: bool = False) -> list[Verb]:
    """The verbs whose buttons this member of staff sees. Whoever ``is_alone`` has nobody to share
    with, so there is nothing to assign.
    """
    hidden = {"assign"} if is_alone else set()
    return [verb for verb in VERBS if verb.name not in hidden and verb.offered(situation, viewer)]
