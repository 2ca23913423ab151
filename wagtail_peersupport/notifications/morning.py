"""One mail each working morning to whoever answers for a question that waits, and none where nobody
does. The sweep sends it: whatever hour of the day it runs, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from ..accounts import account_email, account_name
from ..actions.preferring import MORNING
from ..addresses import site_of
from ..models import Heartbeat, SupportThread, TeamSettings
from .ages import age
from .mornings import has_come, midnight, works
from .recipients import Recipients, language_of, may_open_queue
from .sending import send
from .staff_links import account_url, admin_url, question_url, quiet_url, staff_addresses
from .waiting import reasons_of, waiting_threads

MOST = 20
_TOLD = "morning "
_KEEP = timedelta(days=7)


@dataclass(slots=True)
class Letter:
    """What one account is told on a morning."""

    user: Any
    threads: list[SupportThread] = field(default_factory=list)
    is_due: bool = False
    """Whether the hour has come on one of the sites."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the mail."""

    title: str
    asker: str
    age: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Post:
    """Questions under one post that follow each other in the order of urgency."""

    title: str
    questions: list[Question]


def due_mornings(since: datetime, now: datetime | None = None) -> list[Any]:
    """The accounts whose morning mail is due and was not sent today; primary keys."""
    now = now or timezone.now()
    return [
        pk for pk, letter in _letters(now).items() if letter.is_due and not _was_told(letter, now)
    ]


def notify_morning(user_pk: Any, now: datetime | None = None) -> None:
    """Send an account its mail of today. Does nothing where it is not due, was sent, or nobody
    waits any more. Raises what the mail backend raises.
    """
    now = now or timezone.now()
    letter = _letters(now).get(user_pk)
    if letter is None or not letter.is_due:
        return
    # In one transaction: a mail that could not be sent leaves no mark, and the sweep tries again.
    with transaction.atomic():
        if _claim(letter, now):
            with translation.override(language_of(letter.user)):
                _send(letter, now)


def _letters(now: datetime) -> dict[Any, Letter]:
    """What waits for each account today, under posts of sites that work today."""
    teams = {team.site_id: team for team in TeamSettings.objects.all()}
    everywhere = [*teams.values(), TeamSettings()]
    if not any(has_come(team, now) for team in everywhere):
        return {}
    recipients = Recipients(MORNING)
    found: dict[Any, Letter] = {}
    for thread in waiting_threads(now):
        team = teams.get(site_of(thread.page)) or TeamSettings()
        if not works(team, now):
            continue
        for user in recipients.of(thread):
            letter = found.setdefault(user.pk, Letter(user))
            letter.threads.append(thread)
            letter.is_due = letter.is_due or has_come(team, now)
    return found


def _mark(letter: Letter) -> str:
    # A UUID is long enough without its dashes.
    return f"{_TOLD}{getattr(letter.user.pk, 'hex', letter.user.pk)}"


def _was_told(letter: Letter, now: datetime) -> bool:
    marks = Heartbeat.objects.filter(name=_mark(letter), beat_at__gte=midnight(now))
    return marks.exists()


def _claim(letter: Letter, now: datetime) -> bool:
    """Note that an account is told today; False where it was before, by this sweep or another."""
    Heartbeat.objects.filter(name__startswith=_TOLD, beat_at__lt=now - _KEEP).delete()
    name = _mark(letter)
    __, is_new = Heartbeat.objects.get_or_create(name=name, defaults={"beat_at": now})
    stale = Heartbeat.objects.filter(name=name, beat_at__lt=midnight(now))
    return is_new or bool(stale.update(beat_at=now))


def _send(letter: Letter, now: datetime) -> None:
    user, threads = letter.user, letter.threads
    first = threads[0].page
    posts = _posts(letter, now)
    send(
        "morning",
        account_email(user),
        {
            "name": account_name(user),
            "count": len(threads),
            "first": threads[0].title,
            "posts": posts,
            "more": max(0, len(threads) - MOST),
            "queue_url": _queue_url(first, user),
            "first_url": posts[0].questions[0].url,
            "account_url": account_url(first, user),
        },
        stop_url=quiet_url(first, user, MORNING),
    )


def _queue_url(page: Any, user: Any) -> str:
    return admin_url(page, "peersupport_staff:queue") if may_open_queue(user) else ""


def _posts(letter: Letter, now: datetime) -> list[Post]:
    addresses = staff_addresses(letter.user)
    shown = letter.threads[:MOST]
    why = reasons_of(shown)
    return [
        Post(
            title=page.title,
            questions=[
                Question(
                    title=thread.title,
                    asker=thread.comment.user_name,
                    age=age(thread.waiting_since, thread.due_at, now),
                    why=", ".join(why[thread.pk]),
                    url=question_url(thread, letter.user, addresses),
                )
                for thread in threads
            ],
        )
        for page, threads in groupby(shown, key=lambda thread: thread.page)
    ]
