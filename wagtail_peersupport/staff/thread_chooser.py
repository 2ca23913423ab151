"""Choosing a question in the Wagtail admin, for a block of a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from .. import comments
from ..accounts import reach_of
from ..models import SupportThread
from ..querysets import ThreadQuerySet
from ..viewer import public_viewer
from .searching import matching


def offered_to(user: Any) -> ThreadQuerySet:
    """The threads that an editor may choose: those under live posts on which, or above which, they
    hold a page permission. What of these a reader sees is decided when they look.
    """
    live = comments.page_model().objects.live()
    reach = reach_of(user)
    pages = live if reach is None else live.filter(reach)
    return SupportThread.objects.active().filter(page__in=pages.values("pk")).with_authors()


def name_of(thread: SupportThread) -> str:
    """A chosen thread in the editor of a page: its title, unless it is hidden from somebody, who
    may be the one who edits.
    """
    if SupportThread.objects.visible_to(public_viewer()).filter(pk=thread.pk).exists():
        return thread.title
    return str(_("A question that not everybody may see (no. %(number)s)")) % {
        "number": thread.comment_id
    }


class SearchForm(BaseFilterForm):
    """Whole words, or the beginnings of words in the title."""

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
    )

    def filter(self, objects: ThreadQuerySet) -> ThreadQuerySet:
        objects = super().filter(objects)
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            objects = matching(objects, words)
        return objects


class Offer:
    """The list of what may be chosen. Nothing is created here: readers ask."""

    filter_form_class = SearchForm
    ordering = ("-asked_at", "-pk")

    def get_object_list(self) -> ThreadQuerySet:
        return offered_to(self.request.user)

    def can_create(self) -> bool:
        return False

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("post", label=_("Post"), accessor="page.title"),
            Column("state", label=_("State"), accessor="state_label"),
            DateColumn("asked_at", label=_("Asked")),
        ]


class ChooseView(Offer, views.ChooseView):
    pass


class ChooseResultsView(Offer, views.ChooseResultsView):
    pass


class ChosenView(views.ChosenView):
    def get_object(self, pk: Any) -> SupportThread:
        return offered_to(self.request.user).get(pk=comments.as_pk(pk))


class ChosenMultipleView(views.ChosenMultipleView):
    def get_objects(self, pks: list[Any]) -> ThreadQuerySet:
        return offered_to(self.request.user).filter(pk__in=filter(None, map(comments.as_pk, pks)))


class CreateView(views.CreateView):
    def can_create(self) -> bool:
        return False


class ThreadChooser(BaseChooser):
    """The field in the editor."""

    show_edit_link = False

    def get_display_title(self, instance: SupportThread) -> str:
        return name_of(instance)


class ThreadChooserViewSet(ChooserViewSet):
    model = "wagtail_peersupport.SupportThread"
    icon = "comment"
    choose_one_text = _("Choose a question")
    choose_another_text = _("Choose another question")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
    base_widget_class = ThreadChooser


thread_chooser = ThreadChooserViewSet("peersupport_thread_chooser", url_prefix="support-chooser")
