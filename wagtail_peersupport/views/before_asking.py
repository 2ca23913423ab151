"""What somebody says of the suggestions before asking: that helped; I have that question, too.

Our script sends it from the form and shows the answer there. Without it the whole form comes along,
and goes from page to page until its words are posted or not needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .. import comments, forms
from ..actions import deflecting, voting
from ..actions.errors import Refused, TooMany
from ..addresses import Addresses
from ..models import SupportThread
from ..querysets import visible_pages
from ..threads.lookup import visible_thread
from ..viewer import Viewer, greet_guest, remember_guest, viewer_for
from .base import in_language_of, page_context
from .csrf import is_forged
from .form_pages import give_back

Verb = Callable[[Any, Viewer, SupportThread | None], None]


def endpoint(verb: Verb, said: str) -> Callable[..., HttpResponse]:
    """A view that says one thing of a thread, or without ``pk`` of the post that ``object_pk``
    names. ``said`` is "helped", "same", or "" for what takes one of these back.

    Exempt from Django's own CSRF page, which would lose the writer's words: this checks.
    """

    @csrf_exempt
    @never_cache
    @require_POST
    def view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
        greet_guest(request)
        viewer = viewer_for(request)
        pages = visible_pages(viewer).select_related("locale")
        page = get_object_or_404(pages, pk=comments.as_pk(request.POST.get("object_pk", "")))
        with in_language_of(page):
            response = _answer(request, page.specific, viewer, pk)
        return remember_guest(request, response)

    def _answer(request: HttpRequest, page: Any, viewer: Viewer, pk: int | None) -> HttpResponse:
        if is_forged(request):
            words = _(
                "The page was open for a long time. Please say it once more: nothing is lost."
            )
            return _refused(request, page, words, 403)
        try:
            thread = visible_thread(pk, viewer) if pk is not None else None
            verb(page, viewer, thread)
        except Http404:
            return _refused(request, page, _("This question is not here any more."), 404)
        except Refused as refusal:
            status = 429 if isinstance(refusal, TooMany) else 403
            return _refused(request, page, str(refusal), status)
        if not said:
            return _inline(request) or _give_back(request, page)
        return _thanks(request, page, viewer, thread, said)

    return view


def _same(page: Any, viewer: Viewer, thread: SupportThread | None) -> None:
    if thread is not None:
        voting.me_too(thread, viewer)


def _not_same(page: Any, viewer: Viewer, thread: SupportThread | None) -> None:
    if thread is not None:
        voting.me_too(thread, viewer, same=False)


helped = endpoint(deflecting.say_helped, "helped")
not_helped = endpoint(deflecting.take_back_helped, "")
same_question = endpoint(_same, "same")
not_same_question = endpoint(_not_same, "")


def _thanks(
    request: HttpRequest, page: Any, viewer: Viewer, thread: SupportThread | None, said: str
) -> HttpResponse:
    context = {
        "said": said,
        "pk": thread.comment_id if thread is not None else None,
        "title": thread.title if thread is not None else page.title,
        "url": Addresses(viewer).of(thread, thread.page.specific) if thread else page.url,
    }
    if (answer := _inline(request, context)) is not None:
        return answer
    data = forms.with_account(request.POST, viewer)
    form = forms.again(page, viewer, data)
    context = page_context(page=page, form=form, words=data["comment"], **context)
    return render(request, "wagtail_peersupport/helped.html", context)


def _give_back(request: HttpRequest, page: Any, message: str = "") -> HttpResponse:
    data = forms.with_account(request.POST, viewer_for(request))
    note = "" if message else _("Then ask it: your words are below, as you wrote them.")
    return give_back(request, page, data, None, message=message, note=note)


def _refused(request: HttpRequest, page: Any, words: str, status: int) -> HttpResponse:
    if request.POST.get("inline"):
        return JsonResponse({"message": words}, status=status)
    return _give_back(request, page, words)


def _inline(request: HttpRequest, context: dict[str, Any] | None = None) -> HttpResponse | None:
    """For our script: what to show instead of the suggestions, "" where they are wanted back."""
    if not request.POST.get("inline"):
        return None
    part = "wagtail_peersupport/parts/helped.html"
    return JsonResponse({"html": render_to_string(part, context, request) if context else ""})
