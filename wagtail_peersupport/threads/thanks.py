"""That staff thanked for answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..accounts import account_name
from ..models import Thanks


@dataclass(frozen=True, slots=True)
class ThanksFace:
    """That somebody of staff thanked whoever wrote an answer."""

    by: str
    """"" where that account is gone."""
    at: datetime
    note: str = ""
    """Of a letter, for whoever got it; "" for anybody else."""


def load_thanks(comment_pks: Iterable[int]) -> dict[int, ThanksFace]:
    """What was said under these answers for all to see, by comment. One query."""
    said = Thanks.objects.filter(is_public=True, answer__in=list(comment_pks))
    return {one.answer_id: thanks_face(one) for one in said.select_related("given_by")}


def thanks_face(thanks: Thanks, *, with_note: bool = False) -> ThanksFace:
    by = account_name(thanks.given_by) if thanks.given_by is not None else ""
    return ThanksFace(by, thanks.given_at, thanks.note if with_note else "")
