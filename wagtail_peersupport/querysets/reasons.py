"""Why staff should act on a thread, as far as it follows from facts and the time.

Each reason is a condition on a row of a thread, so that one query can ask for all of them. What
somebody said of a thread is in ``raised.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone

from ..accounts import staff_keys
from ..conf import conf
from .times import after, due_at

#: Replies that say something new once a question is solved.
_NEWS = ("answer", "clarification")
_SEEN = "comment__peersupport_seen"

QUESTIONS = ~Q(kind="idea")
#: Questions and problems that are neither solved nor closed.
UNSETTLED = QUESTIONS & Q(solved_at__isnull=True, closed_at__isnull=True)


#: Primary keys of accounts.
Keys = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What reasons depend on besides the thread: the time, and who is staff, by their keys."""

    now: datetime
    staff: Keys

    @classmethod
    def at(cls, now: datetime) -> Moment:
        """With those who are staff as it is asked."""
        return cls(now, staff_keys())

    @property
    def head_start(self) -> timedelta:
        """How long readers may answer first: no time where only one person is staff."""
        return conf.head_start if len(self.staff) > 1 else timedelta(0)


def _made_once(make: Callable[[Keys], Q]) -> Callable[[Moment], Q]:
    """A condition that follows from who is staff alone: Django takes longer to put one together
    than the database to answer, and never changes it.
    """
    made = lru_cache(maxsize=4)(make)

    @wraps(make)
    def condition(moment: Moment) -> Q:
        return made(moment.staff)

    return condition


class Derived(NamedTuple):
    """A reason that nobody has to say."""

    holds: Callable[[Moment], Q]
    settled: str = "last_activity_at"
    """What staff resolved since this moment of the thread is settled."""


def overdue(moment: Moment) -> Q:
    """Questions and problems whose asker waited longer than the readers' head start, or than
    the target of their topic where that is shorter, and that staff did not answer.

    Readers' answers pause the waiting and don't end it: see ``actions.clock``. Whoever is
    staff alone sees questions at once; a reader who answers within the usual head start is in
    time all the same.
    """
    since, due = F("waits_from"), due_at(F("waits_from"))
    promised = Q(topic__response_target_hours__isnull=False)
    in_time = GreaterThanOrEqual(F("paused_at"), after(since, conf.head_start))
    stopped = Q(in_time) | (promised & Q(GreaterThanOrEqual(F("paused_at"), due)))
    running = Q(waits_from__lte=moment.now - moment.head_start)
    running |= promised & Q(LessThanOrEqual(due, moment.now))
    # What readers answered before we first read it was late for nobody.
    waits = Q(stopped, paused_at__gte=F("opened_at")) | Q(running, paused_at__isnull=True)
    return UNSETTLED & Q(waits, waits_from__isnull=False)


@_made_once
def awaiting_staff(staff: Keys) -> Q:
    """Questions and problems of a topic for staff that no member of staff answered.

    They have no head start, and what readers answer is welcome but not enough; an accepted
    answer is, whoever wrote it.
    """
    answers = _of_thread().answers().by_staff(staff)
    return UNSETTLED & Q(~Exists(answers), topic__staff_only=True)


@_made_once
def urgent(staff: Keys) -> Q:
    """Threads that should not wait and that staff did not answer since the asker said so. An
    accepted answer is enough, whoever wrote it; other answers by readers are not.
    """
    said_since = _replies().filter(
        thread=OuterRef("thread"),
        by_asker=True,
        comment__submit_date__gt=OuterRef("comment__submit_date"),
        comment__peersupport_analysis__isnull=False,
    )
    said_since = said_since.exclude(comment__peersupport_analysis__urgency=[])
    answers = _of_thread().answers().by_staff(staff).filter(~Exists(said_since))
    unsolved = Q(solved_at__isnull=True, closed_at__isnull=True)
    return unsolved & ~Q(urgency=[]) & ~Q(Exists(answers))


@_made_once
def asked_again(staff: Keys) -> Q:
    """Closed threads in which the asker said something since, other than thanks."""
    said = _of_thread().filter(by_asker=True, comment__submit_date__gt=OuterRef("closed_at"))
    is_closed = QUESTIONS & Q(solved_at__isnull=True, closed_at__isnull=False)
    return is_closed & Q(Exists(said.exclude(role="thanks")))


@_made_once
def reported(staff: Keys) -> Q:
    """Threads with a comment that readers reported and staff have not looked at."""
    report = apps.get_model("wagtail_peersupport", "Report")
    return Q(Exists(report.objects.waiting().in_outer_thread()))


def had_by_many(moment: Moment) -> Q:
    """Questions that as many have as MANY_ME_TOOS says, and that staff did not answer."""
    return UNSETTLED & Q(me_too_count__gte=conf.MANY_ME_TOOS, staff_answered_at__isnull=True)


@_made_once
def claimed(staff: Keys) -> Q:
    """Threads in which another reader names a price, a date, a guarantee or a refund, and
    staff neither said what they think of it nor answered since.
    """
    later = (
        _replies()
        .answers()
        .by_staff(staff)
        .filter(
            thread=OuterRef("thread"), comment__submit_date__gt=OuterRef("comment__submit_date")
        )
    )
    claims = (
        _of_thread()
        .by_readers(staff)
        .filter(
            ~Exists(later),
            ~Exists(endorsements()),
            # Nobody replies to a question by that question: but with a second word about the outer
            # row, PostgreSQL asks for each thread, and does not go through all claims there are.
            ~Q(comment=OuterRef("comment")),
            by_asker=False,
            comment__peersupport_analysis__isnull=False,
        )
        .exclude(comment__peersupport_analysis__claims=[])
    )
    return QUESTIONS & Q(Exists(claims), closed_at__isnull=True)


@_made_once
def answered_after_solving(staff: Keys) -> Q:
    """Solved threads in which a reader answered or asked back since."""
    said = _of_thread().by_readers(staff).filter(role__in=_NEWS)
    since = said.filter(comment__submit_date__gt=OuterRef("solved_at"))
    return QUESTIONS & Q(Exists(since), solved_at__isnull=False)


def date_missed(moment: Moment) -> Q:
    """Questions that staff said to answer by a date that is over, and did not."""
    answers = _of_thread().answers().by_staff(moment.staff)
    since = answers.filter(comment__submit_date__gt=OuterRef(f"{_SEEN}__seen_at"))
    missed = Q(**{f"{_SEEN}__answer_by__lt": timezone.localdate(moment.now)})
    return UNSETTLED & missed & ~Q(Exists(since))


def gone_quiet(moment: Moment) -> Q:
    """Questions that were answered while nobody said whether that solved it, for as long as
    staff wait for the asker. Not what was all said before we first read it: nobody could have
    said so.
    """
    long_ago = moment.now - conf.staff_accept_after
    quiet = Q(last_activity_at__lte=long_ago, last_activity_at__gte=F("opened_at"))
    return UNSETTLED & quiet & Q(answered_at__isnull=False)


@_made_once
def outdated_by_post(staff: Keys) -> Q:
    """Threads with an accepted answer whose post was published again since, unless staff said
    what they think of it, or the post was published because it learned that answer.
    """
    published = OuterRef("page__last_published_at")
    accepted = apps.get_model("wagtail_peersupport", "Acceptance").objects.filter(
        question=OuterRef("comment"), accepted_at__lt=published
    )
    endorsement = "answer__peersupport_endorsement"
    said = Q(**{f"{endorsement}__made_at__gte": published}) | Q(
        **{f"{endorsement}__verdict__in": ("outdated", "wrong")}
    )
    its_own = Q(question=OuterRef("comment"))
    merged = Q(question__support_thread__merged_into=OuterRef("pk"))
    lesson = apps.get_model("wagtail_peersupport", "Lesson").objects.filter(
        its_own | merged, live_at__gte=published
    )
    is_solved = QUESTIONS & Q(solved_at__isnull=False)
    return is_solved & Q(Exists(accepted.exclude(said))) & ~Q(Exists(lesson))


#: The reasons that nobody has to say, as words of ``models.choices.Reason``. But for "reported",
#: which somebody has to look at even in the archive, archive waits for nobody.
DERIVED: dict[str, Derived] = {
    "urgent": Derived(urgent),
    "still-stuck": Derived(asked_again),
    "date-missed": Derived(date_missed, settled=f"{_SEEN}__seen_at"),
    "staff-topic": Derived(awaiting_staff),
    "unanswered": Derived(overdue),
    "many-have-it": Derived(had_by_many),
    "reported": Derived(reported, settled=""),
    "claim": Derived(claimed),
    "after-solved": Derived(answered_after_solving),
    "post-changed": Derived(outdated_by_post, settled="page__last_published_at"),
    "gone-quiet": Derived(gone_quiet),
}
#: Nobody waits for these.
TIDYING = frozenset({"gone-quiet", "post-changed"})


def endorsements() -> QuerySet:
    """What staff say of the comment of an outer row. To ask for rows without any by a join has
    PostgreSQL expect to find hardly one.
    """
    endorsement = apps.get_model("wagtail_peersupport", "Endorsement")
    return endorsement.objects.filter(comment=OuterRef("comment"))


def _replies() -> QuerySet:
    return apps.get_model("wagtail_peersupport", "SupportReply").objects.visible()


def _of_thread() -> QuerySet:
    """The visible replies of an outer thread."""
    return _replies().filter(thread=OuterRef("pk"))
