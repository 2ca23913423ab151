"""Staff say that they saw a question; on a page of its own, also by which day they answer."""

from datetime import date
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import permissions
from ..actions import seeing
from ..actions.errors import Refused
from ..models import SupportThread
from ..threads.lookup import visible_thread
from ..viewer import Viewer, viewer_for
from .about import ask, back_to, carry_out
from .base import in_language_of
from .verbs import endpoint


@endpoint
def seen(pk: int, viewer: Viewer) -> None:
    seeing.mark_seen(visible_thread(pk, viewer), viewer)


@endpoint
def unseen(pk: int, viewer: Viewer) -> None:
    seeing.take_back_seen(visible_thread(pk, viewer), viewer)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by(request: HttpRequest, pk: int) -> HttpResponse:
    """GET is the form, POST says it: ``answer_by`` (as 2026-11-27) and ``next``."""
    viewer = viewer_for(request)
    thread = visible_thread(pk, viewer)
    if not permissions.can_mark_seen(viewer, thread):
        raise Http404("There is no such question, or nothing that you may say of it.")
    with in_language_of(thread.page):
        if request.method != "POST":
            before = seeing.seen_of(thread)
            day = before.answer_by if before is not None else None
            return _form(request, thread, day.isoformat() if day is not None else "")
        said = request.POST.get("answer_by", "")
        return carry_out(
            request,
            lambda: seeing.mark_seen(thread, viewer, _day(said)),
            back_to(request, thread.comment),
            partial(_form, request, thread, said),
        )


def _day(said: str) -> date:
    try:
        day = parse_date(said)
    except ValueError:
        day = None
    if day is None:
        raise Refused(_("Please name a day, like 2026-11-27."))
    return day


def _form(
    request: HttpRequest, thread: SupportThread, answer_by: str, message: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    return ask(
        request,
        "answer_by",
        thread.comment,
        message=message,
        words=thread.title,
        answer_by=answer_by,
        first=today.isoformat(),
        last=(today + seeing.FARTHEST).isoformat(),
        action=reverse("wagtail_peersupport:answer_by", args=(thread.comment_id,)),
    )
