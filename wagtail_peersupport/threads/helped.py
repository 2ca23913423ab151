"""What those who help most help with, and their best answers: which ones is remembered for some
minutes, whether they still count is asked each time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Lower, RowNumber
from django.utils import timezone

from .. import comments
from ..models import HelpfulVote, SupportReply
from .recognition import Helped, Key, writer_of
from .survivors import accepted, helping, surviving

#: Of each, so many of their best answers and of their topics are shown.
SHOWN = 3
#: More answers are remembered, for those that count no more meanwhile.
SPARE = 2 * SHOWN


@dataclass(frozen=True, slots=True)
class Did:
    """What persons did under their names, by primary keys."""

    topics: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)
    """Most often first."""
    best: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)
    """Replies that solved something, the most helpful first."""


def what_they_did(answers: QuerySet, listed: Mapping[Key, Helped]) -> Did:
    """Of these persons, in these answers (see ``survivors.helping``). Three queries."""
    theirs = _by_these(answers, listed)
    return Did(_topics_of(theirs), _best_of(theirs))


def still_best(site: Any, best: Mapping[Key, Iterable[int]]) -> dict[Key, tuple[SupportReply, ...]]:
    """The replies that count on a site now, in the same order; one query, whose cost is that of
    these replies alone.
    """
    pks = [pk for own in best.values() for pk in own]
    standing = surviving(helping(site).filter(pk__in=pks), timezone.now())
    found = (
        standing.filter(
            comment__in=accepted().filter(answer__support_reply__in=pks).values("answer")
        )
        .select_related("comment", "thread__comment", "thread__page")
        .in_bulk()
    )
    return {key: tuple(found[pk] for pk in own if pk in found) for key, own in best.items()}


def _by_these(answers: QuerySet, listed: Mapping[Key, Helped]) -> QuerySet:
    """Whatever these persons wrote that counts, under any name. One query for the addresses."""
    users = {person.removeprefix("u:") for person, __ in listed if person.startswith("u:")}
    guests = [one.sample for key, one in listed.items() if key[1]]
    addresses = comments.settled(pk__in=guests).annotate(address=Lower("user_email"))
    by_these = Q(comment__user__in=users) | Q(
        comment__user__isnull=True, address__in=list(addresses.values_list("address", flat=True))
    )
    written = answers.annotate(address=Lower("comment__user_email")).filter(by_these)
    return surviving(written, timezone.now())


def _topics_of(answers: QuerySet) -> dict[Key, tuple[int, ...]]:
    times: dict[Key, Counter[int]] = defaultdict(Counter)
    rows = answers.filter(thread__topic__isnull=False).values_list(
        "comment__user_id", "address", "comment__user_name", "thread__topic_id"
    )
    for *writer, topic_pk, count in rows.annotate(count=Count("pk")).order_by():
        times[writer_of(*writer)][topic_pk] += count
    return {
        key: tuple(pk for pk, __ in counted.most_common(SHOWN)) for key, counted in times.items()
    }


def _best_of(answers: QuerySet) -> dict[Key, tuple[int, ...]]:
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
    rows = placed.filter(place__lte=SPARE).values_list(
        "comment__user_id", "address", "comment__user_name", "pk", "place"
    )
    found: dict[Key, tuple[int, ...]] = defaultdict(tuple)
    for *writer, pk, __ in sorted(rows, key=lambda row: row[-1]):
        found[writer_of(*writer)] += (pk,)
    return dict(found)
