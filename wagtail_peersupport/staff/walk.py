"""The queue around one thread: where in it one is, what comes before, what comes next."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from wagtail.admin.utils import get_valid_next_url_from_request

from ..models import SupportThread
from .counts import remember_count
from .places import place_at, queue_url, screen_url
from .queue import QueueView

#: How many threads around the present one are listed.
WINDOW = 30
#: Nobody walks further; places are counted up to here.
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """One thread of the queue, as the list beside a thread names it."""

    title: str
    url: str
    post: str
    waiting_since: datetime | None
    is_urgent: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The queue that somebody works through, around the thread they are at."""

    url: str
    """The queue itself, narrowed as it was."""
    steps: tuple[Step, ...]
    place: int
    """From 1; 0 where the thread is not in this queue (any more)."""
    total: int
    has_more: bool
    """Whether it is longer than ``total``."""
    previous: str = ""
    next: str = ""


def walk(request: HttpRequest, thread_pk: int, queue: str) -> Walk:
    """The queue around a thread. The number of queries does not grow with its length."""
    places = _places(request, queue)
    has_more, places = len(places) > LONGEST, places[:LONGEST]
    pks = [place.pk for place in places]
    at = pks.index(thread_pk) if thread_pk in pks else None
    start = max(0, min((at or 0) - WINDOW // 2, len(pks) - WINDOW))
    previous = pks[at - 1] if at else None
    following = pks[0 if at is None else at + 1 :][:1]
    return Walk(
        url=queue_url(queue),
        steps=_steps(places[start : start + WINDOW], thread_pk, queue),
        place=0 if at is None else at + 1,
        total=len(pks),
        has_more=has_more,
        previous=screen_url(previous, queue) if previous else "",
        next=screen_url(following[0], queue) if following else "",
    )


def onward(request: HttpRequest, thread_pk: int) -> str:
    """Where a button leads that settles a thread, if it was pressed on the thread's own screen: to
    the next of its queue, from the last one to the first, and to the empty queue in the end.

    "" for a button of any other page: one stays there. To be asked before anything is done.
    """
    place = place_at(get_valid_next_url_from_request(request))
    if place is None or place.thread_pk != thread_pk:
        return ""
    pks = [one.pk for one in _places(request, place.queue)]
    at = pks.index(thread_pk) if thread_pk in pks else -1
    others = [pk for pk in (*pks[at + 1 :], *pks[: at + 1]) if pk != thread_pk]
    return screen_url(others[0], place.queue) if others else queue_url(place.queue)


def _places(request: HttpRequest, queue: str) -> list[Any]:
    """The queue as its own screen would list it, one more than LONGEST at most: the key of each
    thread, and of what URGENCY names what the list beside a thread shows.
    """
    asked: Any = copy(request)
    asked.GET = QueryDict(queue)
    view = QueueView()
    view.setup(asked)
    shown = view.get_queryset().values_list("pk", "waiting_since", "is_urgent", named=True)
    found = list(shown[: LONGEST + 1])
    if view.is_whole and len(found) <= LONGEST:
        remember_count(view.viewer, len(found))
    return found


def _steps(places: list[Any], current: int, queue: str) -> tuple[Step, ...]:
    """Whoever sees the queue reaches what is in it."""
    found: dict[int, SupportThread] = SupportThread.objects.with_authors().in_bulk(
        [place.pk for place in places]
    )
    return tuple(
        Step(
            title=found[place.pk].title,
            url=screen_url(place.pk, queue),
            post=found[place.pk].page.title,
            waiting_since=place.waiting_since,
            is_urgent=place.is_urgent,
            is_current=place.pk == current,
        )
        for place in places
        if place.pk in found
    )
