"""What caches in front of the site hold of posts and threads is asked for anew, by Wagtail's own
frontend cache (wagtail.contrib.frontend_cache), where the site has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.contrib.frontend_cache.utils import PurgeBatch

from .. import comments
from ..addresses import Addresses, absolute, hub_models, site_of
from ..models import SupportThread
from ..viewer import public_viewer

SETTINGS = ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
#: Below a hub: what shows any of its threads. Lists with a query are asked for anew by the browser.
LISTS = ("", "feed/", "feed/unanswered/", "helpers/")


def has_frontend_cache() -> bool:
    is_named = any(getattr(settings, name, None) for name in SETTINGS)
    return is_named and apps.is_installed("wagtail.contrib.frontend_cache")


def purge_posts(pks: Iterable[int]) -> None:
    """These posts, where comments of theirs changed."""
    batch = PurgeBatch()
    for page in comments.find_pages(pks).values():
        batch.add_page(page)
    _send(batch)


def purge_threads(pks: Iterable[int]) -> None:
    """These threads with their posts, and the lists and feeds of the hubs that show them."""
    batch, viewer = PurgeBatch(), public_viewer()
    addresses = Addresses(viewer)
    threads = SupportThread.objects.filter(pk__in=list(pks)).select_related("comment", "topic")
    posts = comments.find_pages({thread.page_id for thread in threads})
    hubs = [hub for model in hub_models() for hub in model.objects.live()]
    for post in posts.values():
        batch.add_page(post)
    for thread in threads:
        post = posts[thread.page_id]
        batch.add_url(addresses.full(thread, post).partition("#")[0])
        for hub in hubs:
            if site_of(hub) == site_of(post):
                batch.add_urls(absolute(hub, path) for path in _lists(hub, thread))
    _send(batch)


def _lists(hub: Any, thread: SupportThread) -> Iterator[str]:
    below = [*LISTS, f"feed/post/{thread.page_id}/"]
    if thread.topic is not None:
        below.append(f"feed/topic/{thread.topic.slug}/")
    start = f"{hub.url.rstrip('/')}/" if hub.url else ""
    yield from (start + path for path in below if start)


def _send(batch: PurgeBatch) -> None:
    if batch.urls:
        batch.purge()
