"""While somebody types: would this be taken for a question? Asked by our script, and by nobody who
has none.
"""

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import comments
from ..querysets import visible_pages
from ..threads.guessing import wants_answer
from ..threads.lookup import reply_parent
from ..viewer import Viewer, viewer_for

#: How often one account or network address may ask; our script asks once a pause in typing.
PER_MINUTE = 60
#: No comment is longer; what follows is not read.
LONGEST = 5000


@never_cache
@require_POST
def guess(request: HttpRequest) -> JsonResponse:
    """``{"wants_answer": true|false}`` for ``comment`` under ``object_pk``. Stores nothing.

    A POST, so that words that were never sent stand in no log of addresses.
    """
    viewer = viewer_for(request)
    if _too_often(viewer):
        return JsonResponse({}, status=429)
    pages = visible_pages(viewer).select_related("locale")
    page = get_object_or_404(pages, pk=comments.as_pk(request.POST.get("object_pk", "")))
    parent = reply_parent(comments.find(request.POST.get("reply_to", "")), page)
    words = request.POST.get("comment", "")[:LONGEST]
    return JsonResponse({"wants_answer": wants_answer(words, page, parent, viewer)})


def _too_often(viewer: Viewer) -> bool:
    """Counts in the cache, by account or by the hash of a guest's address."""
    who = viewer.address_hash or viewer.key
    key = f"wagtail_peersupport.guesses.{who}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > PER_MINUTE
    except ValueError:  # the minute ended in between
        return False
