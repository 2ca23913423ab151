"""Those who helped most, for a list beside something else."""

from __future__ import annotations

from dataclasses import dataclass

from ..viewer import Viewer
from .helpers import most_helpful


@dataclass(frozen=True, slots=True)
class TopHelper:
    """Somebody who helps."""

    name: str
    answers: int
    solved: int
    """How many questions their answers solved."""


def top_helpers(viewer: Viewer, limit: int = 5) -> tuple[TopHelper, ...]:
    """Those on the viewer's site whose answers solved most, at most some minutes old."""
    found = most_helpful(viewer.site, limit)
    return tuple(TopHelper(one.name, one.answers, one.solved) for one in found)
