"""From an export to comments of this site: everything of one export is saved, or nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email, validate_ipv46_address
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from django.utils import timezone

from .. import comments
from ..actions.quiet import tell_nobody
from ..models import CommentDecision, ImportedComment
from ..models.choices import Source
from .errors import LoadError
from .posts import PostMaker
from .records import ExportedComment
from .survey import Placement, key_of, name_of

URL_LENGTH = 200
EMAIL_LENGTH = 254
valid_url = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class Loaded:
    """What became of an export."""

    found: int = 0
    """Posts that were here."""

    made: int = 0
    """Posts that were made."""

    homeless: list[str] = field(default_factory=list)
    """Titles of posts that are not here and were not made, with their comments left out."""

    added: int = 0
    known: int = 0
    left_out: int = 0
    """Comments of homeless posts."""

    waiting: int = 0
    """Of the added ones, those that wait for approval."""

    raised: int = 0
    """Of the added ones, those that stand higher than they should, linked to what they answer."""

    posts: dict[int, list[int]] = field(default_factory=dict)
    """Posts with the export's comments there, earlier ones too, as primary keys."""


def load(
    placements: Collection[Placement],
    source: str,
    maker: PostMaker | None,
    accounts: Mapping[str, Any],
    progress: Callable[[int], None],
) -> Loaded:
    """Save what is new in an export, in one transaction. Nothing is read or mailed yet.

    ``accounts`` maps what the export calls a writer of posts (name or e-mail address, casefolded)
    to an account here; nobody else's comments get one. ``progress`` is told how many comments are
    done. Raises LoadError when a post can't be made.
    """
    loaded = Loaded()
    with comments.quietly(), transaction.atomic():
        _forget_vanished(source)
        for placement in placements:
            page = placement.page
            if page is None and maker is not None:
                page = maker.make(placement.post)
                loaded.made += 1
            else:
                loaded.found += page is not None
            if page is None:
                _leave_out(placement, loaded)
            else:
                _Desk(page, placement, source, accounts).save(loaded)
            progress(loaded.added + loaded.known + loaded.left_out)
    return loaded


def rehearse(placements: Collection[Placement], maker: PostMaker | None) -> Loaded:
    """What :func:`load` would do, as far as can be said without doing it."""
    loaded = Loaded()
    for placement in placements:
        if placement.page is None and maker is None:
            _leave_out(placement, loaded)
            continue
        loaded.found += placement.page is not None
        loaded.made += placement.page is None
        loaded.added += len(placement.new)
        loaded.known += len(placement.known) + len(placement.twins)
        loaded.waiting += sum(not one.approved for one in placement.new)
    return loaded


def _leave_out(placement: Placement, loaded: Loaded) -> None:
    if placement.post.comments:
        loaded.homeless.append(placement.post.title or placement.post.slug)
        loaded.left_out += len(placement.post.comments)


class _Desk:
    """Saves the comments of one post."""

    def __init__(
        self, page: Any, placement: Placement, source: str, accounts: Mapping[str, Any]
    ) -> None:
        self.page = page
        self.placement = placement
        self.source = source
        self.accounts = accounts
        self.parents = {one.id: one.parent for one in placement.post.comments}
        self.here: dict[str, int | None] = placement.known | placement.twins
        self.rows: dict[int, Any] = {}
        self.links: list[CommentDecision] = []

    def save(self, loaded: Loaded) -> None:
        by_id = {one.id: one for one in self.placement.post.comments}
        if self.placement.new and self.here:
            self.rows = {row.pk: row for row in comments.on_page(self.page)}
        added = [self._add(one) for one in self.placement.new]
        fresh = [*self.placement.twins, *(one.id for one in self.placement.new)]
        self._remember([by_id[name] for name in fresh])
        CommentDecision.objects.bulk_create(self.links)
        tell_nobody(added)
        loaded.added += len(added)
        loaded.known += len(self.here) - len(added)
        loaded.waiting += sum(not row.is_public for row in added)
        loaded.raised += len(self.links)
        if self.here:
            loaded.posts[self.page.pk] = [pk for pk in self.here.values() if pk is not None]

    def _add(self, one: ExportedComment) -> Any:
        answered = self._answered(one)
        parent = comments.allowed_parent(answered, self.page, self.rows)
        row = comments.add(
            self.page,
            text=one.text,
            name=name_of(one),
            submit_date=one.date,
            email=_valid(one.email, validate_email, EMAIL_LENGTH),
            url=_valid(one.url, valid_url, URL_LENGTH),
            ip_address=_valid(one.ip, validate_ipv46_address, URL_LENGTH) or None,
            user=self._account(one),
            parent=parent,
            is_public=one.approved,
        )
        self.rows[row.pk] = row
        self.here[one.id] = row.pk
        if answered is not parent:
            self.links.append(
                CommentDecision(
                    comment_id=row.pk,
                    answers_id=answered.pk,
                    source=Source.IMPORT,
                    decided_at=timezone.now(),
                )
            )
        return row

    def _answered(self, one: ExportedComment) -> Any | None:
        """The comment here that it replies to: its parent or, if that is gone, the next above."""
        name = one.parent
        while name:
            row = self.rows.get(self.here.get(name) or 0)
            if row is not None:
                return row
            name = self.parents.get(name, "")
        return None

    def _account(self, one: ExportedComment) -> Any | None:
        # A name is only typed: it counts where the export itself knows the writer.
        if one.by_owner and one.author.casefold() in self.accounts:
            return self.accounts[one.author.casefold()]
        return self.accounts.get(one.email.casefold()) if one.email else None

    def _remember(self, exported: list[ExportedComment]) -> None:
        rows = []
        for one in exported:
            external_id, written_at = key_of(one)
            rows.append(
                ImportedComment(
                    source=self.source,
                    external_id=external_id,
                    written_at=written_at,
                    comment_id=self.here[one.id],
                    by_owner=one.by_owner,
                )
            )
        try:
            ImportedComment.objects.bulk_create(rows)
        except IntegrityError as error:
            raise LoadError(
                "The same export is being imported elsewhere. Nothing was saved: let that finish."
            ) from error


def _forget_vanished(source: str) -> None:
    """Comments whose post was deleted may be imported again, to another place."""
    kept = comments.page_model().objects.values("pk")
    rows = ImportedComment.objects.filter(source=source, comment__isnull=False)
    rows.annotate(page=Cast("comment__object_pk", BigIntegerField())).exclude(
        page__in=kept
    ).delete()


def _valid(value: str, check: Callable[[str], None], length: int) -> str:
    """The value, or "" where the site's own comment form would refuse it."""
    try:
        check(value)
    except ValidationError:
        return ""
    return value if len(value) <= length else ""
