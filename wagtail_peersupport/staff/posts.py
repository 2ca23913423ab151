"""The post that a question stands under, for the screen of its thread."""

from __future__ import annotations

from typing import Any

from django.db.models import TextField
from wagtail.fields import StreamField

from ..detection.text import plain_text
from ..detection.titles import shorten

WORDS = 300
OF_PAGES = ("search_description", "url_path", "draft_title")


def first_words_of(page: Any) -> str:
    """What a specific post begins with: its description, else its first text, as one line."""
    texts = (_text(page, field) for field in page._meta.get_fields() if _holds_text(field))
    text = page.search_description or next(filter(None, texts), "")
    return shorten(text, WORDS)


def _holds_text(field: Any) -> bool:
    return isinstance(field, TextField | StreamField) and field.name not in OF_PAGES


def _text(page: Any, field: Any) -> str:
    value = field.value_from_object(page)
    if isinstance(field, StreamField):
        value = "\n".join(field.get_searchable_content(value))
    return plain_text(str(value or ""))
