"""A comment's words where they are shown a second time: in a list, beside a form, below a title."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString

from ..cleaning import clean_comment
from ..detection.markup import Voice, parse
from ..detection.text import plain_text
from ..detection.titles import shorten

_UP_TO_LAST_LETTER = re.compile(r".*[^\W_]", re.DOTALL)
_BREAKS = re.compile(r"(?:\s|<br\s*/?>)*")
_MARKS = " \t\n\xa0\u202f.,;:!?…)-–—"


def first_words(raw: str, limit: int) -> str:
    """The first words of a comment on one line, at most ``limit`` characters, cut at a word.

    What the comment quotes is left out, unless there is nothing else.
    """
    passages = parse(raw).passages
    own = "".join(passage.text for passage in passages if passage.voice is not Voice.QUOTED)
    return shorten(own if own.strip() else plain_text(raw), limit)


def below_title(html: SafeString, title: str) -> SafeString:
    """A cleaned comment without its first sentence where that is the title, else all of it.

    Empty where the title says everything. Nothing inside of a tag is ever cut.
    """
    wanted = _letters(title)
    if wanted and _letters(plain_text(html)) == wanted:
        return clean_comment("")
    start = "<p>" if html.startswith("<p>") else ""
    text, bracket, tail = html.removeprefix("<p>").partition("<")
    rest = _after(unescape(text), title)
    if rest is None:
        return html
    tail = bracket + tail
    if not rest and tail.startswith("</p>"):
        return clean_comment(tail.removeprefix("</p>"))
    return clean_comment(start + (escape(rest) + tail if rest else _BREAKS.sub("", tail, count=1)))


def _after(text: str, title: str) -> str | None:
    """What follows the title at the start of a text; None where the text starts otherwise."""
    wanted = _letters(title)
    letters, at = "", 0
    while at < len(text) and len(letters) < len(wanted):
        letters += _letters(text[at])
        at += 1
    # A title that was cut is no whole sentence.
    if not wanted or letters != wanted or text[at : at + 1].isalnum() or title.endswith("…"):
        return None
    ending = _UP_TO_LAST_LETTER.sub("", title).strip()
    return text[at:].lstrip().removeprefix(ending).lstrip(_MARKS)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
