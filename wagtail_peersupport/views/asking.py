"""What whoever asked says came of it, in place: solved in another way, still stuck, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions import another_way as solving
from ..actions import proposing, stuck, withdrawing
from ..actions.errors import Refused
from ..threads.lookup import shown_or_withdrawn, visible_reply, visible_thread
from ..viewer import Viewer, viewer_for
from .base import redirect, refused
from .verbs import endpoint


def another_way(request: HttpRequest, pk: int) -> HttpResponse:
    """The note has a name of its own for each question: they share one form."""
    note = request.POST.get(f"note-{pk}", "")

    @endpoint
    def say(pk: int, viewer: Viewer) -> None:
        solving.say_another_way(visible_thread(pk, viewer), viewer, note)

    return say(request, pk)


@endpoint
def not_another_way(pk: int, viewer: Viewer) -> None:
    solving.undo_another_way(visible_thread(pk, viewer), viewer)


@endpoint
def still_stuck(pk: int, viewer: Viewer) -> None:
    stuck.say_stuck(visible_thread(pk, viewer), viewer)


@endpoint
def not_stuck(pk: int, viewer: Viewer) -> None:
    stuck.take_back_stuck(visible_thread(pk, viewer), viewer)


@endpoint
def not_yet(pk: int, viewer: Viewer) -> None:
    proposing.say_not_yet(visible_reply(pk, viewer), viewer)


def withdraw_question(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_the_post(request, pk, withdrawing.withdraw_question)


def bring_back_question(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_the_post(request, pk, withdrawing.bring_back_question)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _to_the_post(
    request: HttpRequest, pk: int, verb: Callable[[Any, Viewer], None]
) -> HttpResponse:
    """Do it, and return to the post wherever the button was: the hub may have nothing to show."""
    viewer = viewer_for(request)
    comment = shown_or_withdrawn(pk, viewer)
    if request.method == "POST":
        try:
            verb(comment, viewer)
        except Refused as refusal:
            return refused(request, refusal, _place(pk, viewer))
    return redirect(_place(pk, viewer))


def _place(pk: int, viewer: Viewer) -> str:
    """Under the post. The hub has no such place: what was withdrawn is named in its address."""
    comment = shown_or_withdrawn(pk, viewer)
    page = comment.content_object
    if not getattr(page, "is_support_hub", False):
        return f"{page.url}#c{pk}"
    if comment.is_removed:
        return f"{page.url}?withdrawn={pk}"
    return str(page.subpage_url("thread", pk))
