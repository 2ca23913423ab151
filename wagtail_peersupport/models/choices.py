"""The words that rows store, each with its label. The engine's own words live in
``detection.types``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an opening comment wants."""

    QUESTION = "question", _("Question")
    PROBLEM = "problem", _("Problem")
    IDEA = "idea", _("Idea")
    PRAISE = "praise", _("Praise")
    REMARK = "remark", _("Remark")


#: The kinds that open a thread when the comment needs support.
SUPPORT_KINDS = (Kind.QUESTION, Kind.PROBLEM, Kind.IDEA)


class Role(models.TextChoices):
    """What a reply does in a thread."""

    ANSWER = "answer", _("Answer")
    CLARIFICATION = "clarification", _("Clarification")
    ME_TOO = "me-too", _("Me too")
    THANKS = "thanks", _("Thanks")
    OTHER = "other", _("Other")


class LinkHow(models.TextChoices):
    """How we know that a reply belongs to a thread."""

    REPLIED = "replied", _("written as a reply")
    MENTIONED = "mentioned", _("mentions the writer")
    QUOTED = "quoted", _("quotes the comment")
    INFERRED = "inferred", _("seems to answer it")
    MOVED = "moved", _("moved here")


class Status(models.TextChoices):
    """Where a thread stands; derived from facts, never stored."""

    UNANSWERED = "unanswered", _("Unanswered")
    ANSWERED = "answered", _("Answered")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed")


def state_word(status: Status, *, is_idea: bool, is_archive: bool) -> str:
    """Where a thread stands as a CSS-friendly word: unanswered, answered, solved, closed, idea; or
    archive, where an old question never got an answer.
    """
    if is_idea:
        return "idea"
    if is_archive and status == Status.UNANSWERED:
        return "archive"
    return str(status)


class Verdict(models.TextChoices):
    """What staff say of an answer."""

    VERIFIED = "verified", _("Verified")
    OUTDATED = "outdated", _("Outdated")
    WRONG = "wrong", _("Wrong")


class Ended(models.TextChoices):
    """How a question ended without an accepted answer."""

    ANOTHER_WAY = "another-way", _("Solved another way")
    SAID_ALL = "said-all", _("Closed: we've said what we can")


class ReportReason(models.TextChoices):
    """What a reader finds wrong with a comment."""

    WRONG = "wrong", _("It is wrong")
    DANGEROUS = "dangerous", _("It is dangerous")
    RUDE = "rude", _("It is rude")
    SPAM = "spam", _("It is advertising")


class RemovalReason(models.TextChoices):
    """Why a comment was removed; readers see it. All but the last are said by staff."""

    OFF_TOPIC = "off-topic", _("off-topic")
    RUDE = "rude", _("rude")
    SPAM = "spam", _("advertising")
    DANGEROUS = "dangerous", _("dangerous")
    PRIVATE = "private", _("private data")
    OTHER = "other", _("against the house rules")
    WITHDRAWN = "withdrawn", _("withdrawn by its writer")

    @classmethod
    def of_staff(cls) -> list[tuple[str, str]]:
        """Those that staff may give, each with its label."""
        return [(str(one), str(one.label)) for one in cls if one is not cls.WITHDRAWN]


class IdeaStatus(models.TextChoices):
    """What staff intend with an idea. Nobody accepts an answer to one."""

    NEW = "new", _("New")
    CONSIDERING = "considering", _("Considering")
    DONE = "done", _("Done")
    NOT_NOW = "not-now", _("Not now")


class Urgency(models.TextChoices):
    """Why a comment should not wait; the engine's words are ``detection.types.Urgency``."""

    BLOCKED = "blocked", _("Blocked")
    SAFETY = "safety", _("Safety")
    MONEY = "money", _("Money")
    ASKING_AGAIN = "asking-again", _("Asking again")
    ANGRY = "angry", _("Angry")


class Source(models.TextChoices):
    """Where a decision comes from."""

    STAFF = "staff", _("Staff")
    WRITER = "writer", _("The writer")
    IMPORT = "import", _("Import")
    KEPT = "kept", _("Kept, since people had joined in before the engine changed")


class Reason(models.TextChoices):
    """Why staff should act."""

    UNANSWERED = "unanswered", _("Nobody answered")
    READER_ASKED = "reader-asked", _("A reader asked for staff")
    STAFF_FLAGGED = "staff-flagged", _("Flagged by staff")
    BLOCKING = "blocking", _("The asker is blocked")
    URGENT = "urgent", _("Urgent")
    STAFF_TOPIC = "staff-topic", _("A topic for staff")
    STILL_STUCK = "still-stuck", _("The asker is still stuck")
    REPORTED = "reported", _("Readers reported an answer")
    MANY_HAVE_IT = "many-have-it", _("Many have it")
    CLAIM = "claim", _("A reader speaks for us: a price, date, guarantee or refund")
    POST_CHANGED = "post-changed", _("The post changed since the answer was accepted")
    AFTER_SOLVED = "after-solved", _("A new reply after it was solved")
    GONE_QUIET = "gone-quiet", _("Answered, never confirmed")
    DATE_MISSED = "date-missed", _("We named a date and missed it")


class Outcome(models.TextChoices):
    """How a follow-up ended."""

    ANSWERED = "answered", _("Answered")
    NO_REPLY_NEEDED = "no-reply-needed", _("No reply needed")
    NOT_A_QUESTION = "not-a-question", _("Not a question")
    MERGED = "merged", _("Merged")


class Court(models.TextChoices):
    """Whose turn it is, computed from facts; for staff."""

    STAFF = "staff", _("Staff")
    READERS = "readers", _("Readers")
    ASKER = "asker", _("The asker")
    NOBODY = "nobody", _("Nobody")


class Capacity(models.TextChoices):
    """In which capacity somebody with the staff permission wrote a comment."""

    OFFICIAL = "official", _("Officially")
    PERSONAL = "personal", _("Personally")
    BY_MAIL = "by-mail", _("For somebody who wrote an e-mail")


class Placeholder(models.TextChoices):
    """What stands in curly brackets in a canned reply and is filled in when it is inserted."""

    NAME = "name", _("the name of whoever asked")
    POST = "post", _("the title of the post")
    TOPIC = "topic", _("the topic of the question")
    HUB = "hub", _("the address of the hub")
    ME = "me", _("your own name")
    HOURS = "hours", _("within how many hours the site answers")
