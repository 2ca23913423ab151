"""Labelled comments read as if they stood on the site: by the same code, with no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ..actions.reading import Known, Read, read_post
from ..detection.types import Engine
from .examples import title_of
from .lines import Line, by_post

_START = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """A comment with what the reading asks of one."""

    pk: int
    comment: str
    user_name: str
    submit_date: datetime
    parent_id: int
    user_email: str = ""
    user_id: None = None
    user: None = None
    is_public: bool = True
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    language_code: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post with what the reading asks of one."""

    title: str
    locale: Language
    owner_id: None = None


def rehearse(lines: Sequence[Line], engine: Engine, *, hide_parents: bool = False) -> list[Read]:
    """Read the comments post by post, in their order; one result per line, in the same order.

    ``hide_parents`` keeps from the engine which comment another was written as a reply to.
    """
    reads: dict[int, Read] = {}
    number = {id(line): at for at, line in enumerate(lines, 1)}
    for post in by_post(lines):
        rows = [_row(line, post, at, number, hide_parents) for at, line in enumerate(post)]
        known = Known(
            analyses={},
            decisions={},
            held=frozenset(),
            staff=frozenset(),
            personal=frozenset(),
            by_owner=frozenset(number[id(line)] for line in post if line.is_owner),
            kept={},
        )
        title = title_of(post[0])
        language = next((line.language for line in post if line.language), "")
        reads |= read_post(Post(title, Language(language)), rows, known, engine)
    return [reads[at] for at in range(1, len(lines) + 1)]


def _row(
    line: Line, post: Sequence[Line], at: int, number: dict[int, int], hide_parents: bool
) -> Any:
    pk = number[id(line)]
    parents = {one.id: number[id(one)] for one in post[:at]}
    parent = None if hide_parents else parents.get(line.parent or "")
    return Row(
        pk=pk,
        comment=line.text,
        user_name=line.author or f"reader {pk}",
        submit_date=_date(line, at),
        parent_id=parent or pk,
    )


def _date(line: Line, at: int) -> datetime:
    """The date of a line, else one that keeps the order."""
    return line.written_at or _START + timedelta(minutes=at)
