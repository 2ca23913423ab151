"""The page on which staff put an answer into the draft of its post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import comments
from ..actions.accepting import acceptances
from ..actions.errors import Refused
from ..actions.teaching import check, check_draft, draft_lesson, page_of
from ..addresses import Addresses
from ..cleaning import clean_comment
from ..detection.text import plain_text
from ..lessons.markup import fitted
from ..lessons.posts import WORDS, Insertion, body_of, headings, insertion_for, teaches_itself
from ..models import SupportReply, SupportThread
from ..threads.authors import shown_name
from ..viewer import public_viewer
from .places import queue_crumb, screen_url
from .reach import reachable_threads, staff_viewer

LONGEST_HEADING = 255


class TeachForm(forms.Form):
    """What goes into the draft, for staff to change."""

    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=LONGEST_HEADING)
    words = forms.CharField(label=gettext_lazy("Answer"))
    under = forms.ChoiceField(label=gettext_lazy("Where it goes"), required=False)

    def __init__(self, *args: Any, draft: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = body_of(draft)
        editor = body.editor if body is not None else "default"
        features = body.for_words if body is not None else list(WORDS)
        widget = get_rich_text_editor_widget(editor, features=features)
        if isinstance(getattr(widget, "options", None), dict):
            # Draftail ties no label to what one types in.
            widget.options["ariaLabel"] = str(self.fields["words"].label)
        self.fields["words"].widget = widget
        places = [one.text for one in headings(draft)]
        if teaches_itself(draft) or not places:
            del self.fields["under"]
            return
        end = ("", _("At the end of the post"))
        under = _("At the end of the part “%(heading)s”")
        self.fields["under"].choices = [end, *((one, under % {"heading": one}) for one in places)]

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if not plain_text(words).strip():
            raise forms.ValidationError(self.fields["words"].error_messages["required"])
        return words


class TeachView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what would be inserted; POST drafts it and leads to the editor of the post."""

    template_name = "wagtail_peersupport/staff/teach.html"
    page_title = gettext_lazy("Put an answer into the post")
    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.viewer = staff_viewer(request)
        threads = reachable_threads(self.viewer).active()
        self.thread: SupportThread = get_object_or_404(threads, pk=kwargs["pk"])
        self.reply = get_object_or_404(self._accepted())
        self.post_page = page_of(self.thread)
        try:
            check(self.reply, self.thread, self.viewer, self.post_page)
            if request.method == "GET":
                check_draft(self.draft, self.reply)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self._back())
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = TeachForm(request.POST, draft=self.draft)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            draft_lesson(self.reply, self.viewer, self._insertion(form.cleaned_data))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        self._say()
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=(self.post_page.pk,)))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            queue_crumb(),
            {"url": self._back(), "label": self.thread.title},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or TeachForm(draft=self.draft, initial=self._initial())
        said = self._said()
        words = self._initial()["words"]
        return super().get_context_data(
            form=form,
            media=form.media,
            thread=self.thread,
            post=self.post_page,
            credit=said["credit"],
            credit_url=said["url"],
            words=words,
            has_links="<a " in words,
            chooses_itself=teaches_itself(self.draft),
            back_url=self._back(),
            **kwargs,
        )

    @cached_property
    def draft(self) -> Any:
        """The post as its editors see it."""
        return self.post_page.get_latest_revision_as_object()

    def _accepted(self) -> QuerySet:
        """The answer that was asked for, else the one that was accepted first."""
        accepted = acceptances(self.thread)
        if "answer" in self.request.GET:
            accepted = accepted.filter(answer=comments.as_pk(self.request.GET["answer"]))
        first = accepted.order_by("accepted_at", "pk").values_list("answer", flat=True)[:1]
        replies = SupportReply.objects.filter(thread=self.thread, comment__in=list(first))
        return replies.select_related("comment__user", "comment__peersupport_endorsement")

    def _initial(self) -> dict[str, str]:
        body = body_of(self.draft)
        words = clean_comment(self.reply.comment.comment)
        features = body.for_words if body is not None else WORDS
        return {
            "heading": self.thread.title[:LONGEST_HEADING],
            "words": fitted(words, features),
        }

    def _said(self) -> dict[str, str]:
        """What is no choice of staff: who answered, where, and what was asked."""
        post = self.thread.page.specific
        with translation.override(post.locale.language_code):
            credit = _("Answered by %(name)s in the comments")
        return {
            "credit": credit % {"name": shown_name(self.reply.comment)},
            "url": Addresses(public_viewer()).full(self.thread, post, self.reply.comment_id),
            "question": self.thread.title,
        }

    def _insertion(self, chosen: dict[str, str]) -> Insertion:
        return insertion_for(self.draft, **chosen, **self._said())

    def _say(self) -> None:
        history = reverse("wagtailadmin_pages:history", args=(self.post_page.pk,))
        words = _(
            "The answer is in a draft of “%(title)s”. Readers see it once you publish the post, "
            "as always. To undo it, restore the version before from the history."
        )
        messages.success(
            self.request,
            words % {"title": self.post_page.title},
            buttons=[messages.button(history, _("History"))],
        )

    def _back(self) -> str:
        return screen_url(self.thread.pk)
