"""What staff said of an answer or a question, what was reported, and what this viewer may do about
it: frozen values, like those of ``faces``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models.choices import RemovalReason, ReportReason, Verdict


@dataclass(frozen=True, slots=True)
class VerdictFace:
    """What staff say of an answer, under it."""

    verdict: str
    """A word of Verdict."""
    note: str
    by: str
    """"" where that account is gone."""
    at: datetime

    @property
    def is_verified(self) -> bool:
        return self.verdict == Verdict.VERIFIED

    @property
    def is_warning(self) -> bool:
        """Whether readers should better not follow the answer."""
        return not self.is_verified

    @property
    def label(self) -> str:
        return str(Verdict(self.verdict).label)


@dataclass(frozen=True, slots=True)
class ReportsFace:
    """What readers found wrong with a comment, for staff."""

    reasons: tuple[str, ...]
    """Each as a label, with how often where that is more than once."""
    count: int
    """How many readers report it, and staff have not looked."""
    settled: int = 0
    """How many did before staff decided to keep it."""


@dataclass(frozen=True, slots=True)
class Care:
    """What this viewer may do about a comment that something is wrong with, or that is right."""

    can_verify: bool = False
    can_judge: bool = False
    can_thank: bool = False
    can_report: bool = False
    i_reported: bool = False
    can_remove: bool = False
    reports: ReportsFace | None = None
    """For staff, of a comment that somebody reported."""

    @property
    def is_something(self) -> bool:
        return self.can_judge or self.can_report or self.can_remove

    @property
    def removal_reasons(self) -> list[tuple[str, str]]:
        """Why something may be removed: each word with its label."""
        return RemovalReason.of_staff()


@dataclass(frozen=True, slots=True)
class ClosingFace:
    """That staff closed a question, in their words, and whether this viewer may change that."""

    note: str = ""
    by: str = ""
    at: datetime | None = None
    """None while it is open."""
    can_close: bool = False
    can_open_again: bool = False


NO_CARE = Care()
OPEN = ClosingFace()


def reason_labels(counted: dict[str, int]) -> tuple[str, ...]:
    """What readers found wrong, most often said first."""
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        f"{ReportReason(name).label} ×{times}" if times > 1 else str(ReportReason(name).label)
        for name, times in ordered
    )
