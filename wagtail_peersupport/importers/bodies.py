"""The body of an exported post as rich text of Wagtail's: nothing executable survives."""

import re
from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail.blocks import RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText
from wagtail.whitelist import DEFAULT_ELEMENT_RULES, Whitelister, allow_without_attributes

from ..detection.text import plain_text
from .errors import LoadError

KEPT_BARE = ("blockquote", "code", "pre", "s", "table", "tbody", "td", "th", "thead", "tr")
#: What these hold is nothing to read.
DROPPED = frozenset({"iframe", "noscript", "object", "script", "style", "template"})
BLOCK = re.compile(
    rf"<(?:blockquote|div|figure|h[1-6]|hr|ol|pre|table|ul|{'|'.join(sorted(DROPPED))})\b",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
BLANK_LINES = re.compile(r"\r?\n(?:[ \t]*\r?\n)+")


class PostWhitelister(Whitelister):
    element_rules = DEFAULT_ELEMENT_RULES | dict.fromkeys(KEPT_BARE, allow_without_attributes)

    def clean_tag_node(self, doc: Any, tag: Any) -> None:
        if tag.name in DROPPED:
            tag.decompose()
        else:
            super().clean_tag_node(doc, tag)


def clean_body(body: str) -> str:
    """HTML of a post, in which WordPress leaves out the paragraphs, clean and with them."""
    return str(PostWhitelister().clean(_with_paragraphs(body)))


def _with_paragraphs(body: str) -> str:
    if PARAGRAPH.search(body):
        return body
    blocks = (block.strip() for block in BLANK_LINES.split(body))
    return "\n".join(
        block if BLOCK.match(block) else f"<p>{'<br>'.join(block.splitlines())}</p>"
        for block in blocks
        if block
    )


def filler_for(target: models.Field) -> Callable[[str], Any]:
    """What turns the HTML of a body into a value of a page's field.

    A field for plain text gets plain text, a stream its first rich text block. Raises LoadError.
    """
    if isinstance(target, RichTextField):
        return clean_body
    if isinstance(target, StreamField):
        return _block_filler(target)
    if isinstance(target, models.TextField):
        return plain_text
    raise LoadError(f"The field {target.name} is no field for a text.")


def _block_filler(target: StreamField) -> Callable[[str], Any]:
    for name, block in target.stream_block.child_blocks.items():
        if isinstance(block, RichTextBlock):
            return lambda body: [(name, RichText(clean_body(body)))] if body else []
    raise LoadError(
        f"The stream field {target.name} has no rich text block to put a body into. "
        "Make the posts yourself, with the same slugs, and import again."
    )
