"""The small pages that ask something about one comment before anything happens."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .base import next_url, page_context


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
