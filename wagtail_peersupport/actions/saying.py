"""What a voter says of something is stored once, however many clicks it took."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ..models import CommentOrigin, PendingComment
from ..viewer import Viewer
from .limits import VOICES, check_vote_rate

#: A guest's second first click within this time is a double click, not a second voice.
DOUBLE_CLICK = timedelta(seconds=10)


def say(
    model: type,
    viewer: Viewer,
    *,
    too_many: str,
    defaults: dict[str, Any] | None = None,
    at_first: dict[str, Any] | None = None,
    **about: Any,
) -> bool:
    """Store what a viewer says in one row of ``model``, one of VOICES; returns whether it is new.

    ``about`` says of what, ``defaults`` what saying it again changes, which is free, and
    ``at_first`` what it does not. The caller holds the lock of the thread. Raises TooMany with the
    words ``too_many``.
    """
    said: QuerySet = model.objects.filter(**about)
    row = said.filter(voter=viewer.key).first() or _first_click(said, viewer)
    if row is not None:
        said.filter(pk=row.pk).update(voter=viewer.key, **defaults or {})
        return False
    check_vote_rate(viewer, too_many)
    said.create(
        voter=viewer.key,
        address_hash=viewer.address_hash,
        **{VOICES[model]: timezone.now()},
        **about,
        **defaults or {},
        **at_first or {},
    )
    return True


def _first_click(said: QuerySet, viewer: Viewer) -> Any | None:
    """The row of a double click's first half.

    Until the first answer arrives the browser has no cookie to send, so each click is given a key
    of its own: the same address, and two keys that nothing else is known of.
    """
    if not viewer.address_hash or _traces(viewer.key):
        return None
    recent = {f"{VOICES[said.model]}__gt": timezone.now() - DOUBLE_CLICK}
    rows = said.filter(address_hash=viewer.address_hash, **recent).order_by("-pk")
    return next((row for row in rows if _traces(row.voter) == 1), None)


def _traces(voter: str) -> int:
    models = (*VOICES, CommentOrigin, PendingComment)
    return sum(model.objects.filter(voter=voter).count() for model in models)
