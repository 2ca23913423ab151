"""The queue around one thread: where in it one is, what comes before, what comes next."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from wagtail.admin.utils import get_valid_next_url_from_request

from ..models import SupportThread
from ..threads.waiting import with_waiting
from ..viewer import Viewer
from .places import place_at, queue_url, screen_url
from .queue import QueueView
from .reach import reachable_threads

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


def walk(request: HttpRequest, viewer: Viewer, thread_pk: int, queue: str) -> Walk:
    """The queue around a thread. The number of queries does not grow with its length."""
    pks = _pks(request, queue)
    has_more, pks = len(pks) > LONGEST, pks[:LONGEST]
    at = pks.index(thread_pk) if thread_pk in pks else None
    start = max(0, min((at or 0) - WINDOW // 2, len(pks) - WINDOW))
    previous = pks[at - 1] if at else None
    following = pks[0 if at is None else at + 1 :][:1]
    return Walk(
        url=queue_url(queue),
        steps=_steps(pks[start : start + WINDOW], viewer, thread_pk, queue),
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
    pks = _pks(request, place.queue)
    at = pks.index(thread_pk) if thread_pk in pks else -1
    others = [pk for pk in (*pks[at + 1 :], *pks[: at + 1]) if pk != thread_pk]
    return screen_url(others[0], place.queue) if others else queue_url(place.queue)


def _pks(request: HttpRequest, queue: str) -> list[int]:
    """The queue as its own screen would list it, one more than LONGEST at most."""
    asked: Any = copy(request)
    asked.GET = QueryDict(queue)
    view = QueueView()
    view.setup(asked)
    return list(view.get_queryset().values_list("pk", flat=True)[: LONGEST + 1])


def _steps(pks: list[int], viewer: Viewer, current: int, queue: str) -> tuple[Step, ...]:
    found: dict[int, SupportThread] = with_waiting(reachable_threads(viewer)).in_bulk(pks)
    return tuple(
        Step(
            title=found[pk].title,
            url=screen_url(pk, queue),
            post=found[pk].page.title,
            waiting_since=found[pk].waiting_since,
            is_urgent=found[pk].is_urgent,
            is_current=pk == current,
        )
        for pk in pks
        if pk in found
    )
