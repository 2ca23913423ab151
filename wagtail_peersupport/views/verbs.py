"""One POST endpoint per verb: find, ask permission, do, go back to where the button was."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions import accepting, followups, voting
from ..actions.errors import Refused
from ..threads.lookup import visible_comment, visible_reply, visible_thread
from ..viewer import Viewer, greet_guest, remember_guest, viewer_for
from .about import back_to
from .base import redirect, refused

Verb = Callable[..., None]
Find = Callable[[int, Viewer], Any]


def endpoint(verb: Verb, find: Find = visible_comment) -> Callable[..., HttpResponse]:
    """A view that does one thing to a comment and returns to it; a refusal is a plain page.

    ``verb`` takes the comment's key, the viewer, and by name what else the address holds. ``find``
    raises Http404 for a comment that the viewer may not see.
    """

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, pk: int, **said: str) -> HttpResponse:
        greet_guest(request)
        viewer = viewer_for(request)
        comment = find(pk, viewer)
        back = back_to(request, comment)
        if request.method != "POST":
            # Somebody reloaded the page of a refusal: nothing is done, they see the comment.
            return redirect(back)
        try:
            verb(pk, viewer, **said)
        except Refused as refusal:
            return refused(request, refusal, back)
        return remember_guest(request, redirect(back))

    return view


@endpoint
def helpful(pk: int, viewer: Viewer) -> None:
    voting.vote(visible_reply(pk, viewer), viewer, True)


@endpoint
def not_helpful(pk: int, viewer: Viewer) -> None:
    voting.vote(visible_reply(pk, viewer), viewer, False)


@endpoint
def unvote(pk: int, viewer: Viewer) -> None:
    voting.vote(visible_reply(pk, viewer), viewer, None)


@endpoint
def me_too(pk: int, viewer: Viewer) -> None:
    voting.me_too(visible_thread(pk, viewer), viewer)


@endpoint
def not_me_too(pk: int, viewer: Viewer) -> None:
    voting.me_too(visible_thread(pk, viewer), viewer, same=False)


@endpoint
def accept(pk: int, viewer: Viewer) -> None:
    accepting.accept_answer(visible_reply(pk, viewer), viewer)


@endpoint
def unaccept(pk: int, viewer: Viewer) -> None:
    accepting.unaccept_answer(visible_reply(pk, viewer), viewer)


@endpoint
def ask_for_staff(pk: int, viewer: Viewer) -> None:
    followups.ask_for_staff(visible_thread(pk, viewer), viewer)


@endpoint
def blocking(pk: int, viewer: Viewer) -> None:
    followups.say_blocking(visible_thread(pk, viewer), viewer)


@endpoint
def not_blocking(pk: int, viewer: Viewer) -> None:
    followups.take_back_blocking(visible_thread(pk, viewer), viewer)
