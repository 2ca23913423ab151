"""Rich text as Wagtail stores it: what an editor would keep of it, and its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

_BREAK = re.compile(r"<br\s*/?>")
_QUOTE = re.compile(r"<blockquote>(.*?)</blockquote>", re.S)
_QUOTE_TAGS = re.compile(r"</?blockquote>")
_PRE = re.compile(r"<pre>(.*?)</pre>", re.S)
_LIST_TAGS = re.compile(r"</(?:li|ul|ol)>|<(?:ul|ol)>")
_EMPTY = re.compile(r"<(p|h[1-6]|blockquote)(?: [^<>]*)?></\1>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in rich text, and where the part below it ends, as an offset."""

    text: str
    level: int
    end: int


def fitted(html: str, features: Iterable[str]) -> str:
    """Well-formed HTML as the editor would keep it that knows these features.

    The rest is unwrapped, and neither lines nor items of a list run into each other.
    """
    features = list(features)
    html = _PRE.sub(lambda match: f"<p>{match[1].strip()}</p>".replace("\n", "<br/>"), html)
    html = _BREAK.sub("<br/>", html)
    if "blockquote" in features:
        html = _QUOTE.sub(_paragraphs_as_quotes, html)
    else:
        html = _QUOTE_TAGS.sub("", html)
    if not {"ul", "ol"} <= set(features):
        html = _LIST_TAGS.sub("", html).replace("<li>", "<br/>• ")
    converter = ContentstateConverter(features)
    return _EMPTY.sub("", converter.to_database_format(converter.from_database_format(html)))


def outline(source: str) -> list[Heading]:
    """The headings of rich text that stand in no other element, in their order."""
    found = [(" ".join(text.split()), level, at) for text, level, at in _Outline(source).found]
    return [
        Heading(
            text,
            level,
            next((at for __, other, at in found[place + 1 :] if other <= level), len(source)),
        )
        for place, (text, level, __) in enumerate(found)
        if text
    ]


class _Outline(HTMLParser):
    """Collects (text, level, offset) of headings at the top level."""

    VOID = frozenset(("br", "hr", "img", "embed", "input", "source", "track", "wbr"))

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, int, int]] = []
        self._depth = 0
        self._is_inside = False
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in self.VOID:
            return
        if not self._depth and re.fullmatch("h[1-6]", tag):
            line, column = self.getpos()
            self.found.append(("", int(tag[1]), self._lines[line - 1] + column))
            self._is_inside = True
        self._depth += 1

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        """Opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self._depth:
            self._depth -= 1
            self._is_inside = self._is_inside and self._depth > 0

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            text, level, at = self.found[-1]
            self.found[-1] = (text + data, level, at)


def _paragraphs_as_quotes(quote: re.Match) -> str:
    """A quote of several paragraphs, as an editor has it: each is a quote."""
    inner = quote[1].strip()
    if "<p>" not in inner:
        return f"<blockquote>{inner}</blockquote>"
    return inner.replace("<p>", "<blockquote>").replace("</p>", "</blockquote>")
