"""The pages that somebody may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import swapper
from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction

if TYPE_CHECKING:
    from ..viewer import Viewer


def _refuses(restriction: PageViewRestriction, viewer: Viewer) -> bool:
    if restriction.restriction_type == PageViewRestriction.PASSWORD:
        return restriction.pk not in viewer.passed
    if viewer.user is None:
        return True
    if restriction.restriction_type == PageViewRestriction.LOGIN or viewer.user.is_superuser:
        return False
    allowed = {group.pk for group in restriction.groups.all()}
    return not allowed & {group.pk for group in viewer.user.groups.all()}


def visible_pages(viewer: Viewer) -> QuerySet:
    """The live pages of the viewer's site (of all sites without one) that no restriction keeps from
    them.

    An alias page is as restricted as its source. The number of queries to build it does not grow
    with the pages, only with aliases of aliases of what the viewer may not see.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects.live()
    if viewer.site is not None:
        pages = pages.filter(_below_roots(viewer.site))
    refusing = _refusing(viewer)
    return pages.exclude(_with_aliases(refusing)) if refusing else pages


def is_visible(page: Any, viewer: Viewer) -> bool:
    """Whether a page that was just loaded is one of the :func:`visible_pages`. One query for most
    pages.
    """
    return bool(visible_among([page], viewer))


def visible_among(pages: Iterable[Any], viewer: Viewer) -> list[Any]:
    """Those of a few pages, just loaded, that are :func:`visible_pages`, in their order. One query
    for most.
    """
    found = _on_site([page for page in pages if page.live], viewer.site)
    refusing = _refusing(viewer) if found else []
    if not refusing:
        return found
    of_these = swapper.load_model("wagtailcore", "Page").objects.filter(
        pk__in=[p.pk for p in found]
    )
    refused = set(of_these.filter(_with_aliases(refusing)).values_list("pk", flat=True))
    return [page for page in found if page.pk not in refused]


def _refusing(viewer: Viewer) -> list[Any]:
    """The pages that a restriction keeps from somebody, with all below them."""
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    return [restriction.page for restriction in restrictions if _refuses(restriction, viewer)]


def _on_site(pages: list[Any], site: Any) -> list[Any]:
    """Those of them that are below a root of a site, as :func:`_below_roots`. No query where that
    is the root that the site names.
    """
    if site is None or all(page.path.startswith(site.root_page.path) for page in pages):
        return pages
    roots = tuple(root.path for root in site.root_page.get_translations(inclusive=True))
    return [page for page in pages if page.path.startswith(roots)]


def _with_aliases(pages: Iterable[Any]) -> Q:
    """These pages with all below them, and whatever is an alias of one of those, at any remove."""
    objects = swapper.load_model("wagtailcore", "Page").objects
    level = list(pages)
    covered = Q(pk__in=())
    while level:
        below = _at_or_below(level)
        covered |= below
        aliases = objects.filter(alias_of__in=objects.filter(below)).exclude(covered)
        level = list(aliases.only("path", "numchild"))
    return covered


def _at_or_below(pages: Iterable[Any]) -> Q:
    """Named by as few paths as possible: a database takes only so many conditions."""
    found = Q(path__in=[page.path for page in pages])
    last = None
    for page in sorted(pages, key=lambda page: page.path):
        if page.numchild and not (last and page.path.startswith(last)):
            last = page.path
            found |= Q(path__startswith=last)
    return found


def _below_roots(site: Any) -> Q:
    """Pages of a site in all its languages: each has a root page of its own."""
    below = Q(pk__in=())
    for root in site.root_page.get_translations(inclusive=True):
        below |= Q(path__startswith=root.path)
    return below
