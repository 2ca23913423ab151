"""From comments to what they mean: pure computation over one post's comments, no database.

``read_post`` decides for every comment what it says (analysis), whether it opens a thread and to
which thread it belongs. The result depends on the comments alone, never on the order in which they
arrived.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from .. import comments
from ..detection.conversation import Said
from ..detection.inferring import infer
from ..detection.links import Earlier, Link, find_target, may_point, pointers
from ..detection.types import Analysis, Context, Engine, Kind, LinkHow, Role
from ..models import CommentAnalysis, SupportReply, SupportThread
from ..models.choices import SUPPORT_KINDS


@dataclass(slots=True)
class Read:
    """One comment and what was understood of it."""

    comment: Any
    analysis: Analysis
    digest: str
    is_new_analysis: bool
    points_back: bool
    link: Link | None = None
    opens: bool = False
    kind: str = ""
    belongs: bool = False
    """Whether it is a reply in the thread of ``opener``."""
    opener: Any = None
    """The comment that opened the thread it stands in; also of a hidden one, whose replies still
    belong.
    """
    by_asker: bool = False
    is_kept: bool = False
    """It stays a thread only because people joined in before the engine changed."""
    is_merged: bool = False
    """Staff said that it asks the same as another thread, which it is a reply in now."""
    circle: frozenset[int] = frozenset()
    """The comments that answer each other round about, where the circle was cut at this one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the database already knows of the comments of one post, keyed by comment."""

    decisions: dict[int, Any]
    held: frozenset[int]
    staff: frozenset[int]
    """Primary keys of the staff accounts."""
    personal: frozenset[int]
    """Comments that staff wrote as themselves."""
    by_owner: frozenset[int]
    """Comments that their export connects with somebody who wrote posts."""
    analyses: dict[int, CommentAnalysis] = field(default_factory=dict)
    threads: dict[int, SupportThread] = field(default_factory=dict)
    """Those that they opened, retired ones, too."""
    replies: dict[int, SupportReply] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)
    """Kinds of threads that people joined in under an earlier engine: they stay open."""
    merged: dict[int, int] = field(default_factory=dict)
    """Opening comments of merged threads, each with that of the thread that took it in."""

    def is_by_staff(self, row: Any) -> bool:
        return row.user_id in self.staff and row.pk not in self.personal


def read_post(page: Any, rows: Iterable[Any], known: Known, engine: Engine) -> dict[int, Read]:
    """Read the comments of one post, oldest first; returns them by primary key."""
    return Post(page, list(rows), known, engine).read()


class Post:
    """The comments of one post, oldest first, and what each seems to answer."""

    def __init__(self, page: Any, rows: list[Any], known: Known, engine: Engine) -> None:
        self.page = page
        self.rows = rows
        self.known = known
        self.engine = engine
        self.by_pk = {row.pk: row for row in rows}
        self.reads: dict[int, Read] = {}
        self.language = getattr(page.locale, "language_code", "")
        self.links = self._links()

    def above(self, pks: Iterable[int]) -> set[int]:
        """These comments, and what they answer, at any remove."""
        found: set[int] = set()
        for pk in pks:
            while pk not in found:
                found.add(pk)
                link = self.links[pk]
                pk = link.target if link is not None else pk
        return found

    def read(self, pks: Collection[int] | None = None) -> dict[int, Read]:
        """Read all of them, or these with what they answer; returns them by primary key."""
        for row in self.rows:
            if pks is None or row.pk in pks:
                self._read(row, ())
        self._merge()
        return self.reads

    def _read(self, row: Any, below: tuple[int, ...]) -> Read:
        if row.pk in self.reads:
            return self.reads[row.pk]
        link = self.links[row.pk]
        below = (*below, row.pk)
        circle: frozenset[int] = frozenset()
        # An export may hold replies that answer each other: such a circle is cut where it closes.
        if link is not None and link.target in below:
            circle = frozenset(below[below.index(link.target) :])
            link = None
        target = self._read(self.by_pk[link.target], below) if link else None
        opener = None
        if target is not None:
            opener = target.comment if target.opens else target.opener
        context = self._context(row, target, opener)
        digest = self._digest(row, context)
        stored = self.known.analyses.get(row.pk)
        is_new = stored is None or stored.digest != digest
        analysis = self.engine.analyse(row.comment, context) if is_new else _stored(stored)
        read = Read(row, analysis, digest, is_new, may_point(row.comment), link, circle=circle)
        self._place(read, opener, context)
        self.reads[row.pk] = read
        return read

    def _links(self) -> dict[int, Link | None]:
        known: dict[int, Link | None] = {}
        earlier: list[Earlier] = []
        for row in self.rows:
            known[row.pk] = self._link(row, earlier)
            if comments.is_shown(row):
                earlier.append(Earlier(row.pk, row.user_name, row.comment))
        said = [self._said(row, known[row.pk]) for row in self.rows]
        # A site's own engine need not know of links.
        weights = getattr(self.engine, "link_weights", None)
        return known | infer(said, self.page.title, weights)

    def _said(self, row: Any, link: Link | None) -> Said:
        return Said(
            id=row.pk,
            writer=comments.writer_key(row),
            name=row.user_name,
            text=row.comment,
            at=row.submit_date,
            by_owner=self._is_by_author(row) or self.known.is_by_staff(row),
            is_shown=comments.is_shown(row),
            is_placed=link is not None or self._stands_apart(row),
            target=link.target if link is not None else None,
        )

    def _stands_apart(self, row: Any) -> bool:
        decision = self.known.decisions.get(row.pk)
        return decision is not None and decision.stands_apart

    def _is_by_author(self, row: Any) -> bool:
        is_page_owner = row.user_id is not None and row.user_id == self.page.owner_id
        return is_page_owner or row.pk in self.known.by_owner

    def _link(self, row: Any, earlier: list[Earlier]) -> Link | None:
        """What is known to be answered: a person said so, or the writer did."""
        decision = self.known.decisions.get(row.pk)
        if self._stands_apart(row):
            return None
        if decision is not None and decision.answers_id in self.by_pk:
            return Link(decision.answers_id, LinkHow.MOVED, 1.0)
        if comments.is_reply(row) and row.parent_id in self.by_pk:
            return Link(row.parent_id, LinkHow.REPLIED, 1.0)
        if not may_point(row.comment):
            return None
        return find_target(pointers(row.comment), earlier)

    def _context(self, row: Any, target: Read | None, opener: Any) -> Context:
        return Context(
            post_title=self.page.title,
            language=self.language,
            question=opener.comment if opener is not None else "",
            is_reply=target is not None,
            in_thread=opener is not None,
            by_asker=opener is not None and comments.same_writer(row, opener),
            parent_by_asker=(
                target is not None
                and opener is not None
                and comments.same_writer(target.comment, opener)
            ),
            by_author=self._is_by_author(row),
            by_staff=self.known.is_by_staff(row),
        )

    def _digest(self, row: Any, context: Context) -> str:
        parts = (self.engine.version, row.comment, repr(context))
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()

    def _place(self, read: Read, opener: Any, context: Context) -> None:
        decision = self.known.decisions.get(read.comment.pk)
        needs, kind = read.analysis.opens_thread, str(read.analysis.kind)
        decided = decision is not None and decision.needs_support is not None
        if not decided and not needs and read.comment.pk in self.known.kept:
            read.is_kept = needs = True
            kind = self.known.kept[read.comment.pk]
        if decision is not None:
            needs = needs if decision.needs_support is None else decision.needs_support
            kind = decision.kind or kind
            if needs and kind not in SUPPORT_KINDS:
                kind = str(Kind.QUESTION)
        read.kind = kind
        admitted = comments.is_shown(read.comment) and read.comment.pk not in self.known.held
        read.opens = admitted and needs and kind in SUPPORT_KINDS
        read.opener = opener
        read.belongs = admitted and not read.opens and opener is not None
        read.by_asker = context.by_asker

    def _merge(self) -> None:
        """Put merged threads where they belong now. What their comments say is read as before, so
        that to undo it is to leave this out.
        """
        for read in list(self.reads.values()):
            opener = read.comment if read.opens else read.opener
            if opener is None or opener.pk not in self.known.merged:
                continue
            home = self._home(opener.pk)
            if read.opens and home is not None:
                read.link = Link(home.pk, LinkHow.MOVED, 1.0)
                read.by_asker = True
            read.is_merged = read.opens
            read.belongs = home is not None and (read.opens or read.belongs)
            read.opens = False
            read.opener = home

    def _home(self, pk: int) -> Any | None:
        """The comment that opened the thread which took this one in; None under another post."""
        seen = set()
        while pk in self.known.merged and pk not in seen:
            seen.add(pk)
            pk = self.known.merged[pk]
        return self.by_pk[pk] if pk in self.reads and self.reads[pk].opens else None


def _stored(row: CommentAnalysis) -> Analysis:
    """What was stored, without what nothing but the row itself is asked for."""
    return Analysis(
        kind=Kind(row.kind),
        role=Role(row.role),
        needs_support=row.needs_support,
        score=row.score,
        reasons=(),
        language=row.language,
        has_link=False,
        is_public=row.is_public,
        is_unsure=row.is_unsure,
        kind_score=row.kind_score,
        role_score=row.role_score,
    )
