"""What our own pages share: the site's base template, where to go next, and how a refusal looks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import select_template
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from ..actions.errors import NotAllowed, Refused, TooMany
from ..conf import conf
from ..viewer import viewer_for

OWN_BASE = "wagtail_peersupport/base.html"


def page_context(**context: Any) -> dict[str, Any]:
    """Context for one of our pages: ``base_template`` is the site's own where it has one."""
    base = select_template([conf.BASE_TEMPLATE, OWN_BASE])
    return {"base_template": base, **context}


def next_url(request: HttpRequest, fallback: str) -> str:
    """Where the form wanted to go afterwards, if that is on this site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted else fallback


def in_language_of(page: Any) -> AbstractContextManager[None]:
    """Speak the post's language inside: addresses like /comments/ have none of their own."""
    return translation.override(page.locale.language_code)


def for_one_reader(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What is shown depends on the viewer: nothing between here and the reader may keep it.

    Nor may the browser of somebody known: the next one at the same desk would step back to it. A
    stranger's may, so that "back" is at once where they were.
    """
    is_known = viewer_for(request).key or request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    response["Cache-Control"] = "private, no-store" if is_known else "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page whose address is the key: it is told to nobody, and kept by no search engine."""

    @wraps(view)
    def kept_secret(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_secret


def redirect(url: str) -> HttpResponse:
    return HttpResponseRedirect(url)


def refused(request: HttpRequest, refusal: Refused, back: str) -> HttpResponse:
    """A plain page that says why nothing happened."""
    status = 403 if isinstance(refusal, NotAllowed) else 409
    if isinstance(refusal, TooMany):
        status = 429
    context = page_context(message=str(refusal), back=back)
    return render(request, "wagtail_peersupport/refused.html", context, status=status)
