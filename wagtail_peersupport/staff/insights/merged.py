"""Which questions were merged into which, for many at once: one query, however they hang."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Q, Value, When

from ...models import SupportThread


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A question that was merged into another."""

    pk: int
    into: int
    comment_pk: int
    asked_at: datetime
    is_shown: bool
    """Whether everybody may see what it asked."""


class Merged:
    """All merged questions, by the one that took them in at last."""

    def __init__(self, rows: list[TakenIn]) -> None:
        self._into = {row.pk: row.into for row in rows}
        self._taken: dict[int, list[TakenIn]] = defaultdict(list)
        for row in rows:
            if row.is_shown:
                self._taken[self.last(row.pk)].append(row)

    def last(self, pk: int) -> int:
        """The thread that took one in at last: itself, if it was not merged. A circle, which no
        verb makes, is cut.
        """
        passed = {pk}
        while (into := self._into.get(pk)) is not None and into not in passed:
            passed.add(into)
            pk = into
        return pk

    def taken_in(self, pk: int) -> list[TakenIn]:
        """What a thread took in, at any remove, as far as everybody may see it."""
        return self._taken.get(pk, [])


def load_merged() -> Merged:
    shown = Q(comment__is_public=True, comment__is_removed=False)
    rows = (
        SupportThread.objects.filter(merged_into__isnull=False)
        .annotate(is_shown=Case(When(shown, then=Value(True)), default=Value(False)))
        .values_list("pk", "merged_into_id", "comment_id", "asked_at", "is_shown")
    )
    return Merged([TakenIn(*row) for row in rows])
