"""Which earlier comment of a post a comment belongs to, explicitly or by what it says."""

import re
from collections.abc import Sequence

from wagtail_peersupport.detection.links import (
    Earlier,
    Link,
    Pointers,
    find_target,
    may_point,
    pointers,
)
from wagtail_peersupport.importers.records import ExportedComment

#: How far back a comment may point by name or quote, in comments of the same post.
LOOK_BACK = 100
WORD = re.compile(r"\w+")


class Positions:
    """The comments of one post as they come, and where each of them stands.

    `hidden` maps the ids of comments that nobody may see to their parents: a reply to one of those
    belongs to what that replied to.
    """

    def __init__(self, hidden: dict[str, str]) -> None:
        self._hidden = hidden
        self._places: dict[str, int] = {}
        self._earlier: list[Earlier] = []
        self._folded: list[str] = []

    def add(self, comment: ExportedComment) -> int | None:
        """The position of the comment's parent, None for none. Comments come oldest first."""
        parent = self._explicit(comment) if comment.parent else self._pointed_at(comment.text)
        here = len(self._earlier)
        self._places[comment.id] = here
        self._earlier.append(Earlier(id=here, author=comment.author, text=comment.text))
        self._folded.append(comment.text.casefold())
        return parent

    def _explicit(self, comment: ExportedComment) -> int | None:
        parent = comment.parent
        while parent in self._hidden:
            parent = self._hidden[parent]
        return self._places.get(parent)

    def _pointed_at(self, text: str) -> int | None:
        if not may_point(text):
            return None
        found = pointers(text)
        link = self._quoted(found.quotes) or self._named(found.mentions)
        return link.target if link else None

    def _quoted(self, quotes: Sequence[str]) -> Link | None:
        """Comparing is slow, so only comments that hold all words of a quote are compared."""
        wanted = [sorted(set(WORD.findall(quote.casefold())), key=len)[::-1] for quote in quotes]
        near = range(max(0, len(self._earlier) - LOOK_BACK), len(self._earlier))
        possible = [
            self._earlier[place]
            for place in near
            if any(words and _holds(self._folded[place], words) for words in wanted)
        ]
        return find_target(Pointers((), tuple(quotes)), possible) if possible else None

    def _named(self, mentions: Sequence[str]) -> Link | None:
        near = self._earlier[-LOOK_BACK:]
        return find_target(Pointers(tuple(mentions), ()), near) if mentions else None


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)
