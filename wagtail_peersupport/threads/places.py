"""Where a question that is asked on the hub may stand: the hub itself, or a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from .. import comments
from ..querysets import visible_pages
from ..viewer import Viewer

OFFERED = 20
#: So many of the newest comments are looked at for the posts that people talk about now.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class PlaceFace:
    """A post that a question may be asked under."""

    pk: int
    title: str
    is_chosen: bool = False


def places(hub: Any, viewer: Viewer, chosen: int | None = None) -> tuple[PlaceFace, ...]:
    """The posts of the hub's language that this viewer may see: first those with the newest
    comments, then the newest; and always the ``chosen`` one.
    """
    models = [
        model for model in comments.models_with_comments() if not hasattr(model, "is_support_hub")
    ]
    types = ContentType.objects.get_for_models(*models).values()
    posts = visible_pages(viewer).filter(locale=hub.locale_id, content_type__in=types)
    newest = comments.settled().filter(comments.shown()).order_by("-submit_date", "-pk")
    talked = dict.fromkeys(newest.values_list("object_pk", flat=True)[:LOOKED_AT])
    wanted = [int(pk) for pk in talked]
    found = {page.pk: page for page in posts.filter(pk__in=[*wanted, chosen or 0])}
    order = [pk for pk in wanted if pk in found]
    fresh = posts.order_by("-first_published_at", "-pk")[:OFFERED]
    for page in fresh:
        found.setdefault(page.pk, page)
    order = list(dict.fromkeys([*order, *(page.pk for page in fresh)]))[:OFFERED]
    if chosen in found and chosen not in order:
        order.insert(0, chosen)
    return tuple(PlaceFace(pk, found[pk].title, pk == chosen) for pk in order)
