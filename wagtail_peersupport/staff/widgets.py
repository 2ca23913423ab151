"""Widgets of the staff's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Select(forms.Select):
    """A choice among thousands, without groups: Django renders a template for each option, which
    takes longer than the rest of a page. Wagtail styles a field by its widget's name: so it is
    Django's.
    """

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        options = (
            (key, SafeString(" selected") if key in chosen else "", label)
            for key, label in ((str(key or ""), label) for key, label in self.choices)
        )
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name})),
            format_html_join("\n", '<option value="{}"{}>{}</option>', options),
        )
