"""What the report can be narrowed to: a time, a topic, a post."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from ...models import SupportThread
from ..filters import by_post, by_topic
from .reads import Scope
from .span import between, last_days


class Period(models.TextChoices):
    """So many days, up to today."""

    MONTH = "28", _("Last 28 days")
    QUARTER = "90", _("Last 90 days")
    YEAR = "365", _("Last 12 months")


DEFAULT = Period.QUARTER


class InsightsFilterSet(WagtailFilterSet):
    """Without a period, or with an unknown one, the last 90 days. Days that were typed in win."""

    period = django_filters.ChoiceFilter(
        label=_("Time"),
        choices=Period.choices,
        widget=forms.RadioSelect,
        empty_label=None,
        initial=DEFAULT,
    )
    asked = django_filters.DateFromToRangeFilter(label=_("Dates"), widget=DateRangePickerWidget)
    topic = by_topic()
    post = by_post()

    class Meta:
        model = SupportThread
        fields: list[str] = []

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        data = data.copy()
        if data.get("period") not in Period.values:
            data["period"] = DEFAULT.value
        super().__init__(data, **kwargs)

    def scope(self, today: date) -> Scope:
        """What was chosen; what is no choice counts as none."""
        self.is_valid()
        chosen = self.form.cleaned_data
        span = last_days(int(self.data["period"]), today)
        if (days := chosen.get("asked")) is not None:
            first, last = (at.date() if at is not None else None for at in (days.start, days.stop))
            span = between(first, last, today, int(self.data["period"]))
        return Scope(span, chosen.get("topic"), chosen.get("post"))
