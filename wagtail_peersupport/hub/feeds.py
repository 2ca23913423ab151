"""The routes of a hub's Atom feeds: all questions, the unanswered, those of a topic and of a post.

They show what anybody may see, whoever asks; who may not see the hub gets none of them.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from ..addresses import absolute, below
from ..models import SupportThread, Topic
from ..querysets import ThreadQuerySet, visible_pages
from ..threads.feed import entries
from ..threads.finding import FeedLink
from ..threads.listing import in_tab
from ..viewer import public_viewer
from .atom import atom

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
KEPT_FOR = 300
"""So many seconds may pass until a cache on the way asks again, unless it is purged."""
ACTIVE = ("-last_activity_at", "-pk")


class FeedsMixin:
    """Mixed into the hub: the routes are below its address."""

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        threads = _threads(self).in_locale(self.locale)
        return _answer(self, request, hub_feed(self), threads.order_by(*ACTIVE))

    @path("feed/unanswered/")
    def feed_of_unanswered(self, request: HttpRequest) -> HttpResponse:
        threads = in_tab(_threads(self).in_locale(self.locale), "unanswered")
        return _answer(self, request, unanswered_feed(self), threads.order_by("-asked_at", "-pk"))

    @path("feed/topic/<slug:slug>/")
    def feed_of_topic(self, request: HttpRequest, slug: str) -> HttpResponse:
        topic = get_object_or_404(Topic, slug=slug)
        threads = _threads(self).in_locale(self.locale).filter(topic=topic)
        if not threads.exists():
            raise Http404("Nobody learns of a topic by what they may not see.")
        return _answer(self, request, topic_feed(self, topic), threads.order_by(*ACTIVE))

    @path("feed/post/<int:pk>/")
    def feed_of_post(self, request: HttpRequest, pk: int) -> HttpResponse:
        post = get_object_or_404(visible_pages(public_viewer(self.get_site())), pk=pk)
        threads = _threads(self).under(post)
        return _answer(self, request, post_feed(self, pk, post.title), threads.order_by(*ACTIVE))


def hub_feed(hub: Any) -> FeedLink:
    return _link(hub, "feed/", hub.title)


def unanswered_feed(hub: Any) -> FeedLink:
    with translation.override(hub.locale.language_code):
        return _link(hub, "feed/unanswered/", _about(hub, _("Unanswered")))


def topic_feed(hub: Any, topic: Any) -> FeedLink:
    return _link(hub, f"feed/topic/{topic.slug}/", _about(hub, topic.name))


def post_feed(hub: Any, post_pk: int, post_title: str) -> FeedLink:
    return _link(hub, f"feed/post/{post_pk}/", _about(hub, post_title))


def _about(hub: Any, what: str) -> str:
    return f"{what} · {hub.title}"


def _link(hub: Any, path: str, title: str) -> FeedLink:
    return FeedLink(title, absolute(hub, below(hub.url, path)))


def _threads(hub: Any) -> ThreadQuerySet:
    return SupportThread.objects.visible_to(public_viewer(hub.get_site()))


def _answer(
    hub: Any, request: HttpRequest, link: FeedLink, threads: ThreadQuerySet
) -> HttpResponse:
    """The feed in the hub's language, or "not modified" where the reader has the same."""
    viewer = public_viewer(hub.get_site(), hub.locale)
    language = hub.locale.language_code
    with translation.override(language):
        found = entries(threads, viewer)
        document = atom(link, hub.full_url, language, found)
    changed = max((int(entry.updated.timestamp()) for entry in found), default=None)
    # Whoever had to show who they are to see the hub is the only one to keep it.
    is_public = visible_pages(viewer).filter(pk=hub.pk).exists()
    kept = f"public, max-age={KEPT_FOR}" if is_public else "private, no-store"
    etag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'
    response = HttpResponse(document, content_type=CONTENT_TYPE, headers={"Cache-Control": kept})
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response)
