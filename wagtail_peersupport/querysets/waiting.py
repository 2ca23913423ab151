"""Why staff should act on threads, as far as it follows from facts and the time.

What somebody said of a thread is in ``raised.py``. Each of these leaves out what staff resolved
since.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from ..conf import conf
from .raised import follow_ups, raised_on, resolved_since, rested, snoozed
from .times import after, due_at, head_start

if TYPE_CHECKING:
    from .threads import ThreadQuerySet

#: Replies that say something new once a question is solved.
_NEWS = ("answer", "clarification")


class WaitingMixin:
    """Chains like the rest of :class:`ThreadQuerySet`. Archive waits for nobody."""

    def overdue(self: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
        """Questions and problems whose asker waited longer than the readers' head start, or than
        the target of their topic where that is shorter, and that staff did not answer.

        Readers' answers pause the waiting and don't end it: see ``actions.clock``. Whoever is
        staff alone sees questions at once; a reader who answers within the usual head start is in
        time all the same.
        """
        ends = {
            "readers_until": after(F("waits_from"), Value(head_start())),
            "in_time_until": after(F("waits_from"), Value(conf.head_start)),
            "due": due_at(F("waits_from")),
        }
        promised = Q(topic__response_target_hours__isnull=False)
        stopped = Q(paused_at__gte=F("in_time_until")) | (promised & Q(paused_at__gte=F("due")))
        running = Q(readers_until__lte=now) | (promised & Q(due__lte=now))
        # What readers answered before we first read it was late for nobody.
        waits = Q(stopped, paused_at__gte=F("opened_at")) | Q(running, paused_at__isnull=True)
        return (
            self.current()
            .unsettled()
            .filter(waits_from__isnull=False)
            .alias(**ends)
            .filter(waits)
            .exclude(resolved_since("last_activity_at"))
        )

    def awaiting_staff(self: ThreadQuerySet) -> ThreadQuerySet:
        """Questions and problems of a topic for staff that no member of staff answered.

        They have no head start, and what readers answer is welcome but not enough; an accepted
        answer is, whoever wrote it.
        """
        return (
            self.current()
            .unsettled()
            .filter(topic__staff_only=True)
            .exclude(Exists(_of_thread().answers().by_staff()))
            .exclude(resolved_since("last_activity_at"))
        )

    def urgent(self: ThreadQuerySet) -> ThreadQuerySet:
        """Threads that should not wait and that staff neither answered nor resolved since the asker
        said so. An accepted answer is enough, whoever wrote it; other answers by readers are not.
        """
        said_since = _replies().filter(
            thread=OuterRef("thread"),
            by_asker=True,
            comment__submit_date__gt=OuterRef("comment__submit_date"),
            comment__peersupport_analysis__isnull=False,
        )
        said_since = said_since.exclude(comment__peersupport_analysis__urgency=[])
        answers = _of_thread().answers().by_staff().filter(~Exists(said_since))
        return (
            self.current()
            .exclude(urgency=[])
            .filter(solved_at__isnull=True, closed_at__isnull=True)
            .exclude(Exists(answers))
            .exclude(resolved_since("last_activity_at"))
        )

    def asked_again(self: ThreadQuerySet) -> ThreadQuerySet:
        """Closed threads in which the asker said something since, other than thanks."""
        said = _of_thread().filter(by_asker=True, comment__submit_date__gt=OuterRef("closed_at"))
        return (
            self.current()
            .closed()
            .filter(Exists(said.exclude(role="thanks")))
            .exclude(resolved_since("last_activity_at"))
        )

    def reported(self: ThreadQuerySet) -> ThreadQuerySet:
        """Threads with a comment that readers reported and staff have not looked at. Even in the
        archive somebody has to.
        """
        report = apps.get_model("wagtail_peersupport", "Report")
        return self.filter(Exists(report.objects.waiting().in_outer_thread()))

    def had_by_many(self: ThreadQuerySet) -> ThreadQuerySet:
        """Questions that as many have as MANY_ME_TOOS says, and that staff did not answer."""
        return (
            self.current()
            .unsettled()
            .filter(me_too_count__gte=conf.MANY_ME_TOOS, staff_answered_at__isnull=True)
            .exclude(resolved_since("last_activity_at"))
        )

    def claimed(self: ThreadQuerySet) -> ThreadQuerySet:
        """Threads in which another reader names a price, a date, a guarantee or a refund, and
        staff neither said what they think of it nor answered since.
        """
        answered = _replies().answers().by_staff()
        later = answered.filter(
            thread=OuterRef("thread"), comment__submit_date__gt=OuterRef("comment__submit_date")
        )
        claims = (
            _of_thread()
            .by_readers()
            .filter(
                ~Exists(later),
                by_asker=False,
                comment__peersupport_endorsement=None,
                comment__peersupport_analysis__isnull=False,
            )
            .exclude(comment__peersupport_analysis__claims=[])
        )
        open_to_all = self.current().questions().filter(closed_at__isnull=True)
        return open_to_all.filter(Exists(claims)).exclude(resolved_since("last_activity_at"))

    def answered_after_solving(self: ThreadQuerySet) -> ThreadQuerySet:
        """Solved threads in which a reader answered or asked back since."""
        said = _of_thread().by_readers().filter(comment__submit_date__gt=OuterRef("solved_at"))
        return (
            self.current()
            .solved()
            .filter(Exists(said.filter(role__in=_NEWS)))
            .exclude(resolved_since("last_activity_at"))
        )

    def date_missed(self: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
        """Questions that staff said to answer by a date that is over, and did not."""
        seen = "comment__peersupport_seen"
        since = _of_thread().answers().by_staff()
        since = since.filter(comment__submit_date__gt=OuterRef(f"{seen}__seen_at"))
        return (
            self.current()
            .unsettled()
            .filter(**{f"{seen}__answer_by__lt": timezone.localdate(now)})
            .exclude(Exists(since))
            .exclude(resolved_since(f"{seen}__seen_at"))
        )

    def gone_quiet(self: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
        """Questions that were answered while nobody said whether that solved it, for as long as
        staff wait for the asker. Not what was all said before we first read it: nobody could have
        said so.
        """
        long_ago = now - conf.staff_accept_after
        answered = (
            self.current()
            .answered()
            .filter(last_activity_at__lte=long_ago, last_activity_at__gte=F("opened_at"))
        )
        return answered.exclude(resolved_since("last_activity_at"))

    def outdated_by_post(self: ThreadQuerySet) -> ThreadQuerySet:
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
        return (
            self.current()
            .solved()
            .filter(Exists(accepted.exclude(said)))
            .exclude(Exists(lesson))
            .exclude(resolved_since("page__last_published_at"))
        )

    def waiting_for(self: ThreadQuerySet, reason: str, now: datetime) -> ThreadQuerySet:
        """Threads that staff should act on for a derived reason, one of ``DERIVED``."""
        return DERIVED[reason](self, now)

    def needing_staff(self: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
        """The staff's queue: threads that somebody flagged, reported, looks after or let rest until
        now, and those with a derived reason, unless staff let them rest longer.
        """
        return self._needing(now, DERIVED)

    def somebody_waits(self: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
        """Those of the queue in which a person waits for us, not only something to be tidied."""
        return self._needing(now, [reason for reason in DERIVED if reason not in TIDYING])

    def _needing(self: ThreadQuerySet, now: datetime, reasons: Any) -> ThreadQuerySet:
        taken = follow_ups().filter(assignee__isnull=False, resolved_at__isnull=True)
        waiting = Exists(taken) | Exists(raised_on("pk")) | rested(now)
        threads = self.model.objects
        for reason in reasons:
            if reason != "reported":
                waiting |= Q(pk__in=threads.waiting_for(reason, now).values("pk"))
        awake = Q(waiting, ~snoozed(now), is_archive=False)
        return self.filter(awake | Q(pk__in=threads.reported().values("pk")))


#: The reasons that nobody has to say, as words of ``models.choices.Reason``.
DERIVED: dict[str, Callable[[Any, datetime], Any]] = {
    "urgent": lambda threads, now: threads.urgent(),
    "still-stuck": lambda threads, now: threads.asked_again(),
    "date-missed": lambda threads, now: threads.date_missed(now),
    "staff-topic": lambda threads, now: threads.awaiting_staff(),
    "unanswered": lambda threads, now: threads.overdue(now),
    "many-have-it": lambda threads, now: threads.had_by_many(),
    "reported": lambda threads, now: threads.reported(),
    "claim": lambda threads, now: threads.claimed(),
    "after-solved": lambda threads, now: threads.answered_after_solving(),
    "post-changed": lambda threads, now: threads.outdated_by_post(),
    "gone-quiet": lambda threads, now: threads.gone_quiet(now),
}
#: Nobody waits for these.
TIDYING = frozenset({"gone-quiet", "post-changed"})


def _replies() -> QuerySet:
    return apps.get_model("wagtail_peersupport", "SupportReply").objects.visible()


def _of_thread() -> QuerySet:
    """The visible replies of an outer thread."""
    return _replies().filter(thread=OuterRef("pk"))
