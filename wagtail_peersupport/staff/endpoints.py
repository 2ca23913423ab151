"""One POST endpoint per verb: find, ask permission, do, say so with the way back, return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from ..accounts import account_name
from ..actions import accepting, moderating
from ..detection.text import asking_sentence
from ..models import SupportReply, SupportThread
from ..threads.waiting import with_waiting
from ..viewer import Viewer
from .buttons import verb_url
from .doing import act, returned, undo_button
from .held import held_comments, removed_comments
from .places import screen_url
from .reach import reachable_threads, staff_viewer
from .situations import Situation, situations
from .verbs import Verb
from .walk import onward


def endpoint(verb: Verb) -> Callable[..., HttpResponse]:
    """The view that does ``verb`` to the thread ``pk``."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        viewer = staff_viewer(request)
        threads = with_waiting(reachable_threads(viewer)).select_for_update(of=("self",))
        back = screen_url(pk)
        with transaction.atomic():
            thread = get_object_or_404(threads, pk=pk)
            before = situations([thread], viewer, timezone.now())[0]
            if not verb.offered(before, viewer):
                messages.warning(request, _too_late(verb, before, viewer))
                return returned(request, back)
            undo = verb.undo(before)
            said = verb.said % {"title": thread.title}
            undo_url = verb_url(undo, pk) if undo else ""
            then = onward(request, pk) if verb.settles else ""
            return _do(request, viewer, lambda: verb.do(thread, viewer), said, undo_url, back, then)

    return view


def _too_late(verb: Verb, now: Situation, viewer: Viewer) -> str:
    """Why nothing was done: the page was old, a colleague faster, or it was a double click."""
    title = now.thread.title
    if verb.name == "assign" and now.assignee == viewer.user:
        return _("You look after “%(title)s” already.") % {"title": title}
    if verb.name == "assign" and now.assignee is not None:
        name = account_name(now.assignee)
        words = _("%(name)s looks after “%(title)s” already, so nothing was changed.")
        return words % {"name": name, "title": title}
    words = _("Nothing was changed: “%(title)s” is not as it was when you opened the page.")
    return words % {"title": title}


@require_POST
def accept(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Accept an answer for an asker who did not come back."""
    said = _("The answer is accepted for the person who asked.")
    then = onward(request, pk)
    return _judge(request, pk, comment_pk, accepting.accept_answer, said, "unaccept", then)


@require_POST
def unaccept(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Take an acceptance back."""
    said = _("The answer is no longer accepted.")
    return _judge(request, pk, comment_pk, accepting.unaccept_answer, said, "accept")


@require_POST
def approve(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Let a held comment be seen, and open a thread if it asks something."""
    viewer = staff_viewer(request)
    comment = get_object_or_404(held_comments(viewer), pk=comment_pk)
    said = _("“%(title)s” can be seen under its post now.")
    return _decide(request, viewer, comment, moderating.approve_comment, said)


@require_POST
def remove(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Take a held comment out of sight and off the list."""
    viewer = staff_viewer(request)
    comment = get_object_or_404(held_comments(viewer), pk=comment_pk)
    said = _("“%(title)s” is removed.")
    return _decide(request, viewer, comment, moderating.remove_comment, said, "restore")


@require_POST
def restore(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Bring back what was removed from the list."""
    viewer = staff_viewer(request)
    comment = get_object_or_404(removed_comments(viewer), pk=comment_pk)
    said = _("“%(title)s” is back among the held comments.")
    return _decide(request, viewer, comment, moderating.restore_comment, said, "remove")


def _decide(
    request: HttpRequest,
    viewer: Viewer,
    comment: Any,
    verb: Callable[[Any, Viewer], object],
    said: str,
    undo: str = "",
) -> HttpResponse:
    undo_url = reverse(f"peersupport_staff:{undo}", args=(comment.pk,)) if undo else ""
    told = said % {"title": asking_sentence(comment.comment)}
    back = reverse("peersupport_staff:held")
    return _do(request, viewer, lambda: verb(comment, viewer), told, undo_url, back)


def _judge(
    request: HttpRequest,
    pk: int,
    comment_pk: int,
    verb: Callable[[SupportReply, Viewer], Any],
    said: str,
    undo: str,
    then: str = "",
) -> HttpResponse:
    viewer = staff_viewer(request)
    thread: SupportThread = get_object_or_404(reachable_threads(viewer).active(), pk=pk)
    replies = thread.replies.visible().select_related("comment")
    reply = get_object_or_404(replies, comment_id=comment_pk)
    undo_url = reverse(f"peersupport_staff:{undo}", args=(pk, comment_pk))
    back = screen_url(pk)
    return _do(request, viewer, lambda: verb(reply, viewer), said, undo_url, back, then)


def _do(
    request: HttpRequest,
    viewer: Viewer,
    verb: Callable[[], object],
    said: str,
    undo_url: str,
    back: str,
    then: str = "",
) -> HttpResponse:
    undo = undo_button(undo_url) if undo_url else None
    return act(request, viewer, verb, said, back, undo, then)
