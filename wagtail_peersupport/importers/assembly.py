"""From what a parser read, in any order and disorder, to the posts of an `Export`."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha1
from itertools import chain, count

from wagtail_peersupport.importers.fields import (
    name_from_link,
    number_from_link,
    same_place,
    slugify,
)
from wagtail_peersupport.importers.records import (
    NO_DATE,
    Export,
    ExportedComment,
    ExportedPost,
    ExportError,
    Source,
)


@dataclass(slots=True)
class Draft:
    """A post being read. `removed` maps comments that were left out to their parents."""

    id: str
    slug: str
    title: str
    url: str
    date: datetime | None
    author: str
    body: str = ""
    comments: list[ExportedComment] = field(default_factory=list)
    removed: dict[str, str] = field(default_factory=dict)


class Assembly:
    """Gathers drafts and makes identifiers and slugs unique. Raises `ExportError` at the limit."""

    def __init__(self, max_comments: int) -> None:
        self.left_out: Counter[str] = Counter()
        self._max_comments = max_comments
        self._kept = 0
        self._drafts: dict[str, Draft] = {}
        self._comment_ids: set[str] = set()
        self._slugs: set[str] = set()

    def check(self, comments: int) -> None:
        if comments > self._max_comments:
            raise ExportError(
                f"holds more than {self._max_comments:,} comments. "
                "Export fewer posts at a time and read the parts one after the other."
            )

    def add(self, draft: Draft) -> None:
        """Take a post; when one of that id is there, its comments join those."""
        draft.slug = slugify(draft.slug) or name_from_link(draft.url) or slugify(draft.title)
        draft.id = draft.id or number_from_link(draft.url) or draft.slug or same_place(draft.url)
        draft.id = draft.id or f"nameless-{len(self._drafts) + 1}"
        self._kept += len(draft.comments)
        self.check(self._kept)
        known = self._drafts.setdefault(draft.id, draft)
        if known is not draft:
            known.comments += draft.comments
            known.removed |= draft.removed

    def export(self, source: Source, title: str, url: str = "", language: str = "") -> Export:
        posts = tuple(self._finished(draft) for draft in self._drafts.values())
        left_out = {what: number for what, number in self.left_out.items() if number}
        return Export(source, title, url, language, posts, left_out)

    def _finished(self, draft: Draft) -> ExportedPost:
        comments = list(self._identified(draft))
        parents = _parents(comments, draft.removed)
        return ExportedPost(
            id=draft.id,
            slug=self._slug(draft),
            title=draft.title,
            url=draft.url,
            date=draft.date,
            author=draft.author,
            body=draft.body,
            comments=self._renamed(_in_order(comments, parents), parents),
        )

    def _slug(self, draft: Draft) -> str:
        slug = _free(draft.slug or f"post-{slugify(draft.id)}", self._slugs)
        self._slugs.add(slug)
        return slug

    def _identified(self, draft: Draft) -> Iterator[ExportedComment]:
        """Comments with an id that is unique in the post, repetitions counted and left out."""
        seen: dict[str, ExportedComment] = {}
        for read in draft.comments:
            comment = _completed(read, draft)
            first = seen.get(comment.id)
            if first and (first.author, first.text) == (comment.author, comment.text):
                self.left_out["duplicate"] += 1
                continue
            if first:
                comment = replace(comment, id=_free(comment.id, seen))
            seen[comment.id] = comment
            yield comment

    def _renamed(
        self, comments: list[ExportedComment], parents: dict[str, str]
    ) -> tuple[ExportedComment, ...]:
        """The comments with ids that no other post uses."""
        names = {"": ""}
        for comment in comments:
            names[comment.id] = _free(comment.id, self._comment_ids)
            self._comment_ids.add(names[comment.id])
        return tuple(replace(c, id=names[c.id], parent=names[parents[c.id]]) for c in comments)


def _free(name: str, taken: Container[str]) -> str:
    candidates = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _completed(comment: ExportedComment, draft: Draft) -> ExportedComment:
    """With the post's date where it has none, and with an id made of its content likewise."""
    date = draft.date if draft.date and comment.date == NO_DATE else comment.date
    return replace(comment, date=date, id=comment.id or _digest(comment))


def _digest(comment: ExportedComment) -> str:
    content = f"{comment.author}\x00{comment.date.isoformat()}\x00{comment.text}"
    return f"x{sha1(content.encode(), usedforsecurity=False).hexdigest()[:16]}"


def _parents(comments: list[ExportedComment], removed: dict[str, str]) -> dict[str, str]:
    """Each comment's nearest ancestor that is left, "" for none; circles are opened.

    A circle is opened at its oldest comment.
    """
    kept = {comment.id: comment for comment in comments}
    parents = {c.id: _nearest(c.parent, kept, removed) for c in comments}
    safe: set[str] = set()
    for comment in comments:
        path: dict[str, None] = {}
        at = comment.id
        while at and at not in safe and at not in path:
            path[at] = None
            at = parents[at]
        if at in path:
            circle = list(path)[list(path).index(at) :]
            parents[min(circle, key=lambda name: kept[name].date)] = ""
        safe.update(path)
    return parents


def _nearest(parent: str, kept: Container[str], removed: dict[str, str]) -> str:
    passed: set[str] = set()
    while parent not in kept and parent in removed and parent not in passed:
        passed.add(parent)
        parent = removed[parent]
    return parent if parent in kept else ""


def _in_order(comments: list[ExportedComment], parents: dict[str, str]) -> list[ExportedComment]:
    """Oldest first; a reply dated before its parent stands behind it all the same."""
    kept = {comment.id: comment for comment in comments}
    places: dict[str, tuple[datetime, int]] = {"": (NO_DATE, 0)}
    for comment in comments:
        path = [comment.id]
        while path[-1] not in places:
            path.append(parents[path[-1]])
        for name in reversed(path[:-1]):
            date, depth = places[parents[name]]
            places[name] = (max(date, kept[name].date), depth + 1)
    return sorted(comments, key=lambda comment: places[comment.id])
