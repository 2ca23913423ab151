"""The way from a post in Wagtail's admin to what is open under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.admin.widgets.button import Button, ListingButton

from .open_questions import open_counts, open_label, questions_url


def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """For the hook ``register_page_listing_buttons``: only where anything is open."""
    if count := open_counts(user).get(page.pk):
        yield ListingButton(
            open_label(count), questions_url(page.pk), icon_name="comment", priority=40
        )


def header_buttons(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """For the hook ``register_page_header_buttons``, likewise."""
    if count := open_counts(user).get(page.pk):
        yield Button(open_label(count), questions_url(page.pk), icon_name="comment", priority=5)
