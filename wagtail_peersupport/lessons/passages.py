"""What a post says, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from wagtail.blocks import Block, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = frozenset(("p", "li", "blockquote", "pre", "td", "th", "dd", "dt", "figcaption"))
#: Not words of the post, whatever they hold.
SKIPPED = frozenset(("script", "style", "iframe", "object"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an item of a list, as plain text."""

    heading: str
    """What it stands under, "" before the first heading."""
    anchor: str
    """The id of that heading, "" without one."""
    words: str


def passages_of(page: Any) -> list[Passage]:
    """The passages of a specific page's rich text, wherever it has any, in their order."""
    return [one for source in _sources(page) for one in passages(source)]


def passages(source: str) -> list[Passage]:
    """The passages of rich text."""
    return _Passages(source).found


def _sources(page: Any) -> Iterator[str]:
    for field in page._meta.fields:
        value = getattr(page, field.attname)
        if isinstance(field, RichTextField):
            yield value or ""
        elif isinstance(field, StreamField):
            yield from _of_block(field.stream_block, value)


def _of_block(block: Block, value: Any) -> Iterator[str]:
    if isinstance(block, RichTextBlock):
        yield value.source
    elif isinstance(block, StreamBlock):
        for child in value:
            yield from _of_block(child.block, child.value)
    elif isinstance(block, StructBlock):
        for name, inner in block.child_blocks.items():
            yield from _of_block(inner, value[name])
    elif isinstance(block, ListBlock):
        for one in value:
            yield from _of_block(block.child_block, one)


class _Passages(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[Passage] = []
        self._heading, self._anchor = "", ""
        self._words: list[str] = []
        self._is_heading = False
        self._skipped = 0
        self.feed(source)
        self.close()
        self._end()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in SKIPPED:
            self._skipped += 1
        elif tag in HEADINGS:
            self._end()
            self._is_heading = True
            self._anchor = dict(attrs).get("id") or ""
        elif tag in BLOCKS:
            self._end()
        elif tag == "br":
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif tag in HEADINGS and self._is_heading:
            self._heading = self._taken()
            self._is_heading = False
        elif tag in BLOCKS:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._words.append(data)

    def _taken(self) -> str:
        words = " ".join("".join(self._words).split())
        self._words = []
        return words

    def _end(self) -> None:
        words = self._taken()
        if any(map(str.isalnum, words)):
            self.found.append(Passage(self._heading, self._anchor, words))
