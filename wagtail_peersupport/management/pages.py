"""The page that somebody named on the command line."""

from typing import Any
from urllib.parse import urlsplit

from django.core.management import CommandError
from wagtail.models import Site

from .. import comments


def page_from(text: str) -> Any:
    """The page with this number or address ("12", "/blog/", "https://example.com/blog/"), specific.

    An address is looked up on the default site first. Raises CommandError.
    """
    pages = comments.page_model().objects
    if text.isdigit():
        page = pages.filter(pk=int(text)).first()
    else:
        page = next(
            (found for path in _tree_paths(text) if (found := pages.filter(url_path=path).first())),
            None,
        )
    if page is None:
        raise CommandError(f"There is no page {text}. Give its number or its path, such as /blog/.")
    return page.specific


def _tree_paths(address: str) -> list[str]:
    parts = urlsplit(address)
    path = parts.path.strip("/")
    sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
    if parts.hostname:
        sites = sites.filter(hostname=parts.hostname)
    roots = [site.root_page.url_path for site in sites]
    return [f"{root}{path}/" if path else root for root in roots]
