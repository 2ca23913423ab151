"""Choosing the thread that a comment moves to, or that another thread is merged into."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import comments
from ..actions import merging, moving
from ..cleaning import clean_comment
from ..detection.text import asking_sentence, plain_text
from ..models import SupportThread
from ..querysets import ThreadQuerySet
from ..threads.authors import shown_name
from .buttons import VerbButton, verb_url
from .candidates import groups
from .doing import act, undo_button
from .places import queue_crumb, queue_url, screen_url
from .reach import reachable_threads, staff_viewer
from .rearranging import reachable_comment, thread_of, undo_place
from .walk import onward


class ChooseView(ABC, WagtailAdminTemplateMixin, TemplateView):
    """A page of radio buttons and a search field; POST does it to what was chosen.

    What is chosen, and for what, its subclasses say.
    """

    template_name = "wagtail_peersupport/staff/choose.html"
    header_icon = "comment"
    explanation: Any = ""
    button: Any = ""

    comment: Any
    """The comment that moves, or the question that is merged."""
    came_from: str
    """The screen that led here."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.viewer = staff_viewer(request)
        self.find(**kwargs)

    @abstractmethod
    def find(self, **kwargs: Any) -> None:
        """Set ``comment`` and ``came_from``. Raises Http404."""

    @abstractmethod
    def offered(self) -> ThreadQuerySet:
        """The threads that may be chosen."""

    @abstractmethod
    def do(self, thread: SupportThread) -> None:
        """The verb. Raises Refused."""

    @abstractmethod
    def said(self, thread: SupportThread) -> str:
        """What it did."""

    @abstractmethod
    def undo(self) -> VerbButton:
        """The button that brings back how things are before it is done."""

    def next_url(self, thread: SupportThread) -> str:
        """Where to go from here."""
        return self.came_from

    def then(self) -> str:
        """Where to go instead once it is done; "" for nowhere."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            queue_crumb(),
            {"url": self.came_from, "label": _("Question")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        search = self.request.GET.get("q", "").replace("\x00", "").strip()[:200]
        words = plain_text(self.comment.comment)
        page = comments.page_model().objects.get(pk=comments.page_pk(self.comment))
        return super().get_context_data(
            author=shown_name(self.comment),
            date=self.comment.submit_date,
            words=clean_comment(self.comment.comment),
            groups=groups(self.offered(), page, words, search),
            page_pk=page.pk,
            search=search,
            explanation=self.explanation,
            button=self.button,
            back_url=self.came_from,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pk = comments.as_pk(request.POST.get("target", ""))
        thread = self.offered().filter(pk=pk).first() if pk is not None else None
        if thread is None:
            messages.error(request, _("Please choose a question; the one you chose may be gone."))
            return HttpResponseRedirect(request.get_full_path())
        undo, next_url = self.undo(), self.next_url(thread)
        verb, said, then = lambda: self.do(thread), self.said(thread), self.then()
        return act(request, self.viewer, verb, said, next_url, undo, then)


class MoveView(ChooseView):
    """Where a reply moves to, with what hangs on it."""

    page_title = gettext_lazy("Move a reply")
    explanation = gettext_lazy(
        "It moves with its replies. Under its post it is shown below the question you choose."
    )
    button = gettext_lazy("Move it here")

    def find(self, **kwargs: Any) -> None:
        self.comment = reachable_comment(self.viewer, kwargs["comment_pk"])
        self.thread = thread_of(self.comment)
        self.came_from = queue_url()
        if self.thread is not None:
            self.came_from = screen_url(self.thread.pk, self.request.GET.get("queue", ""))

    def offered(self) -> ThreadQuerySet:
        here = reachable_threads(self.viewer).active().filter(page=comments.page_pk(self.comment))
        current = self.thread.pk if self.thread is not None else None
        return here.exclude(pk=current).exclude(comment_id=self.comment.pk)

    def do(self, thread: SupportThread) -> None:
        moving.move_comment(self.comment, self.viewer, thread)

    def said(self, thread: SupportThread) -> str:
        words = {"words": asking_sentence(self.comment.comment), "title": thread.title}
        return _("“%(words)s” is in “%(title)s” now.") % words

    def undo(self) -> VerbButton:
        return undo_place(self.comment)


class MergeView(ChooseView):
    """Which thread asks the same."""

    page_title = gettext_lazy("Same question as…")
    explanation = gettext_lazy(
        "Whoever asked it and their me-toos go along, and its address leads there. Under the same "
        "post its replies do, too; under another post it stays as it is, with a link."
    )
    button = gettext_lazy("Merge into this one")

    def find(self, **kwargs: Any) -> None:
        threads = reachable_threads(self.viewer).active()
        self.thread: SupportThread = get_object_or_404(threads, pk=kwargs["pk"])
        self.comment = self.thread.comment
        self.came_from = screen_url(self.thread.pk, self.request.GET.get("queue", ""))

    def offered(self) -> ThreadQuerySet:
        return reachable_threads(self.viewer).active().exclude(pk=self.thread.pk)

    def do(self, thread: SupportThread) -> None:
        merging.merge_thread(self.thread, self.viewer, thread)

    def said(self, thread: SupportThread) -> str:
        titles = {"title": self.thread.title, "into": thread.title}
        return _("“%(title)s” is merged into “%(into)s”.") % titles

    def undo(self) -> VerbButton:
        return undo_button(verb_url("unmerge", self.thread.pk))

    def next_url(self, thread: SupportThread) -> str:
        return screen_url(thread.pk)

    def then(self) -> str:
        return onward(self.request, self.thread.pk)
