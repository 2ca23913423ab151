"""While somebody types: would this be taken for a question, and what may have answered it? Asked by
our script, and by nobody who has none.
"""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import comments, forms
from ..caches import ask_cache
from ..querysets import visible_pages
from ..threads.guessing import wants_answer
from ..threads.lookup import reply_parent
from ..threads.reviewing import answered_already, similar_digest
from ..threads.suggesting import Suggestions
from ..viewer import Viewer, viewer_for
from .base import in_language_of
from .choosing import picked_post

#: How often one account or network address may ask; our script asks once a pause in typing.
PER_MINUTE = 60
#: While typing, a few are enough.
SHOWN = 3
#: No comment is longer; what follows is not read.
LONGEST = 5000


@never_cache
@require_POST
def guess(request: HttpRequest) -> JsonResponse:
    """``{"wants_answer": true|false}`` for ``comment`` under ``object_pk``, and what may have
    answered it as ``suggestions`` (markup, "" for none). Stores nothing.

    A POST, so that words that were never sent stand in no log of addresses.
    """
    viewer = viewer_for(request)
    if too_often(viewer):
        return JsonResponse({}, status=429)
    pages = visible_pages(viewer).select_related("locale")
    page = get_object_or_404(pages, pk=comments.as_pk(request.POST.get("object_pk", ""))).specific
    page = picked_post(request, page) or page
    parent = reply_parent(comments.find(request.POST.get("reply_to", "")), page)
    words = request.POST.get("comment", "")[:LONGEST]
    guessed = wants_answer(words, page, parent, viewer)
    wish = forms.wish(request.POST)
    found = answered_already(words, page, parent, viewer, wish=wish, guess=guessed, limit=SHOWN)
    with in_language_of(page):
        shown = _shown(request, page, words, found)
    return JsonResponse({"wants_answer": guessed, **shown})


def _shown(request: HttpRequest, page: Any, words: str, found: Suggestions) -> dict[str, str]:
    part = "wagtail_peersupport/parts/suggestions.html"
    context = {"suggestions": found, "page": page}
    return {
        "suggestions": render_to_string(part, context, request) if found.count else "",
        "reviewed": similar_digest(words),
    }


def too_often(viewer: Viewer) -> bool:
    """Whether somebody asks more than anybody types. Counts in the cache, by account or by the hash
    of a guest's address; where the cache is down, nobody does.
    """
    who = viewer.address_hash or viewer.key
    asked = ask_cache(lambda: _count(f"wagtail_peersupport.guesses.{who}"))
    return (asked or 0) > PER_MINUTE


def _count(key: str) -> int:
    cache.add(key, 0, 60)
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended in between
        return 0
