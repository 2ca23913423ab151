"""The other languages of a site that threads are in, and where they are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info
from wagtail.models import Locale

from ..addresses import Addresses
from ..querysets import ThreadQuerySet
from ..viewer import Viewer
from .listed import MOST_COUNTED, count_label
from .wishes import Wish


@dataclass(frozen=True, slots=True)
class LanguageFace:
    """Another language, by its own name."""

    code: str
    name: str
    count_label: str
    url: str


def other_languages(
    visible: ThreadQuerySet, viewer: Viewer, locale: Any, wish: Wish
) -> tuple[LanguageFace, ...]:
    """The languages besides ``locale`` that these threads are in: their own hub's list, else this
    one's with ``?language=``. One query for each language of the site.
    """
    others = Locale.objects.exclude(pk=locale.pk).order_by("language_code")
    counted = [(other, visible.in_locale(other)[:MOST_COUNTED].count()) for other in others]
    found = [(other, count) for other, count in counted if count]
    if not found:
        return ()
    addresses = Addresses(viewer)
    hubs = addresses.hubs_of(viewer.site.pk) if viewer.site is not None else {}
    faces = []
    for other, count in found:
        hub = hubs.get(other.pk)
        said = "" if hub is not None else other.language_code
        query = wish.query(language=said, search="", post=0)
        faces.append(
            LanguageFace(
                code=other.language_code,
                name=get_language_info(other.language_code)["name_local"],
                count_label=count_label(count),
                url=f"{addresses.of_page(hub)}{query.rstrip('?')}" if hub is not None else query,
            )
        )
    return tuple(faces)
