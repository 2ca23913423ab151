"""Accepted answers whose post changed: still right, or outdated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import permissions
from ..actions import endorsing, rechecking
from ..cleaning import clean_comment
from ..detection.text import asking_sentence
from ..models import SupportReply, SupportThread
from ..threads.authors import shown_name
from ..viewer import Viewer
from .buttons import VerbButton
from .doing import BACK_TO, SEPARATOR, act, undo_button
from .places import screen_url
from .reach import reachable_reply, staff_viewer


class OutdatedForm(forms.Form):
    """What holds now instead; readers see it."""

    note = forms.CharField(
        label=gettext_lazy("What holds now"),
        max_length=endorsing.LONGEST_NOTE,
        help_text=gettext_lazy("Readers see it under the answer."),
    )


@dataclass(frozen=True, slots=True)
class Rechecked:
    """An accepted answer that staff should look at again."""

    author: str
    date: datetime
    html: SafeString
    still_right: VerbButton
    outdated_url: str
    form: OutdatedForm


@dataclass(frozen=True, slots=True)
class RecheckPanel:
    """What to look at, and since when."""

    published_at: datetime
    answers: tuple[Rechecked, ...]


def recheck_panel(thread: SupportThread, viewer: Viewer) -> RecheckPanel | None:
    """None where nothing asks to be looked at. The number of queries does not grow with it."""
    if not permissions.can_support(viewer, thread):
        return None
    replies = rechecking.answers_to_check(thread)
    if not replies:
        return None
    return RecheckPanel(thread.page.last_published_at, tuple(_rechecked(one) for one in replies))


@require_POST
def still_right(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Say that an accepted answer holds although the post changed."""
    viewer = staff_viewer(request)
    reply = reachable_reply(viewer, comment_pk)
    title = {"title": asking_sentence(reply.comment.comment)}
    return act(
        request,
        viewer,
        lambda: rechecking.still_right(reply, viewer),
        _("“%(title)s” is still right.") % title,
        screen_url(reply.thread_id),
        _undo(reply, viewer),
    )


def _rechecked(reply: SupportReply) -> Rechecked:
    pk = reply.comment_id
    url = reverse("peersupport_staff:still_right", args=(pk,))
    return Rechecked(
        author=shown_name(reply.comment),
        date=reply.comment.submit_date,
        html=clean_comment(reply.comment.comment),
        still_right=VerbButton(_("Still right"), url, classname="button button-small"),
        outdated_url=reverse("peersupport_staff:judge", args=(pk,)),
        form=OutdatedForm(auto_id=f"id_recheck_{pk}_%s"),
    )


def _undo(reply: SupportReply, viewer: Viewer) -> VerbButton | None:
    """Of one's own answer the thread was resolved; to have vouched once more needs no way back."""
    if permissions.wrote(viewer, reply.comment):
        return undo_button(reverse("peersupport_staff:reopen", args=(reply.thread_id,)))
    if endorsing.said_of(reply.comment_id)[0]:
        return None
    url = reverse("peersupport_staff:judge", args=(reply.comment_id,))
    return undo_button(url, BACK_TO, SEPARATOR)
