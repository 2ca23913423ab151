"""What of an export is new here, and where it belongs; reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from .. import comments
from ..models import ImportedComment
from .posts import Shelf
from .records import Export, ExportedComment, ExportedPost

CHUNK = 500
ID_LENGTH = 64
NAME_LENGTH = 50

Key = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class Placement:
    """A post of the export: its page, and which of its comments are here.

    ``known`` maps their ids in the export to comments here, None for one that was deleted here.
    ``twins`` are comments here that say the same, word for word, and were not imported.
    """

    post: ExportedPost
    page: Any | None
    known: dict[str, int | None]
    twins: dict[str, int]
    new: tuple[ExportedComment, ...]


def survey(export: Export, parent: Any) -> list[Placement]:
    """Where every post stands: where its earlier comments are, else by slug below ``parent``."""
    known = _known(export)
    shelf = Shelf(parent)
    return [_place(post, known, shelf) for post in export.posts]


def key_of(comment: ExportedComment) -> Key:
    """What identifies an exported comment in our rows, with its source."""
    short = len(comment.id) <= ID_LENGTH
    return comment.id if short else sha256(comment.id.encode()).hexdigest(), comment.date


def name_of(comment: ExportedComment) -> str:
    return (comment.author or "Guest")[:NAME_LENGTH]


def _known(export: Export) -> dict[Key, Any]:
    """What was imported from this source before; without what went away with its page."""
    keys = [key_of(comment)[0] for post in export.posts for comment in post.comments]
    rows = [
        row
        for chunk in _chunks(keys)
        for row in ImportedComment.objects.filter(
            source=export.source, external_id__in=chunk
        ).select_related("comment")
    ]
    pages = {int(row.comment.object_pk) for row in rows if row.comment}
    there = set(comments.page_model().objects.filter(pk__in=pages).values_list("pk", flat=True))
    return {
        (row.external_id, row.written_at): row.comment
        for row in rows
        if row.comment is None or int(row.comment.object_pk) in there
    }


def _place(post: ExportedPost, known: dict[Key, Any], shelf: Shelf) -> Placement:
    here = {one.id: known[key_of(one)] for one in post.comments if key_of(one) in known}
    page = _page_of(here.values()) or shelf.take(post)
    others = [one for one in post.comments if one.id not in here]
    twins = _twins(page, others) if page is not None and others else {}
    return Placement(
        post=post,
        page=page,
        known={name: row.pk if row else None for name, row in here.items()},
        twins=twins,
        new=tuple(one for one in others if one.id not in twins),
    )


def _page_of(rows: Iterable[Any]) -> Any | None:
    row = next(filter(None, rows), None)
    if row is None:
        return None
    return comments.page_model().objects.get(pk=int(row.object_pk)).specific


def _twins(page: Any, exported: list[ExportedComment]) -> dict[str, int]:
    there: dict[tuple[datetime, str, str], list[int]] = defaultdict(list)
    imported = ImportedComment.objects.filter(comment__object_pk=str(page.pk))
    for row in comments.on_page(page).exclude(pk__in=imported.values("comment")):
        there[row.submit_date, row.user_name, row.comment].append(row.pk)
    found = {}
    for one in exported:
        rows = there[one.date, name_of(one), one.text]
        if rows:
            found[one.id] = rows.pop(0)
    return found


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
