"""What accounts said of comments by xtd's own buttons, "I like it" and "I dislike it"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Opinion:
    """One account liked, or disliked, one comment."""

    comment_pk: int
    user_pk: int
    likes: bool
    said_at: datetime


def opinions(after: datetime | None, until: datetime) -> Iterator[Opinion]:
    """Everything said after a moment (from the beginning without one) until another, oldest
    first.
    """
    flags = _flags(after, until).order_by("flag_date", "pk")
    fields = flags.values_list("comment_id", "user_id", "flag", "flag_date")
    liked, __ = _names()
    for comment_pk, user_pk, flag, said_at in fields.iterator():
        yield Opinion(comment_pk, user_pk, flag == liked, said_at)


def count_opinions(after: datetime | None, until: datetime) -> int:
    return _flags(after, until).count()


def _flags(after: datetime | None, until: datetime) -> QuerySet:
    from django_comments.models import CommentFlag  # needs the app registry

    flags = CommentFlag.objects.filter(flag__in=_names(), flag_date__lte=until)
    return flags.filter(flag_date__gt=after) if after is not None else flags


def _names() -> tuple[str, str]:
    from django_comments_xtd.models import DISLIKEDIT_FLAG, LIKEDIT_FLAG  # needs the app registry

    return LIKEDIT_FLAG, DISLIKEDIT_FLAG
