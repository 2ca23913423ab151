"""Wagtail's API, where a site shows questions in it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse

from .paste import paste

API = "wagtail.api.v2"


def check_api() -> Iterator[CheckMessage]:
    """Nothing of it is needed; what is there should work."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return
    endpoints = dict(_endpoints(get_resolver().url_patterns))
    if endpoints and not apps.is_installed(API):
        yield checks.Warning(
            f"The site's API shows questions, and {API} is not installed.",
            hint=paste("Add to INSTALLED_APPS", f'    "{API}",'),
            id="peersupport.W020",
        )
    if hidden := [name for name, view in endpoints.items() if not _is_reached(name, view)]:
        yield checks.Warning(
            f"Another line answers at the addresses of the API: {', '.join(sorted(hidden))}.",
            hint=paste(
                f"Move this line in {settings.ROOT_URLCONF} above Wagtail's",
                '    path("api/v2/", api_router.urls),',
            ),
            id="peersupport.W021",
        )


def _endpoints(patterns: Any, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """The lists of our endpoints, by the names that they are reversed by."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            within = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _endpoints(pattern.url_patterns, within)
        elif pattern.name == "listing" and _is_ours(pattern.callback):
            yield ":".join((*namespaces, pattern.name)), pattern.callback


def _is_ours(view: Any) -> bool:
    return getattr(getattr(view, "cls", None), "is_peersupport_api", False)


def _is_reached(name: str, view: Any) -> bool:
    try:
        return resolve(reverse(name)).func is view
    except (NoReverseMatch, Resolver404):
        return False
