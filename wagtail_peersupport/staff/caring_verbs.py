"""What staff do on a thread's screen besides answering: one POST endpoint per verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import comments
from ..accounts import account_name
from ..actions import followups, noting, seeing, snoozing
from ..actions.errors import Refused
from ..models import StaffNote, SupportThread
from ..threads.waiting import with_waiting
from ..viewer import Viewer
from .buttons import verb_url
from .caring import resting_until
from .colleagues import colleagues_for
from .doing import act, undo_button
from .places import screen_url
from .reach import reachable_threads, staff_viewer
from .situations import situations
from .walk import onward

#: When a day begins on which a thread is to come back.
MORNING = time(8)


@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the asker that it was seen, and with ``answer_by`` by which day they get an answer."""
    viewer, thread = _thread(request, pk)
    answer_by = request.POST.get("answer_by", "")
    was = _named_day(thread)
    said = _("Whoever asked “%(title)s” reads that you saw it.")
    # To take back a day that was named later is to name the one before.
    undo = ("seen", "answer_by", was) if was else ("unseen",)
    return _act(
        request, thread, lambda: seeing.mark_seen(thread, viewer, _day(answer_by)), said, undo
    )


@require_POST
def unseen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take that back."""
    viewer, thread = _thread(request, pk)
    was = _named_day(thread)
    said = _("Nobody reads any more that “%(title)s” was seen.")
    undo = ("seen", "answer_by", was)
    return _act(request, thread, lambda: seeing.take_back_seen(thread, viewer), said, undo)


@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it rest until the morning of the day ``until``."""
    viewer, thread = _thread(request, pk)
    wanted = request.POST.get("until", "")

    def verb() -> None:
        snoozing.snooze(thread, viewer, morning_of(_needed_day(wanted)))

    said = _("“%(title)s” rests until %(day)s.")
    day = date_format(parsed, "DATE_FORMAT") if (parsed := _parsed(wanted)) else wanted
    then = onward(request, pk)
    return _act(request, thread, verb, said, ("wake",), then=then, day=day)


@require_POST
def wake(request: HttpRequest, pk: int) -> HttpResponse:
    """End its rest."""
    viewer, thread = _thread(request, pk)
    until = resting_until(thread)
    was = timezone.localdate(until).isoformat() if until is not None else ""
    undo = ("snooze", "until", was) if was else ()
    said = _("“%(title)s” does not rest any more.")
    return _act(request, thread, lambda: snoozing.wake(thread, viewer), said, undo)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the note ``text``."""
    viewer, thread = _thread(request, pk)
    text = request.POST.get("text", "")
    said = _("The note is there: only staff read it.")
    return _act(request, thread, lambda: noting.add_note(thread, viewer, text), said, ())


@require_POST
def unnote(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    """Delete a note; to undo it is to write it again."""
    viewer, thread = _thread(request, pk)
    one = get_object_or_404(StaffNote, pk=note_pk, comment_id=thread.comment_id)
    said, undo = _("The note is deleted."), ("note", "text", one.text)
    return _act(request, thread, lambda: noting.delete_note(one, viewer), said, undo)


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to the colleague ``assignee``; to nobody where that is empty."""
    viewer, thread = _thread(request, pk)
    before = situations([thread], viewer, timezone.now())[0].assignee
    wanted = request.POST.get("assignee", "")
    here = {user.pk: user for user in (*colleagues_for(thread.page, viewer), viewer.user)}
    chosen = here.get(comments.as_pk(wanted) or 0)

    def verb() -> None:
        if wanted and chosen is None:
            raise Refused(_("This colleague can't answer here any more: choose another one."))
        followups.assign(thread, viewer, chosen)

    said = _("%(name)s looks after “%(title)s” now.")
    if chosen is None:
        said = _("“%(title)s” is assigned to nobody now.")
    undo = ("hand_over", "assignee", str(before.pk) if before is not None else "")
    return _act(request, thread, verb, said, undo, name=account_name(chosen) if chosen else "")


def _named_day(thread: SupportThread) -> str:
    """By which day an answer was promised so far, as forms send it; "" for none."""
    seen = seeing.seen_of(thread)
    return seen.answer_by.isoformat() if seen is not None and seen.answer_by else ""


def morning_of(day: date) -> datetime:
    """When a thread comes back that rests until this day."""
    return timezone.make_aware(datetime.combine(day, MORNING))


def _thread(request: HttpRequest, pk: int) -> tuple[Viewer, SupportThread]:
    viewer = staff_viewer(request)
    threads = with_waiting(reachable_threads(viewer)).filter(is_retired=False)
    return viewer, get_object_or_404(threads, pk=pk)


def _act(
    request: HttpRequest,
    thread: SupportThread,
    verb: Callable[[], object],
    said: str,
    undo: tuple[str, ...],
    then: str = "",
    **words: str,
) -> HttpResponse:
    """``undo`` names the verb that takes it back, with the field that it sends and its value."""
    told = said % {"title": thread.title, **words}
    button = undo_button(verb_url(undo[0], thread.pk), *undo[1:]) if undo else None
    viewer = staff_viewer(request)
    return act(request, viewer, verb, told, screen_url(thread.pk), button, then)


def _parsed(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    return _needed_day(text) if text else None


def _needed_day(text: str) -> date:
    day = _parsed(text)
    if day is None:
        raise Refused(_("Please choose a day."))
    return day
