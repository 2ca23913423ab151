"""The page on which staff close a question, with the note that readers see."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import permissions
from ..actions import closing
from ..models import SupportThread
from ..threads.lookup import visible_thread
from ..viewer import Viewer, viewer_for
from .about import ask, back_to, carry_out
from .base import in_language_of
from .verbs import endpoint


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """GET is the form, POST closes: ``note`` and ``next``."""
    viewer = viewer_for(request)
    thread = visible_thread(pk, viewer)
    if not permissions.can_support(viewer, thread):
        raise Http404("There is no such question, or nothing that you may say of it.")
    with in_language_of(thread.page):
        if request.method != "POST":
            ending = closing.ending_of(thread)
            return _form(request, thread, ending.note if ending is not None else "")
        note = request.POST.get("note", "")
        return carry_out(
            request,
            lambda: closing.close_question(thread, viewer, note),
            back_to(request, thread.comment),
            partial(_form, request, thread, note),
        )


@endpoint
def open_again(pk: int, viewer: Viewer) -> None:
    closing.open_again(visible_thread(pk, viewer), viewer)


def _form(
    request: HttpRequest, thread: SupportThread, note: str, message: str = ""
) -> HttpResponse:
    return ask(
        request,
        "close",
        thread.comment,
        message=message,
        words=thread.title,
        note=note,
        limit=closing.LONGEST_NOTE,
        is_answered=thread.answered_at is not None,
        action=reverse("wagtail_peersupport:close", args=(thread.comment_id,)),
    )
