"""The behaviour of a hub, without fields: mix it into any page model."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import iri_to_uri
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from ..addresses import Addresses
from ..comments import as_pk
from ..threads.helpers import has_helpers
from ..threads.house import house
from ..threads.listing import listing
from ..threads.lookup import former_place, visible_thread, withdrawn_pk
from ..threads.praise import featured_praise
from ..threads.promise import promise
from ..threads.section import thread_page
from ..threads.suggesting import first_solved, similar_threads
from ..threads.wishes import Wish
from ..viewer import viewer_for
from ..views.arriving import just_arrived
from .asking import AskingMixin
from .feeds import FeedsMixin
from .finding import announce, list_head, structured_data, thread_head
from .helping import HelpersMixin
from .sitemaps import SitemapMixin


class SupportHubMixin(AskingMixin, HelpersMixin, FeedsMixin, SitemapMixin, RoutablePageMixin):
    """A list of threads with tabs, search, sorting and paging, and a permalink page per thread; the
    form to ask, those who help, feeds, and what search engines read.
    """

    is_support_hub = True
    thread_template = "wagtail_peersupport/thread.html"

    @path("")
    def threads(self, request: HttpRequest) -> HttpResponse:
        viewer = viewer_for(request)
        if reply_to := as_pk(request.GET.get("reply_to", "")):
            return self._reply_form(reply_to)
        found = listing(viewer, wish_of(request), locale=self.locale)
        # Who searches wants an answer.
        praise = () if found.search else featured_praise(viewer, locale=self.locale)
        head = list_head(self, request, found, viewer)
        response = self._show(
            request,
            self.get_template(request),
            listing=found,
            praise=praise,
            withdrawn=withdrawn_pk(request.GET.get("withdrawn", ""), viewer),
            promise=promise(viewer.site),
            house=house(viewer),
            has_helpers=has_helpers(viewer.site),
            page_head=head,
            ask_url=self.ask_url(text=found.search, post=found.wish.post),
        )
        return announce(response, head)

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
        shown = thread_page(thread, viewer)
        similar = similar_threads(thread, viewer)
        head = thread_head(self, shown, thread.page_id, viewer)
        response = self._show(
            request,
            self.thread_template,
            thread_page=shown,
            similar=similar,
            meanwhile=first_solved(similar),
            page_head=head,
            structured=structured_data(shown, head),
            **just_arrived(request, viewer),
            is_guest=viewer.is_guest,
        )
        return announce(response, head)


def wish_of(request: HttpRequest) -> Wish:
    """What a list's address asks for; anything odd falls back to the first choice."""
    return Wish(
        tab=request.GET.get("tab", "all"),
        search=request.GET.get("q", "").replace("\x00", "").strip()[:200],
        sort=request.GET.get("sort", ""),
        topic=request.GET.get("topic", ""),
        post=as_pk(request.GET.get("post", "")) or 0,
        language=request.GET.get("language", "").replace("\x00", ""),
        page=min(as_pk(request.GET.get("page", "")) or 1, 100_000),
    )


def with_query(url: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    path, hash_mark, anchor = url.partition("#")
    return f"{path}?{query}{hash_mark}{anchor}" if query else url
