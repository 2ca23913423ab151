"""Safe streaming reading of an XML file that a stranger may have written.

Expat is used directly. Any document type declaration is refused, and without one no entity can be
declared: neither entity bombs nor external entities exist here. What is kept in memory at any
time is one record (a post with its comments), never the document.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from wagtail_peersupport.importers.encoding import decoded
from wagtail_peersupport.importers.records import ExportError

CHUNK = 1 << 20
#: Namespaces that exports are written in; elements of any other are skipped with all they hold.
KNOWN_NAMESPACES = re.compile(
    r"\A(?:https?://)?(?:(?:www\.)?disqus\.com|wordpress\.org/export/[\d.]+/?\Z"
    r"|purl\.org/rss/1\.0/modules/content|purl\.org/dc/elements)"
)
#: Elements that can be large and that nobody here reads.
SKIPPED = frozenset({"postmeta", "commentmeta", "termmeta", "category", "tag", "term"})
# Some Disqus exports carry identifiers without quotes.
UNQUOTED_ID = re.compile(r"(\sdsq:id=)([\w-]+)(?=[\s/>]|\Z)")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TRUNCATED = {
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before we give up: bytes of the file, comments, depth, bytes of one tag."""

    file_size: int = 1 << 30
    comments: int = 500_000
    depth: int = 64
    tag: int = 8 << 20


@dataclass(slots=True)
class Node:
    """An element by its local name. `id` is its dsq:id attribute or ""."""

    name: str
    id: str = ""
    parts: list[str] = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def child(self, name: str) -> "Node | None":
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> "Iterator[Node]":
        return (child for child in self.children if child.name == name)

    def get(self, name: str) -> str:
        """The stripped text of the first child of that name, "" when there is none."""
        child = self.child(name)
        return child.text if child else ""


class Records:
    """Collects the records of a document while expat reads it.

    `depths` maps the name of a root element to the depth at which its records stand (1: its
    children). Of a root not named there, only the root itself is ever seen.
    """

    def __init__(self, depths: Mapping[str, int], limits: Limits) -> None:
        self.done: deque[Node] = deque()
        self._depths = depths
        self._limits = limits
        self._record_depth = 1
        self._depth = 0
        self._skip_from: int | None = None
        self._open: list[Node] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        depth, self._depth = self._depth, self._depth + 1
        if depth > self._limits.depth:
            raise ExportError("has elements nested too deeply to be an export.")
        namespace, _, local = name.rpartition(" ")
        if depth == 0:
            self._record_depth = self._depths.get(local, self._limits.depth)
            self.done.append(Node(local))
        elif self._skip_from is None and depth >= self._record_depth:
            if local in SKIPPED or (namespace and not KNOWN_NAMESPACES.match(namespace)):
                self._skip_from = depth
            else:
                self._begin(local, attributes)

    def _begin(self, local: str, attributes: dict[str, str]) -> None:
        identifier = next((v for k, v in attributes.items() if k.rpartition(" ")[2] == "id"), "")
        node = Node(local, identifier.strip())
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _name: str) -> None:
        self._depth -= 1
        if self._skip_from is not None:
            if self._depth == self._skip_from:
                self._skip_from = None
        elif self._open:
            node = self._open.pop()
            if not self._open:
                self.done.append(node)

    def characters(self, text: str) -> None:
        if self._open and self._skip_from is None:
            self._open[-1].parts.append(text)


def read_records(
    path: Path,
    depths: Mapping[str, int],
    limits: Limits,
    progress: Callable[[float], None] | None = None,
) -> Iterator[Node]:
    """The root element, without children, then every record as soon as it is complete.

    Raises `ExportError` whose message lacks the name of the file: the caller puts it in front.
    `progress` is told the share of the file that was read, 0 to 1.
    """
    records = Records(depths, limits)
    parser = _parser(records)
    fed = 0
    for text, share in decoded(path, limits.file_size, CHUNK):
        data = CONTROL.sub(" ", UNQUOTED_ID.sub(r'\1"\2"', text)).encode()
        fed += len(data)
        _feed(parser, data)
        if fed - parser.CurrentByteIndex > limits.tag:
            raise ExportError("has a single tag or remark of many megabytes: not a usable export.")
        while records.done:
            yield records.done.popleft()
        if progress:
            progress(share)
    _feed(parser, b"", final=True)
    yield from records.done


def _parser(records: Records) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartElementHandler = records.start
    parser.EndElementHandler = records.end
    parser.CharacterDataHandler = records.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise ExportError(
        "declares a document type (DOCTYPE), which no genuine export does and which can be used "
        "for attacks. Export it again from the system itself."
    )


def _feed(parser: expat.XMLParserType, data: bytes, *, final: bool = False) -> None:
    try:
        parser.Parse(data, final)
    except expat.ExpatError as error:
        if final and error.code in TRUNCATED:
            raise ExportError(
                "ends in the middle: the download was cut off. Export it again and save it whole."
            ) from error
        reason = expat.errors.messages[error.code]
        raise ExportError(
            f"is not well-formed XML ({reason}, line {error.lineno}). Export it again; "
            "if that does not help, mend that line in a text editor."
        ) from error
