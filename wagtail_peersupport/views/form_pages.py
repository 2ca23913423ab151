"""The comment form on a page of its own, with every word that was sent."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .. import comments, forms
from ..conf import conf
from ..detection.text import plain_text
from ..querysets import visible_pages
from ..threads.reviewing import Review
from ..viewer import viewer_for
from .base import page_context


def find_page(pk: Any, label: str = "") -> Any:
    """The specific page of that key, as :func:`comments.find_page`. Raises Http404."""
    page = comments.find_page(pk, label)
    if page is None:
        raise Http404("There is no such post.")
    return page


def form_page(
    request: HttpRequest,
    page: Any,
    form: Any,
    parent: Any,
    *,
    message: str = "",
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """``message`` says what is wrong, ``note`` what was done."""
    context = _context(request, page, form, parent, message=message, note=note)
    return render(request, "wagtail_peersupport/write.html", context, status=status)


def give_back(
    request: HttpRequest,
    page: Any,
    data: Any,
    parent: Any,
    *,
    message: str = "",
    note: str = "",
) -> HttpResponse:
    """A fresh form with what was sent, as it is in ``data``."""
    form = forms.again(page, viewer_for(request), data, parent)
    status = 422 if message else 200
    return form_page(request, page, form, parent, message=message, note=note, status=status)


def review_page(
    request: HttpRequest, page: Any, data: Any, parent: Any, review: Review
) -> HttpResponse:
    """What the writer is asked before it is posted."""
    data = data.copy()
    data[forms.SEEN] = review.seen
    form = forms.again(page, viewer_for(request), data, parent)
    context = _context(
        request, page, form, parent, review=review, private_contact=private_contact()
    )
    return render(request, "wagtail_peersupport/review.html", context)


def private_contact() -> str:
    """Where readers write privately, as the address of a link; "" where nothing is set."""
    said: str = conf.PRIVATE_CONTACT
    is_email = "@" in said and "/" not in said and not said.startswith("mailto:")
    return f"mailto:{said}" if is_email else said


def _context(
    request: HttpRequest, page: Any, form: Any, parent: Any, **context: Any
) -> dict[str, Any]:
    viewer = viewer_for(request)
    return page_context(
        # A post that went out of sight meanwhile is not named to whoever may not see it.
        page=page if visible_pages(viewer).filter(pk=page.pk).exists() else None,
        form=form,
        parent=parent,
        parent_words=plain_text(parent.comment) if parent is not None else "",
        is_guest=viewer.is_guest,
        **context,
    )
