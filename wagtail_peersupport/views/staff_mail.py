"""Whoever gets our mails to staff switches them off, or on again, by the link in each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..accounts import account_name
from ..actions.errors import Refused
from ..actions.preferring import MORNING, prefer, preference_of
from ..notifications.recipients import language_of
from ..notifications.staff_links import read_quiet_key
from .base import by_link, page_context, refused


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def staff_mail(request: HttpRequest, key: str) -> HttpResponse:
    """GET asks, POST switches the mails of one sort off, or with ``again`` on.

    Mail programs press their own button (RFC 8058), without a token of ours; the link itself is
    the proof.
    """
    found = read_quiet_key(key)
    if found is None:
        words = _(
            "This link is too old, or not whole. Your account in the admin has the same switch."
        )
        return refused(request, Refused(words), "/")
    user, wish = found
    with translation.override(language_of(user)):
        if request.method == "POST":
            prefer(user, wish, is_wanted="again" in request.POST)
        return render(request, "wagtail_peersupport/staff_mail.html", _context(user, wish))


def _context(user: Any, wish: str) -> dict[str, Any]:
    return page_context(
        name=account_name(user),
        is_morning=wish == MORNING,
        is_wanted=getattr(preference_of(user), wish),
    )
