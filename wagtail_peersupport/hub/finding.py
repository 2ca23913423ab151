"""How search engines, feed readers and those who share an address find our pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString

from ..addresses import absolute
from ..cleaning import script_json
from ..threads.finding import Head, description, is_worth_finding
from ..threads.listed import Listing
from ..threads.pages import ThreadPage
from ..threads.structured import structured
from ..viewer import Viewer
from .feeds import hub_feed, post_feed, topic_feed, unanswered_feed

#: What narrows or sorts a list: then it is one of many views of the same.
FILTERS = frozenset({"tab", "q", "topic", "post", "language", "sort"})


def list_head(hub: Any, request: HttpRequest, found: Listing, viewer: Viewer) -> Head:
    """Each page of the list without any filter is worth finding by its own address."""
    feeds = [hub_feed(hub), unanswered_feed(hub)]
    if found.tab == "unanswered":
        feeds.reverse()
    if found.topic is not None:
        feeds.insert(0, topic_feed(hub, found.topic))
    return Head(
        title=hub.seo_title or hub.title,
        description=hub.search_description,
        url=f"{hub.full_url}?page={found.page}" if found.page > 1 else hub.full_url,
        is_found=not FILTERS & request.GET.keys() and (bool(found.rows) or found.page == 1),
        site_name=_site_name(viewer),
        feeds=tuple(feeds),
    )


def thread_head(hub: Any, page: ThreadPage, post_pk: int, viewer: Viewer) -> Head:
    """A thread whose own place is under its post, for want of a hub in its language, is found
    there.
    """
    is_here = "#" not in page.thread.url
    return Head(
        title=page.thread.title,
        description=description(page),
        url=absolute(hub, page.thread.url),
        is_found=is_here and is_worth_finding(page, timezone.now()),
        site_name=_site_name(viewer),
        feeds=(post_feed(hub, post_pk, page.thread.post_title), hub_feed(hub)),
        asked_at=page.thread.asked_at,
    )


def structured_data(page: ThreadPage, head: Head) -> SafeString | str:
    """For a script element; "" where search engines are to leave the page out."""
    return script_json(structured(page, head.url)) if head.is_found else ""


def announce(response: HttpResponse, head: Head) -> HttpResponse:
    """Say the same beside the page, so that it holds whatever template the site's own is."""
    links = [_link(feed.url, "alternate", 'type="application/atom+xml"') for feed in head.feeds]
    if head.is_found:
        links.insert(0, _link(head.url, "canonical"))
    else:
        response["X-Robots-Tag"] = head.robots
    response["Link"] = ", ".join(links)
    return response


def _link(url: str, rel: str, *more: str) -> str:
    return "; ".join([f"<{iri_to_uri(url)}>", f'rel="{rel}"', *more])


def _site_name(viewer: Viewer) -> str:
    return viewer.site.site_name if viewer.site is not None else ""
