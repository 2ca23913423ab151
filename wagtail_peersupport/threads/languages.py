"""The other languages of a site that threads are in, and where they are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from wagtail.models import Locale

from ..addresses import Addresses
from ..models import SupportThread
from .listed import count_label
from .wishes import Wish

MOST = 101
"""A signpost need not count further."""


@dataclass(frozen=True, slots=True)
class LanguageFace:
    """Another language, by its own name."""

    code: str
    name: str
    count_label: str
    url: str


def other_languages(addresses: Addresses, locale: Any, wish: Wish) -> tuple[LanguageFace, ...]:
    """The languages besides ``locale`` in which the viewer may see threads: their own hub's list,
    else this one's with ``?language=``. One query for each language of the site.
    """
    others = Locale.objects.exclude(pk=locale.pk).order_by("language_code")
    counted = [(other, _count(addresses.pages.filter(locale=other))) for other in others]
    return tuple(_face(addresses, other, count, wish) for other, count in counted if count)


def _count(pages: QuerySet) -> int:
    return SupportThread.objects.active().on(pages)[:MOST].count()


def _face(addresses: Addresses, locale: Any, count: int, wish: Wish) -> LanguageFace:
    site = addresses.viewer.site
    hub = addresses.hubs_of(site.pk).get(locale.pk) if site is not None else None
    code = locale.language_code
    query = wish.query(language="" if hub is not None else code, post=0)
    return LanguageFace(
        code=code,
        name=_name(code),
        count_label=count_label(count, MOST),
        url=f"{addresses.of_page(hub)}{query.rstrip('?')}" if hub is not None else query,
    )


def _name(code: str) -> str:
    """A language by its own name; a site may have one that Django does not know."""
    try:
        return capfirst(get_language_info(code)["name_local"])
    except KeyError:
        return code
