"""The order of answers under a question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TypeVar

from wagtail_peersupport.ranking.votes import helpfulness

T = TypeVar("T")

UNKNOWN_MERIT = 0.5


class Staff(IntEnum):
    """What staff said of an answer."""

    WARNED = -1
    """That it is outdated or wrong."""

    SILENT = 0

    VOUCHED = 1
    """That it is right."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the place of one answer."""

    position: datetime | int
    """When it was posted. All standings that are compared use the same type."""

    accepted_at: datetime | None = None
    """When it was accepted; None if it was not."""

    helpful: int = 0
    unhelpful: int = 0

    merit: float = UNKNOWN_MERIT
    """How likely it helps by what it says and what followed, 0 to 1."""

    staff: Staff = Staff.SILENT


OrderKey = tuple[bool, bool, float, bool, float, datetime | int]


def order_key(standing: Standing) -> OrderKey:
    """What staff warn of stands last. Else accepted first (the earliest accepted before the
    others), then what staff vouch for, then by votes and content, then oldest.
    """
    accepted = standing.accepted_at
    return (
        standing.staff is Staff.WARNED,
        accepted is None,
        accepted.timestamp() if accepted else 0.0,
        standing.staff is not Staff.VOUCHED,
        -helpfulness(standing.helpful, standing.unhelpful, standing.merit),
        standing.position,
    )


def ranked(items: Iterable[T], standing_of: Callable[[T], Standing]) -> list[T]:
    """Best first. Equals keep the order they come in."""
    return sorted(items, key=lambda item: order_key(standing_of(item)))
