"""What staff say of an answer: with one press that it is right, on a small page anything else."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import permissions
from ..actions import endorsing
from ..detection.text import plain_text
from ..models import SupportReply
from ..models.choices import Verdict
from ..threads.lookup import visible_reply
from ..viewer import Viewer, viewer_for
from .about import ask, back_to, carry_out
from .base import in_language_of
from .verbs import endpoint


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """GET is the form, POST says it: ``verdict``, ``note`` and ``next``."""
    viewer = viewer_for(request)
    reply = visible_reply(pk, viewer)
    if not permissions.can_support(viewer, reply.thread):
        raise Http404("There is no such answer, or nothing that you may say of it.")
    with in_language_of(reply.thread.page):
        form = partial(_form, request, viewer, reply)
        if request.method != "POST":
            return form(*endorsing.said_of(pk))
        verdict, note = request.POST.get("verdict", ""), request.POST.get("note", "")
        if verdict not in Verdict.values:
            raise Http404("There is no such verdict.")
        return carry_out(
            request,
            lambda: endorsing.say_of_answer(reply, viewer, Verdict(verdict), note),
            back_to(request, reply.comment),
            partial(form, verdict, note),
        )


@endpoint
def verify(pk: int, viewer: Viewer) -> None:
    endorsing.endorse(visible_reply(pk, viewer), viewer)


@endpoint
def unjudge(pk: int, viewer: Viewer) -> None:
    endorsing.take_back(visible_reply(pk, viewer), viewer)


def _form(
    request: HttpRequest,
    viewer: Viewer,
    reply: SupportReply,
    verdict: str,
    note: str,
    message: str = "",
) -> HttpResponse:
    own = permissions.wrote(viewer, reply.comment)
    return ask(
        request,
        "judge",
        reply.comment,
        message=message,
        words=plain_text(reply.comment.comment),
        choices=[one for one in Verdict.choices if not (own and one[0] == Verdict.VERIFIED)],
        chosen=verdict,
        note=note,
        limit=endorsing.LONGEST_NOTE,
        action=reverse("wagtail_peersupport:judge", args=(reply.comment_id,)),
    )
