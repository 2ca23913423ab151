"""What a site adds to its listing of posts (a ``PageListingViewSet``), in one line each."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect

from .open_questions import open_counts, open_label, questions_url


class OpenQuestionsColumn(BaseColumn):
    """How many questions are open under a post, linked to them; one query for the whole list."""

    cell_template_name = "wagtail_peersupport/staff/open_questions_cell.html"

    def __init__(self, name: str = "open_questions", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Open questions"))
        super().__init__(name, **kwargs)

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        count = open_counts(parent_context["request"].user).get(instance.pk, 0)
        return {
            **context,
            "count": count,
            "url": questions_url(instance.pk),
            "words": open_label(count),
        }


class OpenQuestionsFilter(django_filters.BooleanFilter):
    """Posts with an open question, or without one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Open questions"))
        kwargs.setdefault("widget", BooleanRadioSelect)
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: bool | None) -> QuerySet:
        if value is None:
            return qs
        pks = list(open_counts(self.parent.request.user))
        return qs.filter(pk__in=pks) if value else qs.exclude(pk__in=pks)
