"""The small pages that ask something about one comment before anything happens."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..actions.errors import NotAllowed, Refused
from .base import next_url, page_context, redirect, refused


def ask(
    request: HttpRequest, name: str, about: Any, *, message: str = "", **context: Any
) -> HttpResponse:
    """The page of that name about a comment, with the way back; 422 where ``message`` says what is
    missing.
    """
    page = about.content_object.specific
    wanted = request.POST.get("next") or request.GET.get("next", "")
    shown = page_context(
        page=page,
        message=message,
        next=wanted,
        back=f"{page.url}#c{about.pk}",
        **context,
    )
    status = 422 if message else 200
    return render(request, f"wagtail_peersupport/{name}.html", shown, status=status)


def back_to(request: HttpRequest, comment: Any) -> str:
    """The comment, where the form was."""
    return f"{next_url(request, comment.content_object.url)}#c{comment.pk}"


def carry_out(
    request: HttpRequest,
    verb: Callable[[], object],
    back: str,
    form: Callable[[str], HttpResponse],
) -> HttpResponse:
    """Do it and go ``back``. Whoever may not is told so on a page of its own; where something is
    wrong with what was sent, the ``form`` comes again, with what it is.
    """
    try:
        verb()
    except NotAllowed as refusal:
        return refused(request, refusal, back)
    except Refused as refusal:
        return form(str(refusal))
    return redirect(back)
