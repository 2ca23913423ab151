"""Which earlier comment a flat comment answers, where it neither names nor quotes anybody.

A reader tells by who writes, how soon, what was asked and which words come back. So does this: each
of the last comments, and the post itself, gets points for what speaks for it, and the share of the
best is the confidence. ``links.toml`` holds the points and says where they come from.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from math import exp, log
from pathlib import Path

from wagtail_peersupport.detection.links import Link
from wagtail_peersupport.detection.overlap import content_stems
from wagtail_peersupport.detection.reactions import Signs, name_words, signs_of
from wagtail_peersupport.detection.types import LinkHow

SHIPPED = Path(__file__).with_name("links.toml")

WINDOW = 12
"""How many of the last comments are looked at. In the labelled blogs nobody went back further than
6, in the comments written for this project 9.
"""

MANY_FRESH = 3
"""So many readers' comments since the owner's last one, or more."""

TITLE_WORD = 0.4
"""What a word of the title counts, as everybody uses it."""

SAME_SHARE, SAME_WORDS = 0.6, 4
"""From which share of common words on two comments say the same, and how many words that takes."""

MOST_SHARED = 3
_HOUR = 3600.0
_DAY_HOURS = 24

Points = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted: points for the post, for an earlier comment, and when to believe them."""

    threshold: float
    post: Mapping[str, float]
    comment: Mapping[str, float]


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


def load(path: Path = SHIPPED) -> Weights:
    """Read the points. Raises OSError, tomllib.TOMLDecodeError, KeyError."""
    data = tomllib.loads(path.read_text("utf-8"))
    return Weights(float(data["threshold"]), data["post"], data["comment"])


def infer(said: Sequence[Said], title: str = "", weights: Weights | None = None) -> dict[int, Link]:
    """What each comment that is not placed seems to answer, by id; left out where that is unsure.

    ``said`` is one post's comments, oldest first. A comment's link depends on what stands before
    it and on nothing that comes later.
    """
    weights = weights or shipped()
    before = Before(content_stems(title))
    found: dict[int, Link] = {}
    for comment in said:
        here = before.place(comment)
        if not comment.is_placed:
            link = _best(before, here, weights)
            if link is not None:
                found[comment.id] = link
        if comment.is_shown:
            target = found[comment.id].target if comment.id in found else comment.target
            before.add(here, target)
    return found


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The points that come with the package."""
    return load()


@dataclass(frozen=True, slots=True)
class Place:
    """A comment as it stands among those before it."""

    said: Said
    signs: Signs
    names: frozenset[str]


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
    frequency: Counter[str] = field(default_factory=Counter)
    """In how many comments a content word stands."""

    def place(self, said: Said) -> Place:
        return Place(said, signs_of(said.text), name_words(said.name))

    def add(self, place: Place, target: int | None) -> None:
        at = len(self.places)
        self.places.append(place)
        self.index[place.said.id] = at
        self.first.setdefault(place.said.writer, at)
        self.frequency.update(place.signs.stems)
        if target is not None and target in self.index and self.index[target] != at:
            self.targets[at] = self.index[target]
            self.answered.add(self.index[target])


def _best(before: Before, here: Place, weights: Weights) -> Link | None:
    """The comment that takes the greatest share of all points, if that is enough."""
    scores = {at: _sum(points, weights.comment) for at, points in choices(before, here)}
    if not scores:
        return None
    post = _sum(for_post(before, here), weights.post)
    at = max(scores, key=lambda at: scores[at])
    share = 1 / sum(exp(score - scores[at]) for score in (post, *scores.values()))
    if share < weights.threshold:
        return None
    return Link(before.places[at].said.id, LinkHow.INFERRED, round(share, 2))


def _sum(points: Points, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in points.items())


def choices(before: Before, here: Place) -> Iterator[tuple[int, Points]]:
    """The comments that may be meant, latest first, each with what speaks for it."""
    likeness = _Likeness(before, here)
    count = len(before.places)
    for at in range(count - 1, max(-1, count - 1 - WINDOW), -1):
        if not _is_a_need_of_its_own(before, here, at):
            yield at, for_comment(before, here, at, likeness)


def for_post(before: Before, here: Place) -> Points:
    """What speaks for a comment that answers the post, not another comment."""
    signs = here.signs
    points: Points = {
        "starts with I": signs.starts_with_self,
        "reacts": signs.reacts,
        "title": not signs.stems.isdisjoint(before.title),
        "laughs": signs.laughs,
        "names post": signs.names_post,
    }
    if here.said.by_owner:
        points |= {
            "owner": 1.0,
            "owner asks": signs.asks,
            "readers since": _fresh(before, here),
        }
    else:
        points |= {
            "reader asks": signs.asks,
            "first by reader": here.said.writer not in before.first,
            "reader greets": signs.greets,
        }
    return points


def _fresh(before: Before, here: Place) -> float:
    count = 0
    for place in reversed(before.places):
        if place.said.writer == here.said.writer or count == MANY_FRESH:
            break
        count += not place.said.by_owner
    return float(count)


class _Likeness:
    """How much of a comment's words stands in another, the rare ones counting most."""

    def __init__(self, before: Before, here: Place) -> None:
        self.title = before.title
        self.weights = {stem: self._weight(stem, before) for stem in here.signs.stems}
        self.whole = 1 + sum(self.weights.values())

    def __call__(self, stems: frozenset[str]) -> float:
        """0 to 1."""
        return sum(self.weights[stem] for stem in self.weights.keys() & stems) / self.whole

    @staticmethod
    def _weight(stem: str, before: Before) -> float:
        rarity = log((len(before.places) + 2) / (before.frequency[stem] + 1)) + 0.3
        return rarity * (TITLE_WORD if stem in before.title else 1.0)


def for_comment(before: Before, here: Place, at: int, likeness: _Likeness) -> Points:
    """What speaks for the comment at a place being the one that is answered."""
    there = before.places[at]
    own, other = here.signs, there.signs
    is_same = here.said.writer == there.said.writer
    alike = likeness(other.stems)
    points: Points = {
        "distance": log(len(before.places) - at),
        "short": other.is_short,
        "nothing in common": not alike,
        "shared words": min(MOST_SHARED, len(own.stems & other.stems - likeness.title))
        / MOST_SHARED,
        "open question": other.asks and at not in before.answered,
    }
    if is_same:
        points |= {"same writer": 1.0, "owner again": here.said.by_owner}
    else:
        points |= _to_somebody_else(before, here, at, alike)
    return points | _in_time(here, there, is_same=is_same)


def _to_somebody_else(before: Before, here: Place, at: int, alike: float) -> Points:
    own, other = here.signs, before.places[at].signs
    target = before.targets.get(at)
    to_me = target is not None and before.places[target].said.writer == here.said.writer
    # Who names the owner often speaks of the post.
    name = "owner's name" if before.places[at].said.by_owner else "reader's name"
    points: Points = {
        name: not before.places[at].names.isdisjoint(own.capitals),
        "answers me": to_me,
        "thanks for answer": to_me and (own.thanks or own.praises or own.solved),
    }
    if here.said.by_owner:
        points |= {"owner, asked": other.asks, "owner thanks": own.thanks or own.praises}
    else:
        spoke = before.first.get(here.said.writer, at) < at
        points |= {"reader is back": spoke, "reader, likeness": alike}
    return points


def _is_a_need_of_its_own(before: Before, here: Place, at: int) -> bool:
    """Whether two comments say the same, or two readers ask beside each other: taken for a reply,
    the later one would get no answer.
    """
    there = before.places[at]
    if _say_the_same(here.signs.words, there.signs.words):
        return True
    if not here.signs.asks or here.said.by_owner or there.said.by_owner:
        return False
    target = before.targets.get(at)
    in_talk = target is not None and before.places[target].said.writer == here.said.writer
    return not in_talk and here.said.writer != there.said.writer


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one) >= SAME_WORDS and len(one & other) >= SAME_SHARE * len(one | other)


def _in_time(here: Place, there: Place, *, is_same: bool) -> Points:
    if here.said.at is None or there.said.at is None:
        return {}
    hours = max(0.0, (here.said.at - there.said.at).total_seconds() / _HOUR)
    points: Points = {
        "20 minutes": hours < 1 / 3,
        "hour": hours < 1,
        "day": hours < _DAY_HOURS,
    }
    if here.said.by_owner and not is_same:
        points["owner, days"] = log(1 + hours / _DAY_HOURS)
    return points
