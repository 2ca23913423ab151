"""The link in the confirmation mail: publishes the comment and lands on it, in its thread."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import comments
from ..actions import guests
from ..viewer import viewer_for
from .arriving import arrive
from .base import in_language_of, page_context


@never_cache
@require_safe
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Save a waiting comment. A link opened again, or a second one for the same words, is
    harmless.
    """
    waiting = comments.read_key(key)
    if waiting is None or waiting.content_object is None:
        return render(request, "wagtail_peersupport/bad_link.html", page_context(), status=404)
    with in_language_of(waiting.content_object):
        return _publish(request, key, waiting)


def _publish(request: HttpRequest, key: str, waiting: Any) -> HttpResponse:
    with guests.one_at_a_time(waiting):
        comment = comments.saved(waiting) or _twin(waiting)
        if comment is None:
            response = comments.confirm(request, key)
            comment = comments.saved(waiting)
    if comment is None:
        # A receiver of the site discarded it, and xtd's page says so.
        return response
    viewer = viewer_for(request)
    return arrive(request, comment, viewer, comment.content_object, is_confirmed=True)


def _twin(waiting: Any) -> Any:
    since = waiting.submit_date - timedelta(days=1)
    return comments.twin(
        waiting.object_pk,
        waiting.comment,
        since,
        reply_to=waiting.parent_id,
        email=waiting.user_email,
    )
