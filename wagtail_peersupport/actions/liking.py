"""The likes and dislikes of django-comments-xtd become votes, once.

How far they were taken over is noted, so that a vote that somebody took back since stays taken
back. xtd's own rows stay as they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from .. import comments
from ..models import Heartbeat, HelpfulVote, SupportReply

BATCH = 500
MARK = "likes"


@dataclass(slots=True)
class TakenOver:
    """What became of likes and dislikes."""

    likes: int = 0
    dislikes: int = 0
    stood: int = 0
    """Whoever voted here already: that vote holds."""
    own: int = 0
    """Of their own answers."""
    no_answers: int = 0
    """Of comments that answer nothing."""

    @property
    def total(self) -> int:
        return self.likes + self.dislikes + self.stood + self.own + self.no_answers


def waiting_likes(until: datetime) -> int:
    """How many likes and dislikes were said until then and not looked at yet."""
    return comments.count_opinions(_mark(), until)


def take_over_likes(until: datetime) -> Iterator[TakenOver]:
    """Make votes of what was said until then and not looked at yet; yields the sum after every
    batch.

    May be interrupted: what became a vote already stands then.
    """
    sums = TakenOver()
    said = comments.opinions(_mark(), until)
    while batch := list(islice(said, BATCH)):
        with transaction.atomic():
            _take_over(batch, sums)
        yield sums
    Heartbeat.objects.update_or_create(name=MARK, defaults={"beat_at": until})


def _mark() -> datetime | None:
    mark = Heartbeat.objects.filter(name=MARK).first()
    return mark.beat_at if mark is not None else None


def _take_over(batch: list[comments.Opinion], sums: TakenOver) -> None:
    writers = _writers_of_answers(one.comment_pk for one in batch)
    about = HelpfulVote.objects.filter(comment__in=writers)
    known = set(about.values_list("comment_id", "voter"))
    votes = []
    for one in batch:
        key = (one.comment_pk, _voter(one.user_pk))
        if one.comment_pk not in writers:
            sums.no_answers += 1
        elif key[1] in writers[one.comment_pk]:
            sums.own += 1
        elif key in known:
            sums.stood += 1
        else:
            known.add(key)
            sums.likes += one.likes
            sums.dislikes += not one.likes
            votes.append(_vote(one))
    HelpfulVote.objects.bulk_create(votes, ignore_conflicts=True)


def _writers_of_answers(comment_pks: Iterable[int]) -> dict[int, set[str]]:
    """The voter keys of whoever wrote these comments, as far as they are answers."""
    answers = SupportReply.objects.answers().filter(comment__in=set(comment_pks))
    found = answers.values_list(
        "comment_id", "comment__user_id", "comment__peersupport_origin__voter"
    )
    return {pk: {_voter(user_pk), voter or ""} for pk, user_pk, voter in found}


def _vote(one: comments.Opinion) -> HelpfulVote:
    return HelpfulVote(
        comment_id=one.comment_pk,
        voter=_voter(one.user_pk),
        helpful=one.likes,
        created_at=one.said_at,
    )


def _voter(user_pk: int | None) -> str:
    return f"u:{user_pk}"
