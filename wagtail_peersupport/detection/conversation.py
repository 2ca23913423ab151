"""The comments of a post in their order: who wrote before, and what is known to answer what."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from wagtail_peersupport.detection.reactions import Signs, name_words, signs_of


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of a post."""

    id: int
    writer: str
    """The same for all comments of one writer."""

    name: str
    """As shown to readers."""

    text: str
    at: datetime | None
    by_owner: bool
    """By whoever wrote the post, or by staff."""

    is_shown: bool = True
    """Readers see it, so they may answer it."""

    is_placed: bool = False
    """What it answers is known: ``target``, or nothing where that is None."""

    target: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A comment as it stands among those before it."""

    said: Said
    signs: Signs
    names: frozenset[str]

    def is_by_writer_of(self, other: "Place") -> bool:
        return self.said.writer == other.said.writer


@dataclass(slots=True)
class Before:
    """The comments up to one, and what is known to answer what."""

    title: frozenset[str]
    """Its content words."""
    places: list[Place] = field(default_factory=list)
    index: dict[int, int] = field(default_factory=dict)
    """Where each comment stands, by id."""
    targets: dict[int, int] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)
    first: dict[str, int] = field(default_factory=dict)
    """Where each writer first wrote."""
    last: dict[str, int] = field(default_factory=dict)
    """Where each writer wrote last."""
    frequency: Counter[str] = field(default_factory=Counter)
    """In how many comments a content word stands."""

    def place(self, said: Said) -> Place:
        return Place(said, signs_of(said.text), name_words(said.name))

    def add(self, place: Place, target: int | None) -> None:
        at = len(self.places)
        self.places.append(place)
        self.index[place.said.id] = at
        self.first.setdefault(place.said.writer, at)
        self.last[place.said.writer] = at
        self.frequency.update(place.signs.stems)
        if target is not None and target in self.index and self.index[target] != at:
            self.targets[at] = self.index[target]
            self.answered.add(self.index[target])

    def above(self, at: int) -> Iterator[Place]:
        """What a comment answers, what that answers, and so on."""
        seen = {at}
        while (target := self.targets.get(at)) is not None and target not in seen:
            seen.add(target)
            yield self.places[target]
            at = target
