"""Writing a comment: xtd's form behind our own door, so that no word is ever lost."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from .. import comments, forms
from ..actions import posting
from ..actions.errors import Refused
from ..conf import conf
from ..detection.text import plain_text
from ..threads.lookup import reply_parent, seen_comment, visible_comment
from ..threads.reviewing import without_private
from ..viewer import greet_guest, remember_guest, viewer_for
from .arriving import arrive
from .base import in_language_of, page_context, redirect
from .choosing import picked
from .form_pages import find_page, form_page, give_back, review_page
from .sending import send


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """POST posts a comment; GET (``?page=``, ``?reply_to=``) is the form on a page of its own.

    Exempt from Django's own CSRF page, which would lose the reader's words: :func:`_post` checks.
    """
    if request.method != "POST":
        return _ask(request)
    greet_guest(request)
    return remember_guest(request, _post(request))


@never_cache
@require_safe
def reply(request: HttpRequest, cid: int) -> HttpResponse:
    """xtd's address for replying: our form under the same comment."""
    parent = visible_comment(cid, viewer_for(request))
    path = reverse("wagtail_peersupport:write")
    return redirect(f"{path}?page={comments.page_pk(parent)}&reply_to={cid}")


def _ask(request: HttpRequest) -> HttpResponse:
    page = find_page(request.GET.get("page"))
    with in_language_of(page):
        return _show_form(request, page)


def _show_form(request: HttpRequest, page: Any) -> HttpResponse:
    viewer = viewer_for(request)
    try:
        posting.check_page(page, viewer)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    parent = reply_parent(comments.find(request.GET.get("reply_to", "")), page)
    form = forms.comment_form(page, viewer, parent=parent)
    return form_page(request, page, form, parent)


def _post(request: HttpRequest) -> HttpResponse:
    sent = request.POST
    page = picked(request, find_page(sent.get("object_pk"), sent.get("content_type", "")))
    with in_language_of(page):
        if sent.get("change"):
            return _change(request, page)
        return _hide(request, page) if sent.get("hide") else _post_to(request, page)


def _change(request: HttpRequest, page: Any) -> HttpResponse:
    """The form again, for whoever typed a wrong address. Nothing is posted."""
    data = forms.with_account(request.POST, viewer_for(request))
    parent = reply_parent(comments.find(data.get("reply_to", "")), page)
    return give_back(request, page, data, parent)


def _hide(request: HttpRequest, page: Any) -> HttpResponse:
    """The form again, with neutral words for what is private in it. Nothing is posted."""
    data = forms.with_account(request.POST, viewer_for(request))
    hidden = without_private(data["comment"], data.get(forms.SEEN, ""))
    data["comment"], data[forms.SEEN] = hidden
    parent = reply_parent(comments.find(data.get("reply_to", "")), page)
    note = _("Done: it is hidden in the text below. Please read it once more, then post it.")
    return give_back(request, page, data, parent, note=note)


def _post_to(request: HttpRequest, page: Any) -> HttpResponse:
    viewer = viewer_for(request, page.locale)
    found = send(request, page, viewer)
    if found.message:
        return give_back(request, page, found.data, found.parent, message=found.message)
    if found.form is not None:
        return form_page(request, page, found.form, found.parent, status=422)
    if found.review is not None:
        return review_page(request, page, found.data, found.parent, found.review)
    if found.comment is not None:
        return arrive(request, found.comment, viewer, page)
    context = page_context(
        page=page,
        words=plain_text(found.data.get("comment", "")),
        email=found.data.get("email", ""),
        form=forms.again(page, viewer, found.data, found.parent),
        target_hours=conf.RESPONSE_TARGET_HOURS,
    )
    return render(request, "wagtail_peersupport/check_your_mail.html", context)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Where xtd's own doors lead after posting: to the comment in its thread."""
    viewer = viewer_for(request)
    comment = seen_comment(request.GET.get("c", ""), viewer)
    if comment is not None:
        return arrive(request, comment, viewer, comment.content_object)
    context = page_context(target_hours=conf.RESPONSE_TARGET_HOURS)
    return render(request, "wagtail_peersupport/check_your_mail.html", context)
