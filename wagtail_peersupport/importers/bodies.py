"""The body of an exported post as rich text of Wagtail's: nothing executable survives."""

import re
from typing import Any

from wagtail.whitelist import DEFAULT_ELEMENT_RULES, Whitelister, allow_without_attributes

KEPT_BARE = ("blockquote", "code", "pre", "s", "table", "tbody", "td", "th", "thead", "tr")
#: What these hold is nothing to read.
DROPPED = frozenset({"iframe", "noscript", "object", "script", "style", "template"})
BLOCK = re.compile(r"<(?:blockquote|div|figure|h[1-6]|hr|ol|pre|table|ul)\b", re.IGNORECASE)
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
