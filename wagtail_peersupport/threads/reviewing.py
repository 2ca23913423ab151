"""Before a comment is posted: what may have answered it, and what in it would rather stay private.

Nobody is asked twice: a field of the form carries short digests of what its writer has seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .. import permissions
from ..detection.private import Finding, Kind, hide_private, private_data
from ..viewer import Viewer
from .guessing import wants_answer
from .suggesting import SHOWN, Suggestions, suggest

NOTHING = Suggestions()
#: So many digests are kept: whoever types on collects one with every pause.
MOST_SEEN = 20


@dataclass(frozen=True, slots=True)
class PrivateFace:
    """Something in a text that may tell who wrote it."""

    words: str
    label: str
    """What it seems to be: "a phone number"."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a writer is asked before a comment is posted."""

    suggestions: Suggestions
    private: tuple[PrivateFace, ...]
    seen: str
    """The digests of all that is asked here, with those of before: the form sends them along."""


def review(
    words: str, page: Any, parent: Any, viewer: Viewer, *, wish: bool | None, seen: str
) -> Review | None:
    """What to ask whoever is about to post ``words`` under the specific ``page`` in reply to
    ``parent`` (or None); None where there is nothing that they have not seen.

    ``wish`` is whether they said that they want an answer, ``seen`` what the form sent. Staff are
    never asked.
    """
    known = seen.split()
    found = [one for one in private_data(words) if _private(one) not in known]
    was_shown = similar_digest(words) in known
    if (was_shown and not found) or permissions.is_staff(viewer.user):
        return None
    suggestions = NOTHING
    if not was_shown:
        suggestions = answered_already(words, page, parent, viewer, wish=wish)
    if not (found or suggestions.count):
        return None
    return Review(
        suggestions=suggestions,
        private=tuple(PrivateFace(one.words, _labels()[one.kind]) for one in found),
        seen=with_seen(seen, [similar_digest(words), *map(_private, found)]),
    )


def answered_already(
    words: str,
    page: Any,
    parent: Any,
    viewer: Viewer,
    *,
    wish: bool | None,
    guess: bool | None = None,
    limit: int = SHOWN,
) -> Suggestions:
    """What may have answered ``words``: nothing for replies, for staff, and where no answer is
    wanted, as the writer says (``wish``) or else the engine (``guess``, if it was asked before).
    """
    if parent is not None or permissions.is_staff(viewer.user):
        return NOTHING
    if wish is None:
        wish = guess if guess is not None else wants_answer(words, page, parent, viewer)
    return suggest(words, page, viewer, limit=limit) if wish else NOTHING


def without_private(words: str, seen: str) -> tuple[str, str]:
    """The words without what is private, and what their writer has seen of them."""
    hidden = hide_private(words, {kind: f"[{label}]" for kind, label in _neutral().items()})
    if similar_digest(words) in seen.split():
        seen = with_seen(seen, [similar_digest(hidden)])
    return hidden, seen


def similar_digest(words: str) -> str:
    """That what is similar to these words was shown, as a short word."""
    return f"s{_digest(' '.join(words.split()))}"


def with_seen(seen: str, more: Iterable[str]) -> str:
    return " ".join([*seen.split(), *more][-MOST_SEEN:])


def _private(finding: Finding) -> str:
    return f"p{_digest(finding.words)}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _labels() -> dict[Kind, str]:
    return {
        Kind.EMAIL: _("an e-mail address"),
        Kind.PHONE: _("a phone number"),
        Kind.NUMBER: _("a number, such as that of an order"),
    }


def _neutral() -> dict[Kind, str]:
    """What stands in the text instead."""
    return {
        Kind.EMAIL: _("e-mail address"),
        Kind.PHONE: _("phone number"),
        Kind.NUMBER: _("number"),
    }
