"""On the hub somebody may pick the post that a question is about."""

from typing import Any

from django.http import HttpRequest

from .. import comments, forms
from ..querysets import visible_pages
from ..viewer import viewer_for

#: The field that holds the key of the post.
UNDER = "under"


def picked(request: HttpRequest, page: Any) -> Any:
    """The specific page to post to: the post that was picked on the form of the hub ``page``, for
    which the request is made out from now on; else ``page``.
    """
    post = picked_post(request, page)
    if post is None or comments.form_for(page, data=request.POST).security_errors():
        return page
    data = request.POST.copy()
    for name, value in comments.form_for(post).generate_security_data().items():
        data[name] = value
    request.POST = data
    return post


def picked_post(request: HttpRequest, page: Any) -> Any | None:
    """The specific post that was picked, if the viewer may see it and it takes comments."""
    pk = comments.as_pk(request.POST.get(UNDER, ""))
    if pk is None or not forms.asks(page, None):
        return None
    found = visible_pages(viewer_for(request)).filter(pk=pk).first()
    return found.specific if found is not None and comments.takes_comments(found) else None
