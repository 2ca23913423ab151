"""What a thread's screen shows besides the conversation: whether somebody saw it, until when it
rests, the notes of staff, and to whom it can be handed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import permissions
from ..accounts import account_name
from ..actions import noting, seeing
from ..models import Seen, StaffNote, SupportThread
from ..viewer import Viewer
from .buttons import SMALL, VerbButton, verb_url
from .colleagues import colleagues_for
from .situations import Situation

#: For how many days one click lets a thread rest, and what that is called.
RESTS = (
    (1, gettext_lazy("Snooze until tomorrow")),
    (3, gettext_lazy("In 3 days")),
    (7, gettext_lazy("Next week")),
)


@dataclass(frozen=True, slots=True)
class Note:
    """What staff told each other."""

    author: str
    date: datetime
    text: str
    button: VerbButton | None


def seen_panel(thread: SupportThread, viewer: Viewer) -> dict[str, Any] | None:
    """That somebody saw it, and what can be said of that; None where nothing can. Two queries."""
    seen: Seen | None = seeing.seen_of(thread)
    may = permissions.can_mark_seen(viewer, thread) and not thread.is_archive
    if seen is None and not may:
        return None
    button = VerbButton(
        _("Seen"), verb_url("seen", thread.pk), classname=SMALL, attrs={"data-ps-key": "s"}
    )
    return {
        "seen": seen,
        "by": account_name(seen.seen_by) if seen is not None and seen.seen_by else "",
        "button": button if seen is None else None,
        "url": verb_url("seen", thread.pk) if may else "",
        "back": VerbButton(_("Take back"), verb_url("unseen", thread.pk), classname=SMALL),
        "today": timezone.localdate(),
    }


def rest_panel(thread: SupportThread, viewer: Viewer) -> dict[str, Any] | None:
    """Until when it rests, or for how long it may; None where it can't. One query."""
    if thread.is_archive or not permissions.can_snooze(viewer, thread):
        return None
    until = resting_until(thread)
    url, today = verb_url("snooze", thread.pk), timezone.localdate()
    return {
        "until": until,
        "url": url,
        "tomorrow": today + timedelta(days=1),
        "wake": VerbButton(_("Wake it up"), verb_url("wake", thread.pk), classname=SMALL),
        "buttons": [_rest_button(label, url, today + timedelta(days)) for days, label in RESTS],
    }


def notes_panel(thread: SupportThread, viewer: Viewer) -> dict[str, Any]:
    """What staff told each other of it, oldest first. One query."""
    notes = StaffNote.objects.filter(comment_id=thread.comment_id).select_related("written_by")
    return {
        "notes": [
            Note(
                author=account_name(note.written_by) if note.written_by else "",
                date=note.written_at,
                text=note.text,
                button=_delete_button(note, thread, viewer),
            )
            for note in notes
        ],
        "url": verb_url("note", thread.pk),
        "longest": noting.LONGEST,
    }


def hand_over_panel(situation: Situation, viewer: Viewer) -> dict[str, Any] | None:
    """The colleagues who support this post; None where there is none, or nothing to do. One
    query.
    """
    if not situation.is_current:
        return None
    here = colleagues_for(situation.thread.page, viewer)
    others = [user for user in here if user != situation.assignee]
    people = sorted((account_name(user), user.pk) for user in others)
    url = verb_url("hand_over", situation.thread.pk)
    return {"url": url, "people": [(pk, name) for name, pk in people]} if people else None


def resting_until(thread: SupportThread) -> datetime | None:
    """Until when staff let it rest; None while it does not."""
    resting = thread.follow_ups.filter(resolved_at=None, snoozed_until__gt=timezone.now())
    return resting.values_list("snoozed_until", flat=True).first()


def _rest_button(label: Any, url: str, day: date) -> VerbButton:
    attrs = {"name": "until", "value": day.isoformat()}
    if day == timezone.localdate() + timedelta(days=1):
        attrs["data-ps-key"] = "z"
    return VerbButton(label, url, classname=SMALL, attrs=attrs)


def _delete_button(note: StaffNote, thread: SupportThread, viewer: Viewer) -> VerbButton | None:
    if not permissions.can_delete_note(viewer, note, thread):
        return None
    url = reverse("peersupport_staff:unnote", args=(thread.pk, note.pk))
    return VerbButton(_("Delete"), url, classname=SMALL)
