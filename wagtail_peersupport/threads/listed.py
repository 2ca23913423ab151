"""What the hub lists: frozen values, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass

from .faces import AuthorFace, ThreadFace, TopicFace


@dataclass(frozen=True, slots=True)
class PraiseFace:
    """Praise that staff featured, as the hub shows it."""

    words: str
    author: AuthorFace
    url: str
    """Its place under its post."""
    post_title: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a list, with how many threads it holds; ``count`` stops at 1,000 ("1,000+")."""

    name: str
    label: str
    count: int
    is_current: bool

    @property
    def count_label(self) -> str:
        return "1,000+" if self.count > 1000 else str(self.count)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the hub's list."""

    rows: tuple[ThreadFace, ...]
    tabs: tuple[Tab, ...]
    tab: str
    search: str
    sort: str
    page: int
    has_previous: bool
    has_next: bool
    topics: tuple[TopicFace, ...] = ()
    """Those of the threads that this viewer may see."""

    @property
    def topic(self) -> TopicFace | None:
        """The one that the list is narrowed to."""
        return next((topic for topic in self.topics if topic.is_current), None)
