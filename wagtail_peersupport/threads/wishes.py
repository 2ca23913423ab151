"""What the reader of a list asked for, and the addresses that ask for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

#: In the order that readers see them. "answered" has no place of its own: it is part of "open".
TABS = ("open", "unanswered", "answered", "solved", "ideas", "all")
SORTS = {
    "newest": ("-asked_at", "-pk"),
    "oldest": ("asked_at", "pk"),
    "active": ("-last_activity_at", "-pk"),
    "wanted": ("-me_too_count", "-asked_at", "-pk"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader of a list asked for; anything unknown falls back to the first choice."""

    tab: str = "all"
    search: str = ""
    sort: str = ""
    """"" for what suits the tab: ideas by how many want them, all else the newest first."""
    page: int = 1
    topic: str = ""
    """The slug of a topic, "" for all."""
    post: int = 0
    """The key of a post, 0 for all."""
    language: str = ""
    """The code of a language, "" for the list's own."""

    @property
    def first_sort(self) -> str:
        """The order that goes without saying."""
        return "wanted" if self.tab == "ideas" else "newest"

    def known(self) -> Wish:
        """The same without what no list knows."""
        wish = replace(self, page=max(1, self.page))
        wish = wish if wish.tab in TABS else replace(wish, tab="all")
        return wish if wish.sort in SORTS else replace(wish, sort=wish.first_sort)

    def query(self, **changes: Any) -> str:
        """The address of this list with something changed: "?topic=sizes&tab=solved".

        Always in the same order and without what goes without saying, so that one list has one
        address. Back on the first page, unless ``page`` is what changes; another tab is in its own
        order.
        """
        changed = {"sort": ""} if "tab" in changes and self.sort == self.first_sort else {}
        wish = replace(self, **{"page": 1, **changed, **changes})
        said = {
            "topic": wish.topic,
            "post": wish.post,
            "language": wish.language,
            "q": wish.search,
            "tab": wish.tab if wish.tab != "all" else "",
            "sort": wish.sort if wish.sort != wish.first_sort else "",
            "page": wish.page if wish.page > 1 else "",
        }
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in said.items() if value})
        return f"?{query.urlencode()}"
