"""What readers reported in a thread, what was removed from it, and the buttons that settle it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import comments
from ..actions import moderating, reporting
from ..cleaning import clean_comment
from ..detection.text import asking_sentence
from ..models import Report, SupportThread
from ..models.choices import RemovalReason
from ..threads.authors import shown_name
from ..threads.judged import reason_labels
from ..threads.judging import removed_for
from ..viewer import Viewer
from .buttons import SMALL, VerbButton
from .doing import act, undo_button
from .places import queue_url, screen_url
from .reach import reachable_comments, staff_viewer


@dataclass(frozen=True, slots=True)
class Judged:
    """A comment that staff should look at, or that they removed."""

    author: str
    date: datetime
    html: SafeString
    told: str
    """What readers say of it, or why it was removed."""
    buttons: tuple[VerbButton, ...]
    removal: tuple[VerbButton, ...] = ()
    """One for each reason."""


def reported(thread: SupportThread) -> list[Judged]:
    """What readers reported and staff have not looked at, hidden or not; oldest first."""
    pks = _in_thread(thread)
    waiting: dict[int, Counter[str]] = defaultdict(Counter)
    said = Report.objects.waiting().filter(comment__in=pks)
    for pk, reason in said.values_list("comment_id", "reason"):
        waiting[pk][reason] += 1
    rows = comments.settled(pk__in=waiting).select_related("support_reply")
    return [_reported(row, waiting[row.pk]) for row in rows]


def removed(thread: SupportThread) -> list[Judged]:
    """What staff removed from a thread, saying why: it stands below what it replied to."""
    reasons = [name for name, __ in RemovalReason.of_staff()]
    rows = comments.settled(
        parent_id__in=_in_thread(thread), is_removed=True, peersupport_removal__reason__in=reasons
    ).select_related("peersupport_removal")
    return [
        Judged(
            author=shown_name(row),
            date=row.submit_date,
            html=clean_comment(row.comment),
            told=_("Removed: %(reason)s") % {"reason": removed_for(row)},
            buttons=(_button("bring_back", _("Bring it back"), row.pk),),
        )
        for row in rows
    ]


def removal_buttons(comment_pk: int) -> tuple[VerbButton, ...]:
    """Remove a comment, with one button for each reason."""
    url = reverse("peersupport_staff:take_out", args=(comment_pk,))
    return tuple(
        VerbButton(label, url, classname=SMALL, attrs={"name": "reason", "value": str(name)})
        for name, label in RemovalReason.of_staff()
    )


@require_POST
def keep(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Settle the reports of a comment: it is shown."""
    said = _("“%(title)s” is kept: readers see it, and the reports are settled.")
    return _do(request, comment_pk, reporting.keep_reported, said, "unkeep")


@require_POST
def unkeep(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Open the reports again that were settled last."""
    said = _("The reports of “%(title)s” are open again.")
    return _do(request, comment_pk, reporting.put_reports_back, said, "keep")


@require_POST
def take_out(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Remove a comment for the ``reason`` that readers see in its place."""
    reason = request.POST.get("reason", "")
    if reason not in dict(RemovalReason.of_staff()):
        raise Http404("There is no such reason.")

    def remove(comment: Any, viewer: Viewer) -> None:
        moderating.remove_comment(comment, viewer, RemovalReason(reason))

    return _do(request, comment_pk, remove, _("“%(title)s” is removed."), "bring_back")


@require_POST
def bring_back(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Restore a removed comment."""
    return _do(request, comment_pk, moderating.restore_comment, _("“%(title)s” is back."))


def _do(request: HttpRequest, pk: int, verb: Any, said: str, undo: str = "") -> HttpResponse:
    viewer = staff_viewer(request)
    comment = get_object_or_404(reachable_comments(viewer), pk=pk)
    thread = reporting.thread_of(comment)
    back = screen_url(thread.pk) if thread is not None else queue_url()
    told = said % {"title": asking_sentence(comment.comment)}
    way_back = undo_button(reverse(f"peersupport_staff:{undo}", args=(pk,))) if undo else None
    return act(request, viewer, lambda: verb(comment, viewer), told, back, way_back)


def _reported(row: Any, counted: Counter[str]) -> Judged:
    reply = getattr(row, "support_reply", None)
    words = _("Readers say: %(reasons)s")
    if reply is not None and reply.hidden_at is not None:
        words = _("Hidden until you have looked at it. Readers say: %(reasons)s")
    return Judged(
        author=shown_name(row),
        date=row.submit_date,
        html=clean_comment(row.comment),
        told=words % {"reasons": ", ".join(reason_labels(counted))},
        buttons=(_button("keep", _("Keep it"), row.pk),),
        removal=removal_buttons(row.pk),
    )


def _in_thread(thread: SupportThread) -> list[int]:
    replies = thread.replies.values_list("comment_id", flat=True)
    return [thread.comment_id, *replies]


def _button(name: str, label: str, comment_pk: int) -> VerbButton:
    url = reverse(f"peersupport_staff:{name}", args=(comment_pk,))
    return VerbButton(label, url, classname=SMALL)
