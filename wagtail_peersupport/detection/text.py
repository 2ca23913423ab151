"""From a comment as it was typed to what its writer said."""

import re
from dataclasses import dataclass

from wagtail_peersupport.detection import sentences
from wagtail_peersupport.detection.markup import Voice, parse
from wagtail_peersupport.detection.titles import shorten, title_of

_URL = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"”»]+"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/[^\s<>\"”»]*",
    re.IGNORECASE,
)
_URL_TAIL = re.compile(r"[.,;:!?)\]'*]+$")
_SPACES = re.compile(r"[ \t\xa0\u202f]+")
_LINES = re.compile(r" ?\n[\n ]*")

LINK_PLACEHOLDER = "…"


@dataclass(frozen=True, slots=True)
class Reading:
    """A comment taken apart."""

    own: str
    """The writer's own words: no quotes, no code, ``LINK_PLACEHOLDER`` for every URL."""

    quotes: tuple[str, ...]
    """Passages marked as quoted: blockquote, "> " at the start of lines, [quote]."""

    links: tuple[str, ...]
    """Addresses in the writer's own words, in order, each once."""

    sentences: tuple[str, ...]
    """``own`` in sentences."""


def read(raw: str) -> Reading:
    """Take a comment apart, given as HTML or as plain text. Any string is accepted."""
    markup = parse(raw)
    own: list[str] = []
    quotes: list[str] = []
    links: list[str] = list(markup.hrefs)
    for passage in markup.passages:
        if passage.voice is Voice.QUOTED:
            quotes.append(_tidy(passage.text))
        elif passage.voice is Voice.OWN:
            own.append(_cut_links(passage.text, links))
        else:
            own.append(" … " if "\n" not in passage.text else "\n")
    text = _tidy("".join(own))
    return Reading(
        own=text,
        quotes=tuple(filter(None, quotes)),
        links=tuple(dict.fromkeys(links)),
        sentences=sentences.split(text),
    )


def plain_text(raw: str) -> str:
    """Everything a reader would read, as plain text; a line break for every block."""
    return _tidy("".join(passage.text for passage in parse(raw).passages))


def asking_sentence(raw: str, limit: int = 120) -> str:
    """A thread's title: the sentence that asks, at most ``limit`` characters, cut at a word.

    What says little by itself ("Any idea?") comes with the sentence before it. Falls back to the
    first sentence, then to whatever text there is; empty only if there is none.
    """
    title = title_of(read(raw).sentences, limit)
    if not any(map(str.isalnum, title)):
        title = " ".join(plain_text(raw).split())
    if not _URL.match(title):
        title = title[:1].upper() + title[1:]
    return shorten(title, limit)


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def _cut_links(text: str, links: list[str]) -> str:
    if "/" not in text and "www." not in text.lower():
        return text

    def cut(found: re.Match[str]) -> str:
        url = _URL_TAIL.sub("", found.group())
        links.append(url)
        return LINK_PLACEHOLDER + found.group()[len(url) :]

    return _URL.sub(cut, text)
