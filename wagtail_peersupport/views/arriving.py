"""Where a writer arrives once a comment is saved: at their words, or where it says that they
wait.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .. import comments
from ..conf import conf
from ..detection.text import plain_text
from ..threads.lookup import landing_url
from ..viewer import Viewer
from .base import page_context, redirect


def arrive(request: HttpRequest, comment: Any, viewer: Viewer, page: Any) -> HttpResponse:
    """To the comment in its thread under the specific ``page``; what moderation holds is shown to
    its writer alone, and so is what was asked on the hub before it has a place there.
    """
    place = landing_url(comment, viewer, page) if comments.is_shown(comment) else ""
    if place:
        return redirect(place)
    context = page_context(
        is_soon=comments.is_shown(comment) and not hasattr(comment, "peersupport_analysis"),
        page=page,
        words=plain_text(comment.comment),
        target_hours=conf.RESPONSE_TARGET_HOURS,
    )
    return render(request, "wagtail_peersupport/held.html", context)
