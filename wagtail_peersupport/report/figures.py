"""Everything the report says, as plain values computed from an export."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from math import ceil
from statistics import median_high

from wagtail_peersupport.detection.types import Engine
from wagtail_peersupport.importers.records import NO_DATE, Export
from wagtail_peersupport.report.conversations import (
    Question,
    known_date,
    person_of,
    questions_under,
)
from wagtail_peersupport.report.privacy import without_addresses
from wagtail_peersupport.similarity import repeats

#: Repetition is looked for among this many questions, the newest: comparing costs their square.
COMPARED = 1_500


@dataclass(frozen=True, slots=True)
class Post:
    title: str
    link: str
    questions: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Helper:
    """A reader who answered others. `answers` counts questions, `first` those answered first."""

    name: str
    answers: int
    first: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`questions` are newest first; those whose date is unknown stand at the end."""

    title: str
    source: str
    comments: int
    waiting_for_approval: int
    writers: int
    since: datetime | None
    until: datetime | None
    questions: tuple[Question, ...]
    posts: tuple[Post, ...]
    repeated: tuple[tuple[Question, ...], ...]
    helpers: tuple[Helper, ...]
    left_out: tuple[tuple[str, int], ...]

    @property
    def answered(self) -> list[Question]:
        return [question for question in self.questions if question.is_answered]

    @property
    def maybe_answered(self) -> list[Question]:
        return [q for q in self.questions if q.maybe_answered and not q.is_answered]

    @property
    def unanswered(self) -> list[Question]:
        return [question for question in self.questions if question.never_answered]

    @property
    def answered_by_readers(self) -> int:
        """How many questions a reader answered first."""
        return sum(not question.first_answer.by_owner for question in self.answered)

    @property
    def waits(self) -> list[timedelta]:
        """Shortest first."""
        return sorted(question.wait for question in self.questions if question.wait is not None)

    @property
    def median_wait(self) -> timedelta | None:
        """Of an even number of waits the longer one in the middle."""
        return median_high(self.waits) if self.waits else None

    @property
    def long_wait(self) -> timedelta | None:
        """The 90th percentile by nearest rank, None for fewer than ten answers."""
        waits = self.waits
        return waits[ceil(len(waits) * 0.9) - 1] if len(waits) >= 10 else None


def figures_of(
    export: Export, engine: Engine, progress: Callable[[float], None] | None = None
) -> Figures:
    """Read every approved comment of an export. `progress` is told the share done, 0 to 1."""
    comments = [comment for post in export.posts for comment in post.comments]
    public = [comment for comment in comments if comment.approved]
    dates = [date for comment in public if (date := known_date(comment.date))]
    by_post = _questions(export, engine, len(comments), progress)
    questions = sorted(
        chain.from_iterable(by_post), key=lambda question: question.date or NO_DATE, reverse=True
    )
    return Figures(
        title=without_addresses(export.title),
        source=export.source,
        comments=len(public),
        waiting_for_approval=len(comments) - len(public),
        writers=len({person_of(comment) for comment in public}),
        since=min(dates, default=None),
        until=max(dates, default=None),
        questions=tuple(questions),
        posts=tuple(_posts(by_post)),
        repeated=tuple(_repeated(questions[:COMPARED])),
        helpers=tuple(_helpers(questions)),
        left_out=tuple(sorted(export.left_out.items())),
    )


def _questions(
    export: Export, engine: Engine, total: int, progress: Callable[[float], None] | None
) -> list[list[Question]]:
    found = []
    done = 0
    for post in export.posts:
        found.append(list(questions_under(post, engine, export.language)))
        done += len(post.comments)
        if progress and total:
            progress(done / total)
    return found


def _posts(by_post: Iterable[list[Question]]) -> list[Post]:
    """Most questions first."""
    posts = [
        Post(
            title=questions[0].post_title,
            link=questions[0].link.partition("#")[0],
            questions=len(questions),
            unanswered=sum(question.never_answered for question in questions),
        )
        for questions in by_post
        if questions
    ]
    return sorted(posts, key=lambda post: (-post.questions, -post.unanswered))


def _repeated(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """Groups that ask the same, biggest first. One person asking again is no repetition."""
    groups = repeats([question.sentence for question in questions])
    found = [tuple(questions[place] for place in group) for group in groups]
    return [group for group in found if len({question.person for question in group}) > 1]


def _helpers(questions: Iterable[Question]) -> list[Helper]:
    """Readers with a name who answered others' questions, most questions first."""
    names: dict[str, str] = {}
    answers: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for question in questions:
        readers = {a.person: a.author for a in question.answers if not a.by_owner and a.author}
        names |= readers
        answers.update(readers.keys())
        if question.is_answered and question.first_answer.person in readers:
            first[question.first_answer.person] += 1
    found = [Helper(names[person], answers[person], first[person]) for person in answers]
    return sorted(found, key=lambda helper: (-helper.answers, -helper.first, helper.name))
