"""Where the screen of a thread is, with the queue around it that one came from."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

#: What stands in the queue's own address and narrows nothing.
NO_FILTERS = ("p", "_w_filter_fragment")


class Place(NamedTuple):
    """A thread's screen and the queue around it."""

    thread_pk: int
    queue: str


def filters_of(asked: QueryDict) -> str:
    """What the queue is narrowed to and sorted by, as it stands in its address; "" for nothing."""
    kept = asked.copy()
    for name in NO_FILTERS:
        kept.pop(name, None)
    return kept.urlencode()


def screen_url(thread_pk: int, queue: str = "") -> str:
    """The screen of a thread, with the queue that :func:`filters_of` names around it."""
    path = reverse("peersupport_staff:thread", args=(thread_pk,))
    return f"{path}?{urlencode({'queue': queue})}" if queue else path


def queue_url(queue: str = "") -> str:
    """The queue, narrowed to what :func:`filters_of` names."""
    path = reverse("peersupport_staff:queue")
    return f"{path}?{queue}" if queue else path


def queue_crumb(queue: str = "") -> dict[str, str]:
    """The step to the queue in the breadcrumbs of what lies below it."""
    return {"url": queue_url(queue), "label": _("Support")}


def place_at(url: str) -> Place | None:
    """Which screen an address of this site is; None for any other page."""
    parts = urlsplit(url)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if match.view_name != "peersupport_staff:thread":
        return None
    return Place(match.kwargs["pk"], QueryDict(parts.query).get("queue", ""))
