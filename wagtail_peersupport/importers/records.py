"""What a comment export holds, whichever system wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

#: Stands for "the export gives no readable date, neither for the comment nor for its post".
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)

Source = Literal["wordpress", "disqus"]


class ExportError(Exception):
    """An export that cannot be read. Its message is one line: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class ExportedComment:
    """One comment that readers wrote: no spam, no trash, no pingback.

    `id` is unique within the export. `parent` is the id of a comment of the same post, or "" for
    none; where the parent was left out, it is the nearest ancestor that is left. `date` is aware
    and never missing (see `NO_DATE`). `text` is as exported, HTML kept. `by_owner` says that the
    export connects the comment with somebody who writes posts, by account or e-mail address.
    """

    id: str
    parent: str
    author: str
    email: str
    url: str
    ip: str
    date: datetime
    text: str
    approved: bool
    by_owner: bool


@dataclass(frozen=True, slots=True)
class ExportedPost:
    """One published post. `slug` is never empty and unique within the export; `title` and
    `url` may be empty; `body` is HTML.

    `comments` are in order of date, but never a reply before the comment it replies to.
    """

    id: str
    slug: str
    title: str
    url: str
    date: datetime | None
    author: str
    body: str
    comments: tuple[ExportedComment, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A whole export. `left_out` says what was not taken and how many, e.g. {"spam": 12}."""

    source: Source
    title: str
    url: str
    language: str
    posts: tuple[ExportedPost, ...]
    left_out: Mapping[str, int]
