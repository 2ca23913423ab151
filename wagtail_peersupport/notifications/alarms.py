"""What staff should hear of at once: safety, money, and whoever can't go on, while staff have not
dealt with it. Only what is news: neither the archive nor what was read quietly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..detection.text import plain_text
from ..models import CommentAnalysis, FollowUpReason, Notice, SupportReply, SupportThread
from ..models.choices import Reason, Urgency
from ..querysets import Moment, ThreadQuerySet, raised_on, still_holding, waits_for

Event = Notice.Event

#: What the engine reads in a comment, and what askers say by a button.
READ = {
    Urgency.SAFETY: Event.SAFETY,
    Urgency.BLOCKED: Event.BLOCKED,
    Urgency.MONEY: Event.MONEY,
}
SAID = {Reason.BLOCKING: Event.BLOCKED, Reason.STILL_STUCK: Event.STUCK}
#: In a word, the most urgent first.
WORDS = {
    Event.SAFETY: _("Safety"),
    Event.BLOCKED: _("Can't go on"),
    Event.STUCK: _("Still stuck"),
    Event.MONEY: _("Money"),
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why staff should look at a question now."""

    event: Event
    at: datetime
    """When it was said."""
    words: str
    """What was written, as plain text."""


def alarming_threads(since: datetime) -> ThreadQuerySet:
    """Threads in which something alarming was said after ``since``, as far as one can tell without
    reading every comment.
    """
    moment = Moment.at(timezone.now())
    read = waits_for("urgent", moment) & Q(last_activity_at__gt=since)
    said = Exists(raised_on("pk", *SAID, staff=moment.staff).filter(raised_at__gt=since))
    threads = SupportThread.objects.active().current().filter(read | said, page__live=True)
    return threads.with_authors().select_related("comment__peersupport_origin")


def alarms_of(thread: SupportThread, since: datetime) -> list[Alarm]:
    """What was said after ``since``, the most urgent first, each sort once."""
    found = {alarm.event: alarm for alarm in [*_said(thread, since), *_read(thread, since)]}
    return [found[event] for event in WORDS if event in found]


def _read(thread: SupportThread, since: datetime) -> list[Alarm]:
    """What the engine reads in the question and its asker's replies."""
    is_urgent = SupportThread.objects.waiting_for("urgent", timezone.now())
    if not is_urgent.filter(pk=thread.pk).exists():
        return []
    own = SupportReply.objects.visible().filter(thread=thread, by_asker=True)
    quiet = Notice.objects.filter(recipient_hash="")
    analyses = (
        CommentAnalysis.objects.filter(
            Q(comment=thread.comment_id) | Q(comment__in=own.values("comment")),
            comment__submit_date__gt=since,
        )
        .exclude(urgency=[])
        .exclude(comment__in=quiet.values("comment"))
        .select_related("comment")
        .order_by("comment__submit_date", "pk")
    )
    first: dict[Event, Alarm] = {}
    for one in analyses:
        for event in (READ[name] for name, __ in one.urgency if name in READ):
            words = plain_text(one.comment.comment)
            first.setdefault(event, Alarm(event, one.comment.submit_date, words))
    return list(first.values())


def _said(thread: SupportThread, since: datetime) -> list[Alarm]:
    """What the asker said by a button, while it holds."""
    raised = FollowUpReason.objects.filter(
        follow_up__thread=thread,
        follow_up__resolved_at__isnull=True,
        reason__in=SAID,
        raised_at__gt=since,
    )
    words = plain_text(thread.comment.comment)
    rows = still_holding(raised).order_by("raised_at", "pk")
    return [Alarm(SAID[Reason(row.reason)], row.raised_at, words) for row in rows]
