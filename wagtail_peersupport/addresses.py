"""Where things are: a thread's page on the hub, else its comment under the post."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail.models import Locale, Site, get_page_models

from .querysets import visible_among, visible_pages

if TYPE_CHECKING:
    from .models import SupportThread
    from .viewer import Viewer

SLUG_LENGTH = 60


def absolute(page: Any, path: str) -> str:
    """A path on the site of ``page`` as a full address; the page, not the request, knows the
    host.
    """
    parts = page.get_url_parts()
    return urljoin(parts[1], path) if parts else path


def below(url: str, path: str) -> str:
    """The address of something below a page, by its path with a slash at the end. A site may have
    done away with those (WAGTAIL_APPEND_SLASH).
    """
    return url + path if url.endswith("/") else f"{url}/{path.removesuffix('/')}"


def hub_models() -> list[type]:
    """The page models that are a support hub: ours, or a site's own with the mixin."""
    return [model for model in get_page_models() if getattr(model, "is_support_hub", False)]


class Addresses:
    """The addresses of threads for one viewer. One query per hub model, on first use."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._hubs: list[Any] | None = None
        self._urls: dict[int, str] = {}
        self._hub_of: dict[int, Any] = {}

    @cached_property
    def pages(self) -> QuerySet:
        """The pages that the viewer may see, worked out once."""
        return visible_pages(self.viewer)

    @cached_property
    def _default_locale(self) -> Locale:
        try:
            return Locale.get_default()
        except Locale.DoesNotExist:
            return Locale.objects.earliest("pk")

    def hub_for(self, page: Any) -> Any | None:
        """The hub of the post's site and locale, else the site's hub in the default locale; None
        where the viewer can see neither. Worked out once for each page.
        """
        if page.pk not in self._hub_of:
            here = self.hubs_of(site_of(page))
            is_spoken = page.locale_id in here or not here
            locale_pk = page.locale_id if is_spoken else self._default_locale.pk
            self._hub_of[page.pk] = here.get(locale_pk)
        return self._hub_of[page.pk]

    def hubs_of(self, site_pk: int | None) -> dict[int, Any]:
        """The hubs of a site that the viewer can see, by locale; in each the first in the tree."""
        if self._hubs is None:
            hubs = [hub for model in hub_models() for hub in model.objects.live().order_by("path")]
            self._hubs = visible_among(hubs, self.viewer)
        return {hub.locale_id: hub for hub in reversed(self._hubs) if site_of(hub) == site_pk}

    def of_page(self, page: Any) -> str:
        """Where a page is: a path on the viewer's own site. Asked of Wagtail once for each page."""
        if page.pk not in self._urls:
            self._urls[page.pk] = page.get_url(current_site=self.viewer.site) or ""
        return self._urls[page.pk]

    def of(self, thread: SupportThread, page: Any, comment_pk: int | None = None) -> str:
        """The path of a thread, and of one comment in it. ``page`` is the post, specific."""
        anchor = f"#c{comment_pk or thread.comment_id}"
        hub = self.hub_for(page)
        if hub is None:
            return f"{self.of_page(page)}{anchor}"
        path = below(self.of_page(hub), thread_path(thread))
        return path + anchor if comment_pk else path

    def of_topic(self, slug: str, page: Any) -> str:
        """The hub's list of what is about a topic, for a post's site and locale; "" without one."""
        return self.of_list(page, topic=slug)

    def of_list(self, page: Any, **narrowed: str) -> str:
        """The hub's list for a page's site and locale, narrowed or whole; "" without a hub."""
        hub = self.hub_for(page)
        if hub is None:
            return ""
        # A hub lists its own language, unless it is asked for another one.
        if hub.locale_id != page.locale_id:
            narrowed["language"] = page.locale.language_code
        query = f"?{urlencode(narrowed)}" if narrowed else ""
        return f"{self.of_page(hub)}{query}"

    def full(self, thread: SupportThread, page: Any, comment_pk: int | None = None) -> str:
        """Like :meth:`of`, with the host: for mail, feeds and structured data."""
        return absolute(page, self.of(thread, page, comment_pk))


def thread_path(thread: SupportThread) -> str:
    """The part of a thread's address below the hub: readable, and stable by the comment's key."""
    slug = slugify(thread.title)[:SLUG_LENGTH].strip("-")
    return f"{thread.comment_id}/{slug}/" if slug else f"{thread.comment_id}/"


def leads_to(address: str, comment_pk: int, hub_paths: Collection[str] = ()) -> bool:
    """Whether an address, with or without a host, is that of a comment: its anchor on any page, or
    its thread below one of these paths. What stands behind the key may have changed since.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.fragment == f"c{comment_pk}":
        return True
    below = (
        parts.path.removeprefix(path.rstrip("/"))
        for path in hub_paths
        if parts.path.startswith(f"{path.rstrip('/')}/")
    )
    return any(rest.split("/")[1] == str(comment_pk) for rest in below)


def hub_paths() -> list[str]:
    """The paths of all live hubs on their sites."""
    hubs = (hub for model in hub_models() for hub in model.objects.live())
    return [parts[2] for hub in hubs if (parts := hub.get_url_parts()) is not None]


def site_of(page: Any) -> int | None:
    """The key of the site that a page belongs to, from Wagtail's own cached list; None outside
    all.
    """
    roots = [
        root for root in Site.get_site_root_paths() if page.url_path.startswith(root.root_path)
    ]
    return max(roots, key=lambda root: len(root.root_path)).site_id if roots else None
