"""What goes into the content model: a question and what was said under it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One comment under a question."""

    text: str
    """As HTML or as plain text."""

    author: str = ""
    """Anything that is the same for the same writer; "" for nobody known."""

    by_asker: bool = False
    parent: int | None = None
    """The place, in the discussion, of the comment that it replies to; None for the question, or
    where that is not told.
    """

    name: str = ""
    """What others call the writer."""

    record: int = 0
    """How many answers of this writer solved other questions."""


@dataclass(frozen=True, slots=True)
class Discussion:
    """A question with everything that was said under it, in the order of posting."""

    question: str
    """As HTML or as plain text, with its title if it has one."""

    said: Sequence[Said]
