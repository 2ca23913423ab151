"""The behaviour of a hub, without fields: mix it into any page model."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import urlencode
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .. import comments, forms
from ..addresses import Addresses
from ..comments import as_pk
from ..conf import conf
from ..threads.listing import Wish, listing
from ..threads.lookup import former_place, visible_thread, withdrawn_pk
from ..threads.places import house_rules, places
from ..threads.praise import featured_praise
from ..threads.section import thread_page
from ..viewer import viewer_for
from ..views.base import page_context


class SupportHubMixin(RoutablePageMixin):
    """A list of threads with tabs, search, sorting and paging, a permalink page per thread, and the
    form to ask: what is asked there is a comment on the hub itself, or on a post of the asker's
    choice.
    """

    is_support_hub = True
    thread_template = "wagtail_peersupport/thread.html"
    ask_template = "wagtail_peersupport/ask.html"

    def get_absolute_url(self) -> str:
        """What makes a page one that takes comments."""
        return self.url or ""

    def subpage_url(self, name: str, *args: Any) -> str:
        """The address of a page below: ``hub.subpage_url("ask")``."""
        url, below = self.url or "", self.reverse_subpage(name, args=args)
        # A site may have done away with slashes at the end (WAGTAIL_APPEND_SLASH).
        return f"{url}{below}" if url.endswith("/") else f"{url}/{below.rstrip('/')}"

    @path("")
    def threads(self, request: HttpRequest) -> HttpResponse:
        viewer = viewer_for(request)
        if as_pk(request.GET.get("reply_to", "")):
            # The list holds no form: replies to what was asked on the hub are written on a page.
            return redirect(f"{reverse('wagtail_peersupport:write')}?{self._reply(request)}")
        found = listing(viewer, wish_of(request), locale=self.locale)
        # Who searches wants an answer.
        praise = () if found.search else featured_praise(viewer, locale=self.locale)
        withdrawn = withdrawn_pk(request.GET.get("withdrawn", ""), viewer)
        return self._show(
            request,
            self.get_template(request),
            listing=found,
            praise=praise,
            withdrawn=withdrawn,
            ask_url=self.subpage_url("ask"),
        )

    @path("ask/")
    def ask(self, request: HttpRequest) -> HttpResponse:
        """The form; ``?text=`` stands in it already, ``?post=`` is the post that it is about."""
        viewer = viewer_for(request)
        words = request.GET.get("text", "").replace("\x00", "")[: comments.max_length()]
        response = self._show(
            request,
            self.ask_template,
            form=forms.comment_form(self, viewer, words=words),
            parent=None,
            parent_words="",
            places=places(self, viewer, as_pk(request.GET.get("post", ""))),
            is_guest=viewer.is_guest,
            may_post=not viewer.is_guest or comments.guests_may_post(self),
            house_rules=house_rules(viewer.site),
        )
        if request.GET:
            response["X-Robots-Tag"] = "noindex"
        return response

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

    def _reply(self, request: HttpRequest) -> str:
        return urlencode({"page": self.pk, "reply_to": as_pk(request.GET["reply_to"])})

    def _show(self, request: HttpRequest, template: Any, **context: Any) -> HttpResponse:
        # What is shown depends on the viewer: nothing between here and the reader may keep it.
        response = self.render(
            request,
            template=template,
            context_overrides=page_context(target_hours=conf.RESPONSE_TARGET_HOURS, **context),
        )
        response["Cache-Control"] = "private, no-store"
        return response


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
