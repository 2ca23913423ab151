"""What readers say: the praise that staff featured."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast

from .. import comments
from ..addresses import Addresses
from ..models.comment_querysets import hidden, praising
from ..querysets import visible_pages
from ..viewer import Viewer
from .authors import Authors
from .facts import load_facts
from .listed import PraiseFace
from .wording import first_words

SHOWN = 3
WORDS = 240


def featured_praise(viewer: Viewer, *, locale: Any = None) -> tuple[PraiseFace, ...]:
    """The praise that was featured last and that this viewer may see, in ``locale`` (all languages
    without one). One query where there is none.
    """
    pages = visible_pages(viewer)
    if locale is not None:
        pages = pages.filter(locale=locale)
    # The comments keep the key of their post as text.
    keys = pages.annotate(key=Cast("pk", CharField())).values("key")
    featured = (
        comments.settled(object_pk__in=keys, peersupport_praise__featured_at__isnull=False)
        .filter(comments.shown(), praising())
        .exclude(hidden())
        .order_by("-peersupport_praise__featured_at", "-pk")
    )
    rows = list(featured[:SHOWN])
    return _faces(rows, viewer) if rows else ()


def _faces(rows: list[Any], viewer: Viewer) -> tuple[PraiseFace, ...]:
    authors = Authors(load_facts(rows, viewer))
    addresses = Addresses(viewer)
    posts = comments.page_model().objects.in_bulk({comments.page_pk(row) for row in rows})
    return tuple(
        PraiseFace(
            words=first_words(row.comment, WORDS),
            author=authors.face(row),
            url=f"{addresses.of_page(posts[comments.page_pk(row)])}#c{row.pk}",
            post_title=posts[comments.page_pk(row)].title,
        )
        for row in rows
    )
