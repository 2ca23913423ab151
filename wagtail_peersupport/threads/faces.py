"""What a page, a feed or a mail shows of comments and threads: frozen values, ready for a template,
no query hidden in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from ..models.choices import IdeaStatus, Kind, Status, state_word
from .asker_side import UNSAID, AskerSide
from .caring import UNSEEN, SeenFace
from .judged import NO_CARE, OPEN, Care, ClosingFace, VerdictFace
from .marking import Piece, QuoteFace
from .thanks import ThanksFace


@dataclass(frozen=True, slots=True)
class AuthorFace:
    """Whoever wrote a comment, as far as it was proven."""

    name: str
    initials: str
    badge: str = ""
    """"staff" or "author", from accounts only; "guest" where a typed name could be mistaken for
    theirs; "by-mail" where staff posted it for somebody who wrote an e-mail.
    """
    posted_by: str = ""
    """Who of staff did; "" where that account is gone."""
    url: str = ""
    answers: int = 0
    """How many answers of this person, under this name, survived; 0 until one of them solved
    something, for guests, and for whoever would rather not show it.
    """
    solved: int = 0
    """How many of those solved it."""


@dataclass(frozen=True, slots=True)
class TopicFace:
    """What a thread is about."""

    pk: int
    name: str
    slug: str
    description: str
    staff_only: bool
    target_hours: int | None
    """The response time that readers are told to expect, None where it is the site's."""
    url: str = ""
    """The hub's list of what is about it, "" where this viewer sees no hub."""
    is_current: bool = False
    """Whether a list is narrowed to it."""


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
    can_be_told: bool = False
    """Whether this viewer said "me too" and may ask to hear when it is solved."""
    needs_address: bool = False
    """Whether they must say where to write first, as a guest."""
    is_to_be_told: bool = False
    """Whether this viewer hears of it, once, when it is solved."""
    can_ask_for_staff: bool = False
    i_asked_for_staff: bool = False
    """Whether this viewer did, and staff have not settled it since."""
    can_say_blocking: bool = False
    i_am_blocked: bool = False
    """Whether this viewer said so, and neither staff nor an answer have settled it since."""
    asker_side: AskerSide = UNSAID
    can_decide: bool = False
    idea_status: str = ""
    """Where an idea stands with staff, as a word of IdeaStatus; "" for anything else."""
    idea_label: str = ""
    idea_reason: str = ""
    can_set_idea: bool = False
    closing: ClosingFace = OPEN
    seen: SeenFace = UNSEEN
    excerpt: str = ""
    """For lists: the best answer as plain text, "" without one."""
    topic: TopicFace | None = None
    is_on_hub: bool = False
    """Whether it was asked on the hub itself, under no post."""
    is_off_post: bool = False
    """Whether it is about something else than the post it stands under."""
    in_post_since: datetime | None = None
    """Since when the published post holds an answer to it; None where it does not."""
    post_pk: int = 0
    marked_title: tuple[Piece, ...] = ()
    """For what was searched for: the title in pieces, with its words marked."""
    quote: QuoteFace | None = None
    """For what was searched for: the reply that takes it up."""

    @property
    def is_for_staff(self) -> bool:
        """Whether staff answer it, by its topic; readers may, too."""
        return self.topic is not None and self.topic.staff_only and not self.is_idea

    @property
    def idea_choices(self) -> list[tuple[str, str]]:
        """What staff may say of an idea: each state with its label."""
        return IdeaStatus.choices

    @property
    def state(self) -> str:
        """The state as a CSS-friendly word: unanswered, answered, solved, closed, idea; or archive,
        where an old question never got an answer.
        """
        return state_word(self.status, is_idea=self.is_idea, is_archive=self.is_archive)


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """Another question, by its title."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CommentFace:
    """One comment with everything below it."""

    pk: int
    author: AuthorFace
    html: SafeString
    submit_date: datetime
    is_removed: bool = False
    is_withdrawn: bool = False
    """Whether its writer took it out of sight."""
    can_bring_back: bool = False
    removed_for: str = ""
    """Why staff removed it, "" where nobody said."""
    was_reply: bool = False
    """Of what was removed: whether it was written as a reply."""
    is_hidden: bool = False
    """Readers' reports hide its words until staff look."""
    is_mine: bool = False
    is_held: bool = False
    """For its writer alone: it is live, but opens no thread and answers none before staff saw it.
    """
    thread: ThreadFace | None = None
    """Set on a comment that opened a thread."""
    asked_before: QuestionLink | None = None
    """The question under another post that asks the same, as staff said."""
    best: CommentFace | None = None
    """The answer to show right under the question: accepted, else the most helpful; None without
    one.
    """
    also: CommentFace | None = None
    """The best answer of the other side: of staff beside a reader's, of readers beside theirs."""
    why: tuple[str, ...] = ()
    """For the answer that stands first among several: what put it there, in words."""
    replies: tuple[CommentFace, ...] = ()
    """The rest, oldest first; without ``best`` and ``also``."""
    reply_count: int = 0
    """All visible comments below, ``best`` and ``also`` included."""
    role: str = ""
    how: str = ""
    """How it is known to belong where it stands: replied, mentioned, quoted, moved."""
    is_answer: bool = False
    helpful: int = 0
    my_vote: bool | None = None
    can_vote: bool = False
    accepted_by: str = ""
    """"asker" or "staff" for an accepted answer, "" otherwise."""
    accepter: str = ""
    """Who of staff accepted it for the asker; "" where that account is gone."""
    proposed_to: str = ""
    """"asker" or "staff" where this viewer is asked whether it solved it; see actions.proposing."""
    can_accept: bool = False
    can_unaccept: bool = False
    asked_at: datetime | None = None
    """For an answer: when its question was asked."""
    lifted_from: bool = False
    """A place holder in the tree for the answer that is shown above: it has replies of its own."""
    reply_to: int | None = None
    """The comment that a reply to this one hangs on; None where nobody may reply."""
    can_decide: bool = False
    """For staff: they may say what it is."""
    kind: str = ""
    """What it is, as a word of Kind: decided, else guessed; "" before it was read."""
    decided: bool | None = None
    """Whether a person said that it wants an answer; None where nobody said."""
    can_wish: bool = False
    """For its writer, unless they are staff: they may say whether they want an answer."""
    can_withdraw: bool = False
    asks_writer: bool = False
    """For its writer, shortly after it was read: the engine is not sure, and asks them."""
    is_thanked: bool = False
    thanked_by: str = ""
    """Who thanked for this praise; "" where that account is gone."""
    is_featured: bool = False
    can_mark_praise: bool = False
    verdict: VerdictFace | None = None
    team_thanks: ThanksFace | None = None
    """For an answer: that staff thanked whoever wrote it, for all to see."""
    care: Care = NO_CARE

    @property
    def more_count(self) -> int:
        """How many visible comments stand below what is lifted."""
        return self.reply_count - (self.best is not None) - (self.also is not None)

    @property
    def anchor(self) -> str:
        return f"c{self.pk}"

    @property
    def waited(self) -> str:
        """For an answer: how long after the question it came, as "40 minutes"; "" within the first
        minute.
        """
        if self.asked_at is None or self.submit_date - self.asked_at < timedelta(minutes=1):
            return ""
        return timesince(self.asked_at, self.submit_date, depth=1)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What it could be: each kind with its label."""
        return Kind.choices

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label) if self.kind else ""
