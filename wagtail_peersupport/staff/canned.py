"""Canned replies among Wagtail's snippets, for those who may manage the support."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BaseColumn, Column, LocaleColumn, NumberColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from ..models import CannedReply
from ..models.choices import Placeholder
from .topics import ManagePolicy

_BRACKETS = re.compile(r"\{([^{}\n]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    """What stands in curly brackets and means nothing to us, each once, as it was written."""
    found = dict.fromkeys(_BRACKETS.findall(text))
    return [f"{{{name}}}" for name in found if name not in Placeholder.values]


def known_placeholders() -> str:
    """Every placeholder with what it stands for, in a sentence."""
    return ", ".join(f"{{{one.value}}} ({one.label})" for one in Placeholder)


def _help() -> str:
    words = _(
        "Whoever answers starts from it, changes it and signs it. These are filled in when it is "
        "inserted: %(placeholders)s."
    )
    return words % {"placeholders": known_placeholders()}


class CannedReplyForm(WagtailAdminModelForm):
    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        if unknown := unknown_placeholders(text):
            words = _("%(unknown)s would stay as it is. What can be filled in: %(known)s.")
            raise ValidationError(
                words % {"unknown": ", ".join(unknown), "known": known_placeholders()}
            )
        return text


class CannedReplyIndexView(IndexView):
    @cached_property
    def columns(self) -> list[BaseColumn]:
        # With one language there is nothing to tell apart.
        return [one for one in super().columns if self.i18n_enabled or one.name != "locale_id"]


class CannedReplyViewSet(SnippetViewSet):
    """Found under Snippets, and by a button above the queue."""

    model = CannedReply
    icon = "openquote"
    url_prefix = "support/canned-replies"
    url_namespace = "peersupport_canned"
    index_view_class = CannedReplyIndexView
    add_to_reference_index = False
    copy_view_enabled = False
    permission_policy = ManagePolicy(CannedReply)
    list_display = [
        "title",
        Column("topic", label=gettext_lazy("Topic"), accessor="topic.name", sort_key="topic__name"),
        LocaleColumn(),
        NumberColumn("times_used", label=gettext_lazy("Times used"), sort_key="times_used"),
    ]
    list_filter = ["topic"]
    search_backend_name = None
    search_fields = ["title", "text"]
    ordering = ["title", "pk"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel(
                "text",
                widget=forms.Textarea(attrs={"rows": 10}),
                help_text=lazy(_help, str)(),
            ),
            FieldPanel("topic"),
        ],
        base_form_class=CannedReplyForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return CannedReply.objects.select_related("topic", "locale").annotate(
            times_used=Count("uses")
        )
