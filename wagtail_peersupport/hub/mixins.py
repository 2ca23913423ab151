"""The behaviour of a hub, without fields: mix it into any page model."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import iri_to_uri
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from ..addresses import Addresses
from ..comments import as_pk
from ..conf import conf
from ..threads.listing import Wish, listing
from ..threads.lookup import former_place, visible_thread
from ..threads.praise import featured_praise
from ..threads.section import thread_page
from ..viewer import viewer_for
from ..views.base import for_one_reader, page_context


class SupportHubMixin(RoutablePageMixin):
    """A list of threads with tabs, search, sorting and paging, and a permalink page per thread."""

    is_support_hub = True
    thread_template = "wagtail_peersupport/thread.html"

    @path("")
    def threads(self, request: HttpRequest) -> HttpResponse:
        viewer = viewer_for(request)
        found = listing(viewer, wish_of(request), locale=self.locale)
        # Who searches wants an answer.
        praise = () if found.search else featured_praise(viewer, locale=self.locale)
        return self._show(request, self.get_template(request), listing=found, praise=praise)

    @path("<int:comment_pk>/")
    @path("<int:comment_pk>/<slug:slug>/")
    def thread(self, request: HttpRequest, comment_pk: int, slug: str = "") -> HttpResponse:
        viewer = viewer_for(request)
        try:
            thread = visible_thread(comment_pk, viewer)
        except Http404:
            return redirect(former_place(comment_pk, viewer))
        address = Addresses(viewer).of(thread, thread.page.specific)
        here = iri_to_uri(request.path)
        was_merged = thread.comment_id != comment_pk
        if was_merged or ("#" not in address and here.rstrip("/") != address.rstrip("/")):
            return redirect(with_query(address, request))
        return self._show(
            request,
            self.thread_template,
            thread_page=thread_page(thread, viewer),
            posted=request.GET.get("posted", ""),
            is_guest=viewer.is_guest,
        )

    def _show(self, request: HttpRequest, template: Any, **context: Any) -> HttpResponse:
        response = self.render(
            request,
            template=template,
            context_overrides=page_context(target_hours=conf.RESPONSE_TARGET_HOURS, **context),
        )
        return for_one_reader(request, response)


def wish_of(request: HttpRequest) -> Wish:
    """What a list's address asks for; anything odd falls back to the first choice."""
    return Wish(
        tab=request.GET.get("tab", "all"),
        search=request.GET.get("q", "").replace("\x00", "").strip()[:200],
        sort=request.GET.get("sort", "newest"),
        topic=request.GET.get("topic", ""),
        page=min(as_pk(request.GET.get("page", "")) or 1, 100_000),
    )


def with_query(url: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    path, hash_mark, anchor = url.partition("#")
    return f"{path}?{query}{hash_mark}{anchor}" if query else url
