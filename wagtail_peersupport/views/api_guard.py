"""xtd's REST lists know nothing of page restrictions: ours stand before them and ask."""

from django.http import Http404, HttpRequest, HttpResponse

from .. import comments
from ..querysets import visible_pages
from ..viewer import viewer_for


def visible_only(
    request: HttpRequest, content_type: str, object_pk: str, rest: str = ""
) -> HttpResponse:
    """xtd's list or count of a post's comments, for those who may see the post; 404 for others."""
    if not visible_pages(viewer_for(request)).filter(pk=object_pk).exists():
        raise Http404("There is no such post.")
    view = comments.rest_view(of_count=bool(rest))
    return view(request, content_type=content_type, object_pk=object_pk)
