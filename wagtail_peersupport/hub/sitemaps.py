"""A hub in the sitemap: itself and the pages of its threads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from ..addresses import Addresses, below, thread_path
from ..models import SupportThread
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer

MOST = 20_000
"""So many can be written before a server gives up; the protocol allows a file 50,000 addresses."""


class SitemapMixin:
    """Mixed into the hub."""

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The hub, and what of its threads search engines should know, the latest first; a fixed
        number of queries.
        """
        own = super().get_sitemap_urls(request)
        viewer = public_viewer(self.get_site())
        if not own or not visible_pages(viewer).filter(pk=self.pk).exists():
            return own
        first, *more = own
        threads = list(islice(_threads(self, viewer), MOST))
        if threads:
            # The list shows what happened last.
            dates = [first["lastmod"], threads[0]["lastmod"]]
            first["lastmod"] = max(date for date in dates if date is not None)
        if alternates := _translations(self, viewer):
            first["alternates"] = alternates
        return [first, *more, *threads]


def _translations(hub: Any, viewer: Viewer) -> list[dict[str, str]]:
    """The hub in all its languages, where it has several."""
    pages = hub.get_translations(inclusive=True).select_related("locale")
    pages = list(pages.filter(pk__in=visible_pages(viewer).values("pk")).order_by("path"))
    return [
        {"location": page.full_url, "lang_code": page.locale.language_code}
        for page in pages
        if len(pages) > 1
    ]


def _threads(hub: Any, viewer: Viewer) -> Iterator[dict[str, Any]]:
    addresses = Addresses(viewer)
    asked = SupportThread.objects.visible_to(viewer).worth_finding(timezone.now())
    pages = visible_pages(viewer).filter(pk__in=asked.order_by().values("page"))
    here = {page.pk for page in pages if addresses.hub_for(page) == hub}
    own = hub.full_url
    rows = asked.select_related("comment").only("page", "last_activity_at", "comment__comment")
    for thread in rows.order_by("-last_activity_at", "-pk").iterator(chunk_size=2000):
        if thread.page_id in here:
            url = below(own, thread_path(thread))
            yield {"location": url, "lastmod": thread.last_activity_at}
