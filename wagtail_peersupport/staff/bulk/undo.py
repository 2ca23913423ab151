"""The way back from a bulk action: the button of its message carries, signed, what was before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from ...viewer import Viewer
from ..buttons import VerbButton
from ..doing import undo_button as message_button

FIELD = "undo"
_SALT = "wagtail_peersupport.bulk"
_AGE = timedelta(days=1)


@dataclass(slots=True)
class Done:
    """What a bulk action did: by the keys of threads, what its way back needs."""

    action: str
    before: dict[int, Any] = field(default_factory=dict)


def undo_button(done: Done, viewer: Viewer) -> VerbButton:
    """Good for a day, and for whoever did it."""
    said = [viewer.key, done.action, list(done.before.items())]
    value = signing.dumps(said, salt=_SALT, compress=True)
    return message_button(reverse("peersupport_staff:undo_bulk"), FIELD, value)


def read(value: str, viewer: Viewer) -> Done | None:
    """What such a button carries; None where it is too old, altered or somebody else's."""
    try:
        key, action, before = signing.loads(value, salt=_SALT, max_age=_AGE)
    except signing.BadSignature:
        return None
    return Done(action, dict(before)) if key == viewer.key else None
