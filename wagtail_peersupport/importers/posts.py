"""The posts that imported comments belong to: found by their slug, or made."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from wagtail.coreutils import cautious_slugify
from wagtail.fields import StreamField

from .. import comments
from .bodies import filler_for
from .errors import LoadError
from .records import ExportedPost

TITLE_LENGTH = 255


class Shelf:
    """The posts below a page, by slug. Every post is given out once."""

    def __init__(self, parent: Any) -> None:
        self._by_slug = defaultdict(list)
        for page in (
            parent.get_descendants().filter(alias_of=None).order_by("path").specific(defer=True)
        ):
            self._by_slug[page.slug.casefold()].append(page)
        self._taken: set[int] = set()

    def take(self, post: ExportedPost) -> Any | None:
        """The page of that slug, of several the one with the post's title, else the first."""
        for slug in (post.slug, page_slug(post.slug)):
            pages = [page for page in self._by_slug[slug.casefold()] if page.pk not in self._taken]
            if pages:
                page = next((page for page in pages if page.title == post.title), pages[0])
                self._taken.add(page.pk)
                return page
        return None


@dataclass(frozen=True, slots=True)
class PostMaker:
    """Makes live posts of one page model below ``parent``. Check it first: :meth:`build`."""

    parent: Any
    model: Any
    body_field: str
    fill: Callable[[str], Any]
    owners: Mapping[str, Any] = field(default_factory=dict)
    """Accounts by what the export calls the writer of a post, casefolded."""

    @classmethod
    def build(
        cls, parent: Any, label: str, body_field: str, owners: Mapping[str, Any]
    ) -> "PostMaker":
        """Raises LoadError when that model, field or parent can't be used."""
        model = _page_model(label)
        if not model.can_create_at(parent):
            raise LoadError(
                f"{label} pages can't be made below “{parent.title}”. Choose another --parent."
            )
        return cls(parent, model, body_field, _filler(model, body_field), owners)

    def make(self, post: ExportedPost) -> Any:
        """A new live page. Raises LoadError when the model wants more than an export holds."""
        page = self.model(
            title=post.title[:TITLE_LENGTH] or post.slug,
            slug=self._free_slug(post.slug),
            owner=self.owners.get(post.author.casefold()),
            live=True,
            first_published_at=post.date,
            last_published_at=post.date,
        )
        setattr(page, self.body_field, self.fill(post.body))
        self._date(page, post.date)
        try:
            return self.parent.add_child(instance=page)
        except ValidationError as error:
            wrong = "; ".join(
                f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()
            )
            raise LoadError(
                f"“{page.title}” can't be made as {self.model.__name__} ({wrong}). "
                "Make the posts yourself, with the same slugs, and import again."
            ) from error

    def _free_slug(self, wanted: str) -> str:
        base = page_slug(wanted)
        taken = set(self.parent.get_children().values_list("slug", flat=True))
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def _date(self, page: Any, date: datetime | None) -> None:
        try:
            kind = self.model._meta.get_field("date")
        except FieldDoesNotExist:
            return
        if date is not None and isinstance(kind, models.DateField):
            whole = isinstance(kind, models.DateTimeField)
            page.date = date if whole else timezone.localtime(date).date()


def page_slug(slug: str) -> str:
    """A slug as this site allows it."""
    unicode_allowed = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
    return slug if unicode_allowed else cautious_slugify(slug)


def _page_model(label: str) -> Any:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise LoadError(
            f"There is no model {label}. Name it like blog.BlogPage: the app's label and the model."
        ) from error
    if not issubclass(model, comments.page_model()):
        raise LoadError(f"{label} is not a page model.")
    return model


def _filler(model: Any, name: str) -> Callable[[str], Any]:
    """What turns the HTML of a body into a value of that field. Raises LoadError."""
    try:
        target = model._meta.get_field(name)
    except FieldDoesNotExist as error:
        usable = ", ".join(
            one.name
            for one in model._meta.local_fields
            if isinstance(one, (models.TextField, StreamField))
        )
        raise LoadError(
            f"{model.__name__} has no field {name}. It has: {usable or 'none for text'}."
        ) from error
    return filler_for(target)
