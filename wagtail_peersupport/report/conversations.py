"""From the comments under one post to the questions asked there and the answers they got."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from wagtail_peersupport.detection.text import asking_sentence, plain_text
from wagtail_peersupport.detection.types import Analysis, Context, Engine, Kind, Role
from wagtail_peersupport.importers.records import ExportedComment, ExportedPost
from wagtail_peersupport.report.pointing import Positions
from wagtail_peersupport.report.privacy import without_addresses

#: How much of a comment is read, and how much of it is shown, in characters.
READ = 10_000
LONGEST = 1_500
PLAUSIBLE_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to somebody else's question. `person` tells helpers apart and is never shown."""

    person: str
    author: str
    date: datetime | None
    by_owner: bool


@dataclass(slots=True)
class Question:
    """A question or problem of a reader that called for a response.

    `sentence` is the part that asks, `text` the whole comment, both plain text without e-mail
    addresses. `maybe_answered`: the owner's next comment under the post says to nobody in
    particular something that could be the answer.
    """

    person: str
    author: str
    date: datetime | None
    kind: Kind
    language: str
    sentence: str
    text: str
    post_title: str
    link: str
    answers: list[Answer] = field(default_factory=list)
    maybe_answered: bool = False

    @property
    def is_answered(self) -> bool:
        return bool(self.answers)

    @property
    def never_answered(self) -> bool:
        return not self.answers and not self.maybe_answered

    @property
    def first_answer(self) -> Answer:
        """Raises IndexError without answers."""
        return self.answers[0]

    @property
    def wait(self) -> timedelta | None:
        """From the question to its first answer, None where the dates do not tell."""
        answered = self.answers[0].date if self.answers else None
        if answered is None or self.date is None or answered < self.date:
            return None
        return answered - self.date


@dataclass(slots=True)
class Conversation:
    """What is known of the comments of one post read so far, all by position."""

    comments: list[ExportedComment]
    parents: list[int | None] = field(default_factory=list)
    threads: list[int | None] = field(default_factory=list)
    questions: dict[int, Question] = field(default_factory=dict)


def questions_under(post: ExportedPost, engine: Engine, language: str) -> Iterator[Question]:
    """The questions and problems under a post, oldest first, with their answers.

    Ideas are left out: nobody waits for an answer to one. Only approved comments are read. A reply
    belongs to what it replies to explicitly, by naming its author or by quoting it, and so to the
    nearest question above. An answer is a reply in that role by somebody other than the asker.
    """
    public = [
        replace(comment, text=comment.text[:READ]) for comment in post.comments if comment.approved
    ]
    talk = Conversation(public)
    hidden = {comment.id: comment.parent for comment in post.comments if not comment.approved}
    positions = Positions(hidden)
    for here, comment in enumerate(public):
        talk.parents.append(positions.add(comment))
        _read(talk, here, post, engine, language)
    yield from (one for one in talk.questions.values() if one.kind is not Kind.IDEA)


def same_person(one: ExportedComment, other: ExportedComment) -> bool:
    """By e-mail address where both gave one, else by name."""
    if one.email and other.email:
        return one.email.casefold() == other.email.casefold()
    return bool(one.author) and one.author.casefold() == other.author.casefold()


def person_of(comment: ExportedComment) -> str:
    """A key for one person, "" for somebody who gave neither address nor name."""
    return comment.email.casefold() or comment.author.casefold()


def _read(talk: Conversation, here: int, post: ExportedPost, engine: Engine, language: str) -> None:
    comment, parent = talk.comments[here], talk.parents[here]
    thread = talk.threads[parent] if parent is not None else None
    context = replace(_context(talk, here, thread), post_title=post.title, language=language)
    analysis = engine.analyse(comment.text, context)
    if thread is not None and analysis.role is Role.ANSWER and not context.by_asker:
        talk.questions[thread].answers.append(_answer(comment))
    if comment.by_owner and parent is None:
        _note_possible_answer(talk, comment, engine, language)
    if analysis.opens_thread and not comment.by_owner:
        talk.questions[here] = _question(comment, analysis, post, language)
        thread = here
    talk.threads.append(thread)


def _context(talk: Conversation, here: int, thread: int | None) -> Context:
    comment, parent = talk.comments[here], talk.parents[here]
    if parent is None or thread is None:
        return Context(is_reply=parent is not None, by_author=comment.by_owner)
    asker = talk.comments[thread]
    return Context(
        is_reply=True,
        in_thread=True,
        by_asker=same_person(comment, asker),
        parent_by_asker=same_person(talk.comments[parent], asker),
        by_author=comment.by_owner,
    )


def _note_possible_answer(
    talk: Conversation, comment: ExportedComment, engine: Engine, language: str
) -> None:
    """The owner of a flat blog answers below without saying whom: mark the latest open question."""
    waiting = (q for q in reversed(talk.questions.values()) if q.never_answered)
    latest = next(waiting, None)
    context = Context(language=language, is_reply=True, in_thread=True, by_author=True)
    if latest and engine.analyse(comment.text, context).role is Role.ANSWER:
        latest.maybe_answered = True


def _answer(comment: ExportedComment) -> Answer:
    return Answer(
        person=person_of(comment),
        author=without_addresses(comment.author),
        date=known_date(comment.date),
        by_owner=comment.by_owner,
    )


def _question(
    comment: ExportedComment, analysis: Analysis, post: ExportedPost, language: str
) -> Question:
    # Before anything is shortened: half an address would no longer look like one.
    markup = without_addresses(comment.text)
    text = without_addresses(plain_text(markup))
    return Question(
        person=person_of(comment),
        author=without_addresses(comment.author),
        date=known_date(comment.date),
        kind=analysis.kind,
        language=analysis.language or language,
        sentence=without_addresses(asking_sentence(markup, limit=200)),
        text=text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …",
        post_title=without_addresses(post.title) or post.slug,
        link=link_to(post, comment),
    )


def known_date(date: datetime) -> datetime | None:
    """None for what cannot be the date of a comment on the web."""
    return date if date.year in PLAUSIBLE_YEARS else None


def link_to(post: ExportedPost, comment: ExportedComment | None = None) -> str:
    """The address of a post or of a comment in it, "" unless it is a web address.

    WordPress and Disqus both call the anchor of a comment "comment-" and its number.
    """
    try:
        parts = urlsplit(post.url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    page = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()
    return f"{page}#comment-{quote(comment.id)}" if comment and comment.id.isdigit() else page
