"""The one place where a reader's words become HTML: cleaned by bleach, links marked."""

import json
import re
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urljoin

import bleach
from bleach.linkifier import LinkifyFilter
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from .detection.text import plain_text

TAGS = frozenset(
    "a abbr b blockquote br code del em i kbd li ol p pre q s strong sub sup ul".split()
)
ATTRIBUTES = {"a": ["href", "title"], "abbr": ["title"]}
PROTOCOLS = frozenset({"http", "https", "mailto"})
MOST_TAGS = 100
"""With more, a comment is shown as plain text: badly nested tags take bleach ever longer."""

_MARKUP = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|code|del|em|i|kbd|li|ol|p|pre|q|s|strong|sub|sup|ul)\b", re.I
)
_TAG = re.compile(r"</?[a-z]", re.I)
_BLOCKS = re.compile(r"<(?:p|pre|blockquote|ul|ol)\b", re.I)
_LINK = re.compile(r'(<a(?:\s[\w-]+="[^"]*")*?\shref=")([^"]*)')
#: What could end a script element, or a line of it.
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
# Markup, what a link could be made of, and characters that bleach would not leave as they are.
_NOT_PLAIN = re.compile(
    r"[<>&]|\w\.\w|[^\S\n\t \xa0\u202f]|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)
_QUOTED_LINES = re.compile(r"(?:^&gt; ?.*(?:\n|$))+", re.M)


def _mark_links(attrs, new=False):
    href = attrs.get((None, "href"), "")
    if href.startswith("mailto:"):
        return attrs
    attrs[(None, "rel")] = "nofollow ugc noopener"
    return attrs


@lru_cache(maxsize=1)
def _cleaner() -> bleach.Cleaner:
    # Building a cleaner costs more than using it: one for the life of the process.
    return bleach.Cleaner(
        tags=TAGS | {"p", "br"},
        attributes=ATTRIBUTES,
        protocols=PROTOCOLS,
        strip=True,
        filters=[_linkify],
    )


def _linkify(source):
    return LinkifyFilter(source, callbacks=[_mark_links], skip_tags={"pre", "code"})


def _quotes(escaped: str) -> str:
    def block(match: re.Match) -> str:
        lines = re.sub(r"^&gt; ?", "", match.group(0), flags=re.M).strip()
        return f"\n\n<blockquote>{lines}</blockquote>\n\n"

    return _QUOTED_LINES.sub(block, escaped)


@lru_cache(maxsize=4096)
def clean_comment(text: str) -> SafeString:
    """A comment, HTML or plain text, as HTML that is safe to show: nothing executable survives.

    Plain text keeps its paragraphs, and lines that begin with "> " become a quote. Links become
    ``rel="nofollow ugc noopener"``. A text with more than MOST_TAGS tags loses them all. Results
    are remembered, since pages show the same comments again and again.
    """
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        return mark_safe("")
    if not _NOT_PLAIN.search(text):
        # Most comments are: what bleach would give back unchanged need not go there.
        return mark_safe(linebreaks(escape(text)))
    if not _MARKUP.search(text):
        text = _quotes(escape(text))
    elif len(_TAG.findall(text)) > MOST_TAGS:
        text = escape(plain_text(text))
    if not _BLOCKS.search(text):
        text = linebreaks(text)
    elif "\n\n" in text:
        text = "\n\n".join(
            part if _BLOCKS.search(part) else linebreaks(part)
            for part in re.split(r"\n{2,}", text)
            if part.strip()
        )
    return mark_safe(_cleaner().clean(text))


def with_full_links(html: SafeString, base: str) -> SafeString:
    """A cleaned comment for where relative links lead nowhere: a feed reader. ``base`` is the full
    address of the page that it was written on.
    """

    def full(match: re.Match) -> str:
        try:
            return match[1] + escape(urljoin(base, unescape(match[2])))
        except ValueError:
            # What is no address leads nowhere from anywhere.
            return match[0]

    return mark_safe(_LINK.sub(full, html))


def script_json(data: Any) -> SafeString:
    """Values as JSON that may stand in a script element: no word in it ends that, or begins another
    element.
    """
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT))
