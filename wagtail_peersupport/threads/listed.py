"""What the hub lists: frozen values, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .faces import AuthorFace, QuestionLink, ThreadFace, TopicFace
from .wishes import Wish

if TYPE_CHECKING:
    from .languages import LanguageFace

MOST_COUNTED = 1001


@dataclass(frozen=True, slots=True)
class PraiseFace:
    """Praise that staff featured, as the hub shows it."""

    words: str
    author: AuthorFace
    url: str
    """Its place under its post."""
    post_title: str


def count_label(count: int, most: int = MOST_COUNTED) -> str:
    """A count as it is shown: it stops before ``most`` ("1,000+")."""
    return f"{most - 1:,}+" if count >= most else str(count)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a list, with how many threads it holds; ``count`` stops at 1,001."""

    name: str
    label: str
    count: int
    is_current: bool
    url: str = ""
    is_cut: bool = False
    """Whether there may be more than were counted."""

    @property
    def count_label(self) -> str:
        return f"{self.count}+" if self.is_cut and self.count else count_label(self.count)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that changes one thing of a list."""

    name: str
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class PostFace:
    """The post that a list is narrowed to."""

    pk: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the hub's list. Every address in it keeps what was chosen besides."""

    rows: tuple[ThreadFace, ...]
    tabs: tuple[Tab, ...]
    wish: Wish
    """What was asked for, as far as it is known."""
    has_next: bool
    topics: tuple[TopicFace, ...] = ()
    """Those of the threads that this viewer may see."""
    sorts: tuple[Choice, ...] = ()
    post: PostFace | None = None
    posts: tuple[QuestionLink, ...] = ()
    """The posts of this page's rows, each with the address of the list of its questions."""
    languages: tuple[LanguageFace, ...] = ()
    """Other languages that there are threads in."""
    known: tuple[str, ...] = ()
    """The names of topics that this viewer answered before: of what they may help with, that comes
    first.
    """
    is_near: bool = False
    """Whether nothing has all the words that were searched for: these have some of them."""

    @property
    def tab(self) -> str:
        return self.wish.tab

    @property
    def search(self) -> str:
        return self.wish.search

    @property
    def sort(self) -> str:
        return self.wish.sort

    @property
    def page(self) -> int:
        return self.wish.page

    @property
    def has_previous(self) -> bool:
        return self.wish.page > 1

    @property
    def topic(self) -> TopicFace | None:
        """The one that the list is narrowed to."""
        return next((topic for topic in self.topics if topic.is_current), None)

    @property
    def all(self) -> Tab:
        """The tab that leaves none out."""
        return self.tabs[-1]

    @property
    def first_url(self) -> str:
        return self.wish.query()

    @property
    def previous_url(self) -> str:
        return self.wish.query(page=self.wish.page - 1)

    @property
    def next_url(self) -> str:
        return self.wish.query(page=self.wish.page + 1)

    @property
    def any_topic_url(self) -> str:
        return self.wish.query(topic="")

    @property
    def any_post_url(self) -> str:
        return self.wish.query(post=0)

    @property
    def any_words_url(self) -> str:
        """The list without a search."""
        return self.wish.query(search="")
