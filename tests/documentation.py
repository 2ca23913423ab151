"""The project's Markdown as tests read it: headings, tables, blocks of code, links."""

import re
import shlex
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])

_FENCE = re.compile(r"(\s*)```(\S*)\s*$")
_HEADING = re.compile(r"#+ (.+)")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Block:
    """One fenced block: where it stands, and its code without the indentation of a list."""

    page: Path
    heading: str
    language: str
    code: str

    def __str__(self):
        return f"{self.page.relative_to(ROOT)}: {self.heading}"


@dataclass(frozen=True)
class Row:
    """One row of a table, headings left out."""

    heading: str
    cells: tuple[str, ...]


def page(name):
    return DOCS / name


def prose(path):
    """A page without its blocks of code."""
    return "\n".join(line for line, _, block in _lines(path) if block is None)


def headings(path):
    return [_HEADING.match(line)[1] for line in prose(path).splitlines() if _HEADING.match(line)]


def anchors(path):
    """What a link to a heading of this page may end in, as code hosts make it."""
    words = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings(path)]
    return {word.replace(" ", "-") for word in words}


def links(path):
    return _LINK.findall(prose(path))


def rows(path):
    """The rows of all tables of a page."""
    found, body = [], False
    for line, heading, block in _lines(path):
        if block is not None or not line.startswith("|"):
            body = False
        elif re.fullmatch(r"[|\- ]+", line):
            body = True
        elif body:
            cells = tuple(cell.strip() for cell in line.strip("| ").split(" | "))
            found.append(Row(heading, cells))
    return found


def code_words(text):
    """What stands between backticks."""
    return _CODE.findall(text)


def blocks(path, *languages):
    """The blocks of a page in these languages, in their order."""
    found = []
    for line, heading, block in _lines(path):
        if block is None:
            continue
        if _FENCE.match(line):
            found.append((heading, block, []))
        else:
            found[-1][2].append(line)
    return [
        Block(path, heading, language, textwrap.dedent("\n".join(lines)))
        for heading, language, lines in found
        if language in languages
    ]


def all_blocks(*languages):
    return [block for path in PAGES for block in blocks(path, *languages)]


def source(block):
    """A Python block without its first comment, which says where it goes, at the margin."""
    lines = block.code.splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return textwrap.dedent("\n".join(lines)).strip() + "\n"


def commands(block):
    """The commands of a console block, as lists of words."""
    code = block.code.replace("\\\n", " ")
    return [shlex.split(line[2:]) for line in code.splitlines() if line.startswith("$ ")]


def _lines(path):
    """Every line with the heading above it and the language of the block it is in, None outside.

    The line that opens a block belongs to it, the one that closes it is left out.
    """
    heading, block = "", None
    for line in path.read_text("utf-8").splitlines():
        fence = _FENCE.match(line)
        if fence and block is None:
            block = fence[2]
        elif fence:
            block = None
            continue
        elif block is None and (found := _HEADING.match(line)):
            heading = found[1]
        yield line, heading, block
