"""Who helped most, in a few lines beside other content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..addresses import Addresses, below
from ..viewer import Viewer
from .helpers import HelpedMost, has_helpers, helped_most
from .recognition import count_helped, recognition
from .remembered import remembered
from .survivors import helping


@dataclass(frozen=True, slots=True)
class HelperFace:
    """Somebody who helps."""

    name: str
    answers: int
    solved: int
    url: str = ""
    """The page of helpers, "" where there is none."""


def top_helpers(
    viewer: Viewer, since: datetime | None = None, limit: int = 5
) -> tuple[HelperFace, ...]:
    """Who helped most on the viewer's site, perhaps only by answers written since a day: what
    everybody may see of it, in figures that are at most some minutes old.
    """
    url = _page_of_helpers(viewer)
    most = list(_since(viewer.site, since).listed.values())[: max(0, limit)]
    return tuple(HelperFace(one.name, one.answers, one.solved, url) for one in most)


def _since(site: Any, since: datetime | None) -> HelpedMost:
    answers = helping(site)
    if since is None:
        return helped_most(site, recognition(site), answers)
    start = since.replace(hour=0, minute=0, second=0, microsecond=0)
    answers = answers.filter(comment__submit_date__gte=start)
    name = f"since-{start:%Y-%m-%d}"
    known = remembered(f"helpers-{name}", site, lambda: count_helped(answers))
    return helped_most(site, known, answers, name)


def _page_of_helpers(viewer: Viewer) -> str:
    """Below the hub of the viewer's site and language, once there are enough of them."""
    if viewer.site is None or not has_helpers(viewer.site):
        return ""
    root = viewer.site.root_page
    if viewer.locale is not None:
        root = root.get_translation_or_none(viewer.locale) or root
    addresses = Addresses(viewer)
    hub = addresses.hub_for(root)
    return below(addresses.of_page(hub), "helpers/") if hub is not None else ""
