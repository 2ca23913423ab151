"""Whoever helps sees what they helped, and says whether it is shown: an account on its page, others
by a link in our mails to them.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions.listing import choose_listing, is_listed
from ..models import helper_key
from ..notifications.helper_links import read_helper_key
from ..threads.my_help import my_help as read_my_help
from ..viewer import public_viewer, viewer_for
from .base import by_link, in_language_of, page_context, redirect

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def my_help(request: HttpRequest) -> HttpResponse:
    """GET shows what the account helped, POST of ``listed`` (yes or no) is the choice."""
    user = viewer_for(request).user
    if user is None:
        return _show(request, help=None)
    return _serve(request, helper_key(user.pk, ""), user=user)


@never_cache
@require_http_methods(METHODS)
@by_link
def helped(request: HttpRequest, key: str) -> HttpResponse:
    """The same by a link in mail to a confirmed address, in the language of the mail. Nobody is
    logged in by it.
    """
    comment = read_helper_key(key)
    if comment is None:
        words = _("This link is too old, or not whole. Our next mail to you has a new one.")
        context = page_context(message=words, is_closed=False)
        return render(request, "wagtail_peersupport/void_link.html", context, status=404)
    with in_language_of(comment.content_object):
        return _serve(request, helper_key(None, comment.user_email), comment=comment)


def _serve(
    request: HttpRequest, person: str, *, user: Any = None, comment: Any = None
) -> HttpResponse:
    if request.method == "POST":
        choose_listing(person, is_listed=request.POST.get("listed") != "no", user=user)
        return redirect(request.path)
    viewer = viewer_for(request)
    reader = viewer if comment is None else public_viewer(viewer.site, viewer.locale)
    return _show(request, help=read_my_help(reader, comment), is_listed=is_listed(person))


def _show(request: HttpRequest, **context: Any) -> HttpResponse:
    return render(request, "wagtail_peersupport/my_help.html", page_context(**context))
