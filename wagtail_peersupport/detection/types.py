"""What goes into an engine and what comes out of it.

An engine takes the text of one comment and its context and gives back an analysis. Whoever writes
another engine needs this module and nothing else of the package.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What an opening comment wants."""

    QUESTION = "question"
    """Asks for information, help or an opinion, with or without a question mark."""

    PROBLEM = "problem"
    """Reports that something does not work, or complains and deserves a response."""

    IDEA = "idea"
    """Suggests an improvement, a feature or a next post."""

    PRAISE = "praise"
    """Praises the post, its author or the product."""

    REMARK = "remark"
    """Opinion, joke, own experience, news: nothing that anybody has to answer."""


#: The kinds of what somebody should respond to.
NEEDS = frozenset({Kind.QUESTION, Kind.PROBLEM, Kind.IDEA})


class Role(StrEnum):
    """What a comment does as a reply in a thread. Only an answer makes a thread answered."""

    ANSWER = "answer"
    """Gives information, advice, a workaround or a link."""

    CLARIFICATION = "clarification"
    """Asks the asker for details, or is the asker adding them."""

    ME_TOO = "me-too"
    """Says "same here" and nothing that helps."""

    THANKS = "thanks"
    """Thanks for an answer, or reports that it worked."""

    OTHER = "other"
    """A joke, an aside, or no reply at all."""


class Urgency(StrEnum):
    """Why a comment should not wait."""

    BLOCKED = "blocked"
    """The writer can't go on without an answer."""

    SAFETY = "safety"
    """Somebody may come to harm."""

    MONEY = "money"
    """Money was taken, is owed or is asked back."""

    ASKING_AGAIN = "asking-again"
    """It was asked before and nobody answered."""

    ANGRY = "angry"
    """The writer is angry with whoever is responsible."""


class LinkHow(StrEnum):
    """How we know that a comment belongs to an earlier one."""

    REPLIED = "replied"
    """The writer pressed "Reply" under it."""

    MENTIONED = "mentioned"
    """The writer names its author."""

    QUOTED = "quoted"
    """The writer quotes its text."""

    INFERRED = "inferred"
    """Content and time suggest it."""

    MOVED = "moved"
    """A person put it there."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a comment beyond its text. Every field may be left out."""

    post_title: str = ""
    language: str = ""
    """BCP 47 tag of the page, only a hint: readers write in what language they like."""

    is_reply: bool = False
    """It answers an earlier comment, explicitly or by a link of ours."""

    in_thread: bool = False
    """A comment above it opened a support thread."""

    by_asker: bool = False
    """Written by whoever opened that thread."""

    parent_by_asker: bool = False
    """The comment it replies to was written by the asker."""

    by_author: bool = False
    """Written by whoever wrote the post."""

    by_staff: bool = False

    question: str = ""
    """The comment that opened the thread, as HTML or as plain text; empty outside a thread."""


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an engine guessed of one comment."""

    kind: Kind
    role: Role
    needs_support: bool
    """Somebody should respond. True only for a question, a problem or an idea."""

    score: float
    """How sure the engine is that somebody should respond, 0 to 1."""

    reasons: tuple[str, ...]
    """Short English phrases for staff, strongest first, such as 'ends in a question mark'."""

    language: str
    """Best guess, as the first part of a BCP 47 tag; empty if unknown."""

    has_link: bool

    is_public: bool = True
    """Sure enough that readers see it as a question: where False, a person has to say so first."""

    is_unsure: bool = False
    """A person should decide: too doubtful for readers, too likely to be left alone."""

    kind_score: float = 1.0
    """How sure the engine is of the kind, 0 to 1."""

    role_score: float = 1.0
    """How sure the engine is of the role, 0 to 1."""

    urgency: tuple[tuple[Urgency, str], ...] = ()
    """Why it should not wait, each with what says so."""

    claims: tuple[tuple[str, str], ...] = ()
    """Of an answer: what it states as if for the site, as words of ``claims.Claim``, each with the
    sentence that does.
    """

    @property
    def opens_thread(self) -> bool:
        """Whether the comment is a need that a thread may grow from, seen by everybody."""
        return self.needs_support and self.kind in NEEDS and self.is_public


class Engine(Protocol):
    """Reads one comment, without state: the same text and context give the same analysis."""

    @property
    def version(self) -> str:
        """Changes whenever a comment may be understood differently, so that it is read again."""
        ...

    def analyse(self, text: str, context: Context = NO_CONTEXT) -> Analysis:
        """Understand one comment, given as HTML or as plain text."""
        ...
