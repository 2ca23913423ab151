"""Who helped most: the readers whose answers were accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from ..accounts import account_name
from ..models import Acceptance, HelperChoice, SupportReply, SupportThread
from ..viewer import Viewer
from .elsewhere import at_most
from .names import in_order


@dataclass(frozen=True, slots=True)
class HelperFace:
    """Somebody who helps."""

    name: str
    answers: int
    solved: int
    """How many of these answers were accepted."""
    url: str = ""
    """Where more is said of them, "" without such a page."""


def top_helpers(
    viewer: Viewer, since: datetime | None = None, limit: int = 5
) -> tuple[HelperFace, ...]:
    """The accounts with the most accepted answers to questions that this viewer may see, written
    ``since`` then; not those who write as staff, nor who would rather not be listed. Three queries.
    """
    threads = SupportThread.objects.visible_to(viewer).questions().values("pk")
    answers = SupportReply.objects.visible().answers().by_readers().filter(thread__in=threads)
    if since is not None:
        answers = answers.filter(comment__submit_date__gte=since)
    counted = list(_counted(answers)[: at_most(limit)])
    accounts = get_user_model()._default_manager.in_bulk([pk for pk, *__ in counted])
    return tuple(_faces(counted, accounts))


def _counted(answers: QuerySet) -> QuerySet:
    """(account, answers, solved), most solved first."""
    acceptance = Acceptance.objects.filter(
        answer=OuterRef("comment"), question=OuterRef("thread__comment")
    )
    unlisted = HelperChoice.objects.filter(is_unlisted=True, person__startswith="u:")
    pks = [person.removeprefix("u:") for person in unlisted.values_list("person", flat=True)]
    people = answers.filter(comment__user__isnull=False).exclude(comment__user__in=pks)
    return (
        people.annotate(is_accepted=Exists(acceptance))
        .values_list("comment__user_id")
        .annotate(n=Count("pk"), solved=Count("pk", filter=Q(is_accepted=True)))
        .filter(solved__gt=0)
        .order_by("-solved", "-n", F("comment__user_id"))
    )


def _faces(counted: list[Any], accounts: dict[Any, Any]) -> Iterable[HelperFace]:
    for pk, answers, solved in counted:
        yield HelperFace(in_order(account_name(accounts[pk])), answers, solved)
