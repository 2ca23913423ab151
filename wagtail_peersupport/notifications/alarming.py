"""Staff are told at once of what is alarming: each of one question and one alarm once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from ..accounts import account_email, account_name
from ..actions.preferring import ALARMS
from ..actions.sync import NEWS
from ..models import Notice, SupportThread
from ..models.notices import recipient_hash
from .alarms import WORDS, Alarm, Event, alarming_threads, alarms_of
from .once import remember, tell_each
from .recipients import Recipients, language_of
from .sending import send
from .staff_links import account_url, question_url, quiet_url, staff_addresses

#: What may be told of one question more than once: who is stuck after staff answered says so again.
COMES_AGAIN = (Event.STUCK,)


def alarming(pks: Iterable[int]) -> list[int]:
    """Which of these threads staff should perhaps hear of at once."""
    threads = SupportThread.objects.filter(pk__in=list(pks))
    # Of most there is nothing to say, and this is soon asked.
    called = Q(follow_ups__isnull=False, follow_ups__resolved_at=None)
    if not threads.filter(~Q(urgency=[]) | called).exists():
        return []
    found = alarming_threads(timezone.now() - NEWS).filter(pk__in=list(pks))
    return sorted(found.values_list("pk", flat=True))


def untold_alarms(since: datetime) -> list[int]:
    """Threads in which something alarming was said after ``since`` while somebody was not told;
    primary keys.
    """
    recipients = Recipients(ALARMS)
    found = []
    for thread in alarming_threads(since).order_by("pk"):
        alarms = alarms_of(thread, since)
        users = recipients.of(thread) if alarms else []
        if any(_is_untold(thread, alarms, user) for user in users):
            found.append(thread.pk)
    return found


def notify_staff(thread_pk: int, now: datetime | None = None) -> None:
    """Tell whoever answers for a question what is alarming about it. Does nothing where they know,
    or staff have dealt with it.

    Raises what the mail backend raises, after everybody else was told.
    """
    since = (now or timezone.now()) - NEWS
    thread = alarming_threads(since).filter(pk=thread_pk).first()
    alarms = alarms_of(thread, since) if thread is not None else []
    if thread is None or not alarms:
        return
    tell_each(Recipients(ALARMS).of(thread), lambda user: _tell(thread, alarms, user))


def _is_untold(thread: SupportThread, alarms: list[Alarm], user: Any) -> bool:
    to = recipient_hash(account_email(user))
    told = Notice.objects.filter(comment=thread.comment_id, recipient_hash=to)
    sent = dict(told.values_list("event", "sent_at"))
    return any(alarm.event not in sent or _is_new(alarm, sent[alarm.event]) for alarm in alarms)


def _is_new(alarm: Alarm, sent_at: datetime) -> bool:
    """Whether it came anew after that."""
    return alarm.event in COMES_AGAIN and sent_at < alarm.at


def _tell(thread: SupportThread, alarms: list[Alarm], user: Any) -> None:
    # In one transaction: a mail that could not be sent leaves no notice, and the sweep tries again.
    with transaction.atomic():
        fresh = [alarm for alarm in alarms if _note(thread, alarm, account_email(user))]
        if fresh:
            with translation.override(language_of(user)):
                _send(thread, fresh, user)


def _note(thread: SupportThread, alarm: Alarm, to: str) -> bool:
    """Note that this address knows; False where it did before, told by this task or another."""
    if remember(thread.comment, to, alarm.event):
        return True
    if alarm.event not in COMES_AGAIN:
        return False
    told = Notice.objects.filter(
        event=alarm.event, comment=thread.comment_id, recipient_hash=recipient_hash(to)
    )
    return bool(told.filter(sent_at__lt=alarm.at).update(sent_at=timezone.now()))


def _send(thread: SupportThread, alarms: list[Alarm], user: Any) -> None:
    page = thread.page.specific
    send(
        "alarm",
        account_email(user),
        {
            "page": page,
            "name": account_name(user),
            "asker": thread.comment.user_name,
            "question": thread.title,
            "why": ", ".join(str(WORDS[alarm.event]) for alarm in alarms),
            "quotes": list(dict.fromkeys(alarm.words for alarm in alarms)),
            "thread_url": question_url(thread, user, staff_addresses(user)),
            "account_url": account_url(page, user),
        },
        stop_url=quiet_url(page, user, ALARMS),
    )
