"""The page of those who help: for a month or since ever, in answers that everybody may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from .. import comments
from ..addresses import Addresses
from ..models import SupportReply, Topic
from ..viewer import public_viewer
from .authors import initials_of
from .faces import QuestionLink, TopicFace
from .helped import SHOWN, still_best, what_they_did
from .recognition import DID, Helped, Key, Recognition, count_helped, recognition, unlisted
from .remembered import remembered
from .survivors import helping, surviving
from .topics import topic_face

#: From so many on there is a page of them, and so many stand there at most.
FEWEST, MOST = 5, 50
MONTHS = 24


@dataclass(frozen=True, slots=True)
class HelperFace:
    """Somebody who helps, as the page of helpers shows them."""

    name: str
    initials: str
    answers: int
    solved: int
    topics: tuple[TopicFace, ...]
    """What they help with, most often first."""
    best: tuple[QuestionLink, ...]
    """Questions that they solved, each leading to their answer."""


@dataclass(frozen=True, slots=True)
class HelpedMost:
    """Who did, in their order, with what they did, by who they are."""

    listed: Mapping[Key, Helped]
    topics: Mapping[Key, Iterable[int]]
    best: Mapping[Key, tuple[SupportReply, ...]]


@dataclass(frozen=True, slots=True)
class Month:
    """A month that the page can be narrowed to."""

    value: str
    """As "2026-11"."""
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Helpers:
    """Those who helped, most solved first."""

    helpers: tuple[HelperFace, ...]
    months: tuple[Month, ...]
    """Newest first."""

    @property
    def month(self) -> Month | None:
        """The one that was chosen; None for all time."""
        return next((month for month in self.months if month.is_current), None)


def has_helpers(site: Any) -> bool:
    """Whether so many help on a site that there is a page of them."""
    return len(recognition(site).helped) >= FEWEST


def helpers(site: Any, month: str = "") -> Helpers:
    """Who helps on a site, in the month (as "2026-11") in which the answers were written; since
    ever where that is none of the months in which somebody did. A fixed number of queries.
    """
    first = remembered("first-answer", site, lambda: _first_answer(site))
    months = tuple(_months(first, month))
    chosen = next((one.value for one in months if one.is_current), "")
    known = recognition(site)
    if chosen:
        known = remembered(
            f"helpers-{chosen}", site, lambda: count_helped(_within(helping(site), chosen))
        )
    most = helped_most(site, known, _within(helping(site), chosen), chosen)
    return Helpers(tuple(_faces(site, most)), months)


def helped_most(site: Any, known: Recognition, answers: QuerySet, name: str = "") -> HelpedMost:
    """Of those who are known to have helped, by these answers, who did most. ``name`` tells these
    answers from others of the site.

    Nobody is named for what was hidden since it was counted.
    """
    listed = best_of(known, MOST)
    did = remembered(f"{DID}{name}", site, lambda: what_they_did(answers, listed))
    best = still_best(site, {key: did.best.get(key, ()) for key in listed})
    there = {key: helped for key, helped in listed.items() if best[key]}
    return HelpedMost(there, did.topics, best)


def best_of(known: Recognition, limit: int) -> dict[Key, Helped]:
    """Those who solved most, then answered most, then by name; without whoever asked to be left out
    since it was counted.
    """
    left_out = unlisted()
    found = (pair for pair in known.helped.items() if pair[0][0] not in left_out)
    return dict(sorted(found, key=lambda pair: _place(pair[1]))[:limit])


def _place(helped: Helped) -> tuple[int, int, str]:
    return -helped.solved, -helped.answers, helped.name.casefold()


def _first_answer(site: Any) -> datetime | None:
    answers = surviving(helping(site), timezone.now())
    return answers.aggregate(first=Min("comment__submit_date"))["first"]


def _months(first: datetime | None, wanted: str) -> Iterable[Month]:
    """Those since the first answer, the newest first."""
    if first is None:
        return
    day, since = timezone.localdate().replace(day=1), timezone.localdate(first).replace(day=1)
    for __ in range(MONTHS):
        if day < since:
            return
        value = day.strftime("%Y-%m")
        yield Month(value, date_format(day, "YEAR_MONTH_FORMAT"), value == wanted)
        day = _shifted(day, -1)


def _shifted(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _within(answers: QuerySet, month: str) -> QuerySet:
    """Those written in a month, as the clock of the site has it; all without one."""
    if not month:
        return answers
    day = date.fromisoformat(f"{month}-01")
    start, end = _midnight(day), _midnight(_shifted(day, 1))
    return answers.filter(comment__submit_date__gte=start, comment__submit_date__lt=end)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _faces(site: Any, most: HelpedMost) -> Iterable[HelperFace]:
    addresses = Addresses(public_viewer(site))
    topics = Topic.objects.in_bulk({pk for pks in most.topics.values() for pk in pks})
    shown = (reply for replies in most.best.values() for reply in replies)
    posts = comments.find_pages({reply.thread.page_id for reply in shown})
    for key, helped in most.listed.items():
        links = (
            QuestionLink(
                reply.thread.title,
                addresses.of(reply.thread, posts[reply.thread.page_id], reply.comment_id),
            )
            for reply in most.best[key][:SHOWN]
        )
        with_topics = [topics[pk] for pk in most.topics.get(key, ()) if pk in topics]
        yield HelperFace(
            name=helped.name,
            initials=initials_of(helped.name),
            answers=helped.answers,
            solved=helped.solved,
            topics=tuple(topic_face(topic) for topic in with_topics),
            best=tuple(links),
        )
