"""What a page, a feed or a mail shows: frozen values, ready for a template, no query hidden in
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from ..models.choices import Status
from .wording import below_title


@dataclass(frozen=True, slots=True)
class AuthorFace:
    """Whoever wrote a comment, as far as it was proven."""

    name: str
    initials: str
    badge: str = ""
    """"staff" or "author", from accounts only; "guest" where a typed name could be mistaken for
    theirs.
    """
    url: str = ""
    answers: int = 0
    """Accepted answers by this person, 0 for guests."""


@dataclass(frozen=True, slots=True)
class ThreadFace:
    """A question, problem or idea: where it stands and what this viewer may do about it."""

    pk: int
    comment_pk: int
    title: str
    kind: str
    status: Status
    is_idea: bool
    is_archive: bool
    language: str
    asked_at: datetime
    asker: AuthorFace
    url: str
    post_title: str
    post_url: str
    answers: int
    me_toos: int
    is_mine: bool = False
    i_said_me_too: bool = False
    can_say_me_too: bool = False
    can_ask_for_staff: bool = False
    i_asked_for_staff: bool = False
    """Whether this viewer did, and staff have not settled it since."""
    can_decide: bool = False
    excerpt: str = ""
    """For lists: the best answer as plain text, "" without one."""

    @property
    def state(self) -> str:
        """The state as a CSS-friendly word: unanswered, answered, solved, idea; or archive, where
        an old question never got an answer.
        """
        if self.is_idea:
            return "idea"
        if self.is_archive and self.status == Status.UNANSWERED:
            return "archive"
        return str(self.status)


@dataclass(frozen=True, slots=True)
class CommentFace:
    """One comment with everything below it."""

    pk: int
    author: AuthorFace
    html: SafeString
    submit_date: datetime
    is_removed: bool = False
    is_mine: bool = False
    is_held: bool = False
    """For its writer alone: it is live, but opens no thread and answers none before staff saw it.
    """
    thread: ThreadFace | None = None
    """Set on a comment that opened a thread."""
    best: CommentFace | None = None
    """The answer to show right under the question: accepted, else the most helpful; None without
    one.
    """
    replies: tuple[CommentFace, ...] = ()
    """The rest, oldest first; without ``best``."""
    reply_count: int = 0
    """All visible comments below, ``best`` included."""
    role: str = ""
    how: str = ""
    """How it is known to belong where it stands: replied, mentioned, quoted, moved."""
    is_answer: bool = False
    helpful: int = 0
    my_vote: bool | None = None
    can_vote: bool = False
    accepted_by: str = ""
    """"asker" or "staff" for an accepted answer, "" otherwise."""
    can_accept: bool = False
    can_unaccept: bool = False
    waited: str = ""
    """For an answer: how long after the question it came, as "40 minutes"; "" within the first
    minute.
    """
    lifted_from: bool = False
    """A place holder in the tree for the answer that is shown above: it has replies of its own."""
    reply_to: int | None = None
    """The comment that a reply to this one hangs on; None where nobody may reply."""
    can_decide: bool = False

    @property
    def anchor(self) -> str:
        return f"c{self.pk}"


@dataclass(frozen=True, slots=True)
class Section:
    """The comments of one post."""

    comments: tuple[CommentFace, ...]
    total: int
    questions: int
    solved: int
    order: str
    is_staff: bool


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


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One thread on a page of its own."""

    thread: ThreadFace
    question: CommentFace
    answers: tuple[CommentFace, ...]
    """Best first."""
    others: tuple[CommentFace, ...]
    """Every other reply, oldest first."""

    @property
    def words(self) -> SafeString:
        """The question's words below its title, so that no sentence is shown twice."""
        return below_title(self.question.html, self.thread.title)
