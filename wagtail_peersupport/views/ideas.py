"""The page on which staff say what becomes of an idea, with the reason that readers see."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import permissions
from ..actions import ideas
from ..models import SupportThread
from ..models.choices import IdeaStatus
from ..threads.lookup import visible_thread
from ..viewer import Viewer, viewer_for
from .about import ask, back_to, carry_out
from .base import in_language_of
from .verbs import endpoint


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """GET is the form, POST says it: ``status``, ``reason`` and ``next``."""
    viewer = viewer_for(request)
    thread = visible_thread(pk, viewer)
    with in_language_of(thread.page):
        if not permissions.can_set_idea(viewer, thread):
            raise Http404("There is no such idea, or nothing that you may say of it.")
        status, reason = ideas.state_of(thread)
        if request.method != "POST":
            return _form(request, thread, str(status), reason)
        said = request.POST.get("status", "")
        reason = request.POST.get("reason", "")
        return carry_out(
            request,
            lambda: ideas.set_idea_state(thread, viewer, status_named(said), reason),
            back_to(request, thread.comment),
            partial(_form, request, thread, said, reason),
        )


@endpoint
def idea_state(pk: int, viewer: Viewer, name: str) -> None:
    """The button of a state that needs no reason."""
    ideas.set_idea_state(visible_thread(pk, viewer), viewer, status_named(name))


def status_named(name: str) -> IdeaStatus:
    """The state of that name. Raises Http404 for anything else."""
    if name not in IdeaStatus.values:
        raise Http404("There is no such state of an idea.")
    return IdeaStatus(name)


def _form(
    request: HttpRequest, thread: SupportThread, status: str, reason: str, message: str = ""
) -> HttpResponse:
    return ask(
        request,
        "idea_state",
        thread.comment,
        message=message,
        thread=thread,
        statuses=IdeaStatus.choices,
        status=status,
        reason=reason,
        limit=ideas.LONGEST_REASON,
    )
