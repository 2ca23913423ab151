"""Solved threads that ask something similar: to answer with, or to merge into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .. import comments
from ..addresses import Addresses
from ..models import SupportThread
from ..querysets import ThreadQuerySet, visible_pages
from ..threads.alike import alike
from ..threads.best_answers import best_answers, quote
from ..viewer import Viewer, public_viewer
from .buttons import SMALL, VerbButton, verb_url
from .places import screen_url
from .reach import reachable_threads

SHOWN = 5
#: So many of the newest are compared, besides what the index proposes.
NEWEST = 100
#: Staff can tell for themselves: they are shown what readers are not.
MAYBE = 0.4


@dataclass(frozen=True, slots=True)
class Similar:
    """A solved thread, and what can be done with it."""

    title: str
    url: str
    """Its screen."""
    asked_at: datetime
    post: str
    start: str
    """What a reply that answers with it begins with."""
    answer_with: str
    """Where the reply form stands with that, without a script."""
    merge: VerbButton


def similar_solved(thread: SupportThread, viewer: Viewer, queue: str = "") -> list[Similar]:
    """The most similar solved threads, the likest first, in a fixed number of queries.

    Only such as everybody may read who reads this one: they are quoted to them.
    """
    offered = _offered(thread, viewer)
    newest = offered.order_by("-solved_at", "-pk").values_list("pk", flat=True)[:NEWEST]
    found = alike(
        offered.select_related("page__locale"),
        thread.comment.comment,
        thread.page,
        _open_pages(thread),
        newest=newest,
        at_least=MAYBE,
    )
    chosen = [one for one, __ in found[:SHOWN]]
    starts = _starts(chosen, thread.page)
    return [
        _similar(one, thread, place, starts[one.pk], queue) for place, one in enumerate(chosen, 1)
    ]


def start_with(thread: SupportThread, viewer: Viewer, pk: Any) -> str:
    """What a reply begins with that answers with the thread ``pk``; "" where that can't be."""
    one = _offered(thread, viewer).filter(pk=comments.as_pk(pk) or 0).first()
    return _starts([one], thread.page)[one.pk] if one is not None else ""


def _offered(thread: SupportThread, viewer: Viewer) -> ThreadQuerySet:
    return (
        reachable_threads(viewer)
        .active()
        .solved()
        .in_locale(thread.page.locale_id)
        .filter(page__in=_open_pages(thread).values("pk"))
        .exclude(pk=thread.pk)
    )


def _open_pages(thread: SupportThread) -> Any:
    """The pages that whoever reads this thread may read."""
    open_to_all = Q(pk__in=visible_pages(public_viewer()).values("pk"))
    return comments.page_model().objects.filter(open_to_all | Q(pk=thread.page_id))


def _similar(
    one: SupportThread, thread: SupportThread, place: int, start: str, queue: str
) -> Similar:
    screen = screen_url(thread.pk)
    asked = {"queue": queue, "answer_with": one.pk} if queue else {"answer_with": one.pk}
    label = _("Merge into it")
    attrs = {"name": "target", "value": str(one.pk), "data-ps-key": f"Shift+{place}"}
    attrs["aria-label"] = f"{label}: {one.title}"
    return Similar(
        title=one.title,
        url=screen_url(one.pk),
        asked_at=one.asked_at,
        post=one.page.title,
        start=start,
        answer_with=f"{screen}?{urlencode(asked)}#reply",
        merge=VerbButton(label, verb_url("merge", thread.pk), classname=SMALL, attrs=attrs),
    )


def _starts(threads: list[SupportThread], page: Any) -> dict[int, str]:
    """For each of these threads: words that quote its best answer and lead there."""
    answers = best_answers(threads)
    addresses = Addresses(public_viewer())
    starts = {}
    with translation.override(page.locale.language_code):
        for one in threads:
            url = addresses.full(one, one.page)
            words = quote(answers[one.pk]) if one.pk in answers else one.title
            starts[one.pk] = _("This was answered before:\n\n> %(quote)s\n\n%(url)s") % {
                "quote": words,
                "url": url,
            }
    return starts
