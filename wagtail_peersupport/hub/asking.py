"""Asking on the hub: what is asked there is a comment on the hub itself, or on a post of the
asker's choice.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.contrib.routable_page.models import path

from .. import comments, forms
from ..comments import as_pk
from ..threads.house import house
from ..threads.places import places
from ..threads.promise import promise
from ..viewer import viewer_for
from .showing import ShowingMixin


class AskingMixin(ShowingMixin):
    """Mixed into the hub."""

    ask_template = "wagtail_peersupport/ask.html"

    def get_absolute_url(self) -> str:
        """What makes a page one that takes comments."""
        return self.url or ""

    def ask_url(self, **known: Any) -> str:
        """The form to ask, with what is known already: ``text``, ``post``."""
        query = urlencode({name: value for name, value in known.items() if value})
        return f"{self.subpage_url('ask')}{'?' if query else ''}{query}"

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
            promise=promise(viewer.site),
            house=house(viewer),
        )
        if request.GET:
            response["X-Robots-Tag"] = "noindex"
        return response

    def _reply_form(self, reply_to: int) -> HttpResponse:
        """The list holds no form: replies to what was asked on the hub are written on a page."""
        query = urlencode({"page": self.pk, "reply_to": reply_to})
        return redirect(f"{reverse('wagtail_peersupport:write')}?{query}")
