"""From HTML, BBCode, Markdown or plain text to passages: the writer's own, quoted, code."""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto
from html.parser import HTMLParser

_BREAKS = frozenset(
    "p br div li ul ol tr table h1 h2 h3 h4 h5 h6 pre blockquote hr section article dl dt "
    "dd".split()
)
_INLINE = frozenset(
    "a abbr acronym b big cite code del dfn em font i img input ins kbd label mark q s samp script "
    "small span strike strong style sub sup tbody td textarea tfoot th thead tt u var".split()
)
_QUOTE_TAGS = frozenset({"blockquote", "q"})
_CODE_TAGS = frozenset({"code", "pre", "kbd", "samp", "tt"})
_HIDDEN_TAGS = frozenset({"script", "style", "textarea"})
_VOID_TAGS = frozenset({"br", "hr", "img", "input"})

_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BREAKS | _INLINE))})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|li)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(r"\[(quote|code)[^\[\]]*\]|```|`(?=[^`\n]+`)", re.IGNORECASE)
_CLOSING = {
    "quote": re.compile(r"\[/quote\]", re.IGNORECASE),
    "code": re.compile(r"\[/code\]", re.IGNORECASE),
    "```": re.compile(r"```|\Z"),
    "`": re.compile(r"`"),
}
_PLAIN = frozenset("<>&[`")
_QUOTED_LINE = re.compile(r"[ \t]*>+[ \t]*(.*)")


class Voice(Enum):
    """Who speaks in a passage."""

    OWN = auto()
    QUOTED = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in one voice. Line breaks are where a reader would see them."""

    voice: Voice
    text: str


@dataclass(frozen=True, slots=True)
class Markup:
    """What ``parse`` found."""

    passages: tuple[Passage, ...]
    hrefs: tuple[str, ...]


@dataclass
class _Collector:
    passages: list[Passage] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)

    def add(self, voice: Voice, text: str) -> None:
        if self.passages and self.passages[-1].voice is voice:
            text = self.passages.pop().text + text
        self.passages.append(Passage(voice, text))


class _Parser(HTMLParser):
    """Follows quoting and code through markup that may be unbalanced."""

    def __init__(self, *, newlines_count: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found = _Collector()
        self._open: list[str] = []
        self._depth: Counter[str] = Counter()
        self._newlines_count = newlines_count

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.found.add(self._voice(), "\n")
        if tag == "a":
            self.found.hrefs += [value for name, value in attrs if name == "href" and value]
        if tag not in _VOID_TAGS:
            self._open.append(tag)
            self._depth[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        while self._depth[tag]:
            closed = self._open.pop()
            self._depth[closed] -= 1
            if closed == tag:
                break
        if tag in _BREAKS:
            self.found.add(self._voice(), "\n")

    def handle_data(self, data: str) -> None:
        if self._inside(_HIDDEN_TAGS):
            return
        if not self._newlines_count and not self._depth["pre"]:
            data = re.sub(r"\s+", " ", data)
        self.found.add(self._voice(), data)

    def _voice(self) -> Voice:
        if self._inside(_QUOTE_TAGS):
            return Voice.QUOTED
        return Voice.CODE if self._inside(_CODE_TAGS) else Voice.OWN

    def _inside(self, tags: frozenset[str]) -> bool:
        return any(self._depth[tag] for tag in tags)


def parse(raw: str) -> Markup:
    """Take a comment apart. Any string is accepted; what is not a known tag is text."""
    if _PLAIN.isdisjoint(raw):
        return Markup((Passage(Voice.OWN, raw),) if raw else (), ())
    markup = _escape_text(_without_comments(raw))
    parser = _Parser(newlines_count=not _BLOCK_TAG.search(markup))
    parser.feed(markup)
    parser.close()
    found = _Collector()
    for passage in parser.found.passages:
        if passage.voice is Voice.OWN:
            _add_own(found, passage.text)
        else:
            found.add(passage.voice, passage.text)
    return Markup(tuple(found.passages), tuple(parser.found.hrefs))


def _without_comments(raw: str) -> str:
    # Nothing behind the last end is searched: where no end follows, every "<!--" would search all.
    end = raw.rfind("-->") + len("-->")
    return _COMMENT.sub("", raw[:end]) + raw[end:]


def _escape_text(markup: str) -> str:
    """Escape every "<" that opens no known tag, so that "x <y" stays what was typed."""
    parts: list[str] = []
    end = 0
    for tag in _TAG.finditer(markup):
        parts += [markup[end : tag.start()].replace("<", "&lt;"), tag.group()]
        end = tag.end()
    parts.append(markup[end:].replace("<", "&lt;"))
    return "".join(parts)


def _add_own(found: _Collector, text: str) -> None:
    end = 0
    unclosed: set[str] = set()
    for opening in _OPENING.finditer(text):
        name = (opening.group(1) or opening.group()).lower()
        if opening.start() < end or name in unclosed:
            continue
        closing = _CLOSING[name].search(text, opening.end())
        if not closing:
            unclosed.add(name)
            continue
        _add_lines(found, text[end : opening.start()])
        voice = Voice.QUOTED if name == "quote" else Voice.CODE
        found.add(voice, text[opening.end() : closing.start()])
        end = closing.end()
    _add_lines(found, text[end:])


def _add_lines(found: _Collector, text: str) -> None:
    if ">" not in text:
        if text:
            found.add(Voice.OWN, text)
        return
    for line in text.splitlines(keepends=True):
        quoted = _QUOTED_LINE.match(line)
        if quoted:
            found.add(Voice.QUOTED, quoted.group(1) + "\n")
        else:
            found.add(Voice.OWN, line)
