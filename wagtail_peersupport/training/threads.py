"""Labelled threads as they stand in files: a question and its comments, one JSON object per line.

Each line has ``id``, ``subject``, ``body``, ``user``, ``date`` and ``comments``; each of these
``id``, ``user``, ``date``, ``text`` and ``label``. A comment by the thread's ``user`` is the
asker's.
"""

import gzip
import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..ranking.discussion import Discussion, Said
from .lines import BadLine

GOOD = "Good"
LABELS = (GOOD, "PotentiallyUseful", "Bad")


@dataclass(frozen=True, slots=True)
class Thread:
    """One question with its comments, in the order of posting, and what readers said of them."""

    id: str
    discussion: Discussion
    ids: Sequence[str]
    labels: Sequence[str]

    @property
    def is_good(self) -> list[bool]:
        return [label == GOOD for label in self.labels]


def read_threads(path: Path) -> list[Thread]:
    """The threads of a ``.jsonl`` or ``.jsonl.gz`` file, in order. Raises BadLine, OSError."""
    return [_thread(row, place) for row, place in read_rows(path)]


def read_rows(path: Path) -> Iterator[tuple[Any, str]]:
    """What each line of such a file holds, and the place of the line, in words. Raises BadLine,
    OSError.
    """
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLine(f"{path.name} is not in UTF-8 ({error.reason}).") from error
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.strip():
            place = f"{path.name}, line {number}"
            try:
                row = json.loads(raw)
            except json.JSONDecodeError as error:
                raise BadLine(f"{place}: this is no JSON object ({error.msg}).") from error
            yield row, place


def _thread(row: Any, place: str) -> Thread:
    if not isinstance(row, dict) or not isinstance(row.get("comments"), list):
        raise BadLine(
            f'{place}: a thread needs "comments", such as {{"id": "1", "subject": "Too hot?", '
            '"body": "", "comments": [{"id": "2", "text": "Try 30.", "label": "Good"}]}.'
        )
    comments = [
        _comment(one, f"{place}, comment {at}") for at, one in enumerate(row["comments"], 1)
    ]
    asker = str(row.get("user") or "")
    question = f"{text_of(row.get('subject'))}\n{text_of(row.get('body'))}".strip()
    said = tuple(_said(one, asker) for one in comments)
    return Thread(
        id=str(row.get("id", "")),
        discussion=Discussion(question, said),
        ids=[str(one["id"]) for one in comments],
        labels=[one["label"] for one in comments],
    )


def _comment(one: Any, place: str) -> dict[str, Any]:
    if not isinstance(one, dict) or "id" not in one or not isinstance(one.get("text"), str):
        raise BadLine(f'{place}: a comment needs an "id" and a "text".')
    if one.get("label") not in LABELS:
        raise BadLine(
            f'{place}: "label" must be one of {", ".join(LABELS)}, not {one.get("label")!r}.'
        )
    return one


def _said(one: dict[str, Any], asker: str) -> Said:
    author = str(one.get("user") or "")
    return Said(
        text=text_of(one["text"]),
        author=author,
        by_asker=bool(asker) and author == asker,
    )


def text_of(value: Any) -> str:
    """Forums export HTML with its marks escaped, so that "&lt;p&gt;" stands where a tag was."""
    return html.unescape(value) if isinstance(value, str) else ""
