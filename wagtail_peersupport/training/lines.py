"""Labelled comments as they stand in files: one JSON object per line."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KINDS = "question problem idea praise remark answer clarification me_too thanks spam".split()
"""What ``kind`` may be in a file."""


class BadLine(ValueError):
    """A line that can't be used; says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One comment of a file, or one text by itself (then ``post`` is "")."""

    id: str
    text: str
    needs: bool
    kind: str = ""
    post: str = ""
    author: str = ""
    is_owner: bool = False
    parent: str | None = None
    answers: str | None = None
    date: str = ""
    language: str = ""

    @property
    def written_at(self) -> datetime | None:
        """When, with UTC where no zone is given; None if that is not told."""
        try:
            date = datetime.fromisoformat(self.date)
        except ValueError:
            return None
        return date if date.tzinfo else date.replace(tzinfo=UTC)


def read_lines(path: Path) -> list[Line]:
    """The comments of a ``.jsonl`` or ``.jsonl.gz`` file, in order. Raises BadLine, OSError."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    # Only "\n" ends a line: a text may hold other separators.
    return [
        _line(raw, f"{path.name}, line {number}", number)
        for number, raw in enumerate(text.split("\n"), 1)
        if raw.strip()
    ]


def _line(raw: str, place: str, number: int) -> Line:
    try:
        row = json.loads(raw)
    except json.JSONDecodeError as error:
        raise BadLine(f"{place}: this is no JSON object ({error.msg}).") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadLine(
            f'{place}: a line needs a "text", such as {{"text": "Does it run?", "label": 1}}.'
        )
    needs = row.get("needs_support", row.get("label"))
    if needs not in (0, 1, True, False, None):
        raise BadLine(f'{place}: "needs_support" (or "label") must be 0 or 1, not {needs!r}.')
    kind = row.get("kind") or ""
    if kind and kind not in KINDS:
        raise BadLine(f'{place}: "kind" must be one of {", ".join(KINDS)}, not {kind!r}.')
    return Line(
        id=str(row.get("id", number)),
        text=row["text"],
        needs=bool(needs),
        kind=kind,
        post=_post(row),
        author=str(row.get("author", "")),
        is_owner=bool(row.get("is_owner", False)),
        parent=_id(row.get("parent")),
        answers=_id(row.get("answers")),
        date=str(row.get("date", "")),
        language=str(row.get("lang", "")),
    )


def _post(row: dict[str, Any]) -> str:
    return " · ".join(str(row[name]) for name in ("blog", "post") if row.get(name))


def _id(value: Any) -> str | None:
    return None if value is None else str(value)


def by_post(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The comments of each post, in their order; a text by itself is a list of one."""
    posts: dict[str, list[Line]] = {}
    for line in lines:
        if line.post:
            posts.setdefault(line.post, []).append(line)
        else:
            yield [line]
    yield from posts.values()
