"""The page of those who help: for a month or since ever, in answers that everybody may see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Lower, RowNumber
from django.utils import timezone
from django.utils.formats import date_format

from .. import comments
from ..addresses import Addresses
from ..models import HelpfulVote, SupportReply, Topic
from ..viewer import public_viewer
from .authors import initials_of
from .faces import QuestionLink, TopicFace
from .recognition import Helped, Key, Recognition, count_helped, recognition, unlisted, writer_of
from .remembered import remembered
from .survivors import accepted, helping, surviving
from .topics import topic_face

#: From so many on there is a page of them, and so many stand there at most.
FEWEST, MOST = 5, 50
MONTHS = 24
#: Of each, so many of their best answers and of their topics.
SHOWN = 3


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
    listed = best_of(known, MOST)
    answers = answers_of(_within(helping(site), chosen), listed)
    return Helpers(tuple(_faces(site, still_there(listed, answers), answers)), months)


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


def answers_of(answers: QuerySet, listed: Mapping[Key, Helped]) -> QuerySet:
    """Whatever these persons wrote that counts, under any name. One query for the addresses."""
    users = {person.removeprefix("u:") for person, __ in listed if person.startswith("u:")}
    guests = [one.sample for key, one in listed.items() if key[1]]
    addresses = comments.settled(pk__in=guests).annotate(address=Lower("user_email"))
    by_these = Q(comment__user__in=users) | Q(
        comment__user__isnull=True, address__in=list(addresses.values_list("address", flat=True))
    )
    written = answers.annotate(address=Lower("comment__user_email")).filter(by_these)
    return surviving(written, timezone.now())


def _faces(site: Any, listed: Mapping[Key, Helped], answers: QuerySet) -> Iterable[HelperFace]:
    addresses = Addresses(public_viewer(site))
    topics, best = _topics_of(answers), _best_of(answers)
    posts = _posts(reply for replies in best.values() for reply in replies)
    for key, helped in listed.items():
        links = (
            QuestionLink(
                reply.thread.title,
                addresses.of(reply.thread, posts[reply.thread.page_id], reply.comment_id),
            )
            for reply in best[key][:SHOWN]
        )
        yield HelperFace(
            name=helped.name,
            initials=initials_of(helped.name),
            answers=helped.answers,
            solved=helped.solved,
            topics=tuple(topic_face(topic) for topic in topics[key]),
            best=tuple(links),
        )


def still_there(listed: Mapping[Key, Helped], answers: QuerySet) -> dict[Key, Helped]:
    """Those who wrote any of these answers: nobody is named for what was hidden since it was
    counted.
    """
    rows = answers.values_list("comment__user_id", "address", "comment__user_name")
    there = {writer_of(*writer) for writer in rows.order_by().distinct()}
    return {key: helped for key, helped in listed.items() if key in there}


def _topics_of(answers: QuerySet) -> dict[Key, list[Topic]]:
    """What each helps with, most often first. Two queries."""
    times: dict[Key, Counter[int]] = defaultdict(Counter)
    rows = answers.filter(thread__topic__isnull=False).values_list(
        "comment__user_id", "address", "comment__user_name", "thread__topic_id"
    )
    for *writer, topic_pk, count in rows.annotate(count=Count("pk")).order_by():
        times[writer_of(*writer)][topic_pk] += count
    topics = Topic.objects.in_bulk({pk for counted in times.values() for pk in counted})
    found: dict[Key, list[Topic]] = defaultdict(list)
    for key, counted in times.items():
        found[key] = [topics[pk] for pk, __ in counted.most_common(SHOWN)]
    return found


def _best_of(answers: QuerySet) -> dict[Key, list[SupportReply]]:
    """What solved something and helped most, a few of each. Two queries."""
    votes = HelpfulVote.objects.filter(comment=OuterRef("comment"), helpful=True, counts=True)
    counted = votes.order_by().values("comment").annotate(n=Count("pk")).values("n")
    placed = answers.filter(comment__in=accepted().values("answer")).annotate(
        place=Window(
            RowNumber(),
            partition_by=[F("comment__user_id"), F("address"), F("comment__user_name")],
            order_by=[
                Coalesce(Subquery(counted, output_field=IntegerField()), 0).desc(),
                F("thread__me_too_count").desc(),
                F("comment__submit_date").desc(),
                F("pk").desc(),
            ],
        )
    )
    places = dict(placed.filter(place__lte=SHOWN).values_list("pk", "place"))
    replies = SupportReply.objects.filter(pk__in=places).select_related(
        "comment", "thread__comment", "thread__page"
    )
    found: dict[Key, list[SupportReply]] = defaultdict(list)
    for reply in sorted(replies, key=lambda one: places[one.pk]):
        writer = reply.comment
        key = writer_of(writer.user_id, writer.user_email, writer.user_name)
        found[key].append(reply)
    return found


def _posts(replies: Iterable[SupportReply]) -> dict[int, Any]:
    pages = comments.page_model().objects.filter(pk__in={reply.thread.page_id for reply in replies})
    return {page.pk: page for page in pages.specific()}
