"""Which earlier comment a flat comment answers, where it neither names nor quotes anybody.

A reader tells by who writes, how soon, what was asked and which words come back. So does this: each
of the last comments, and the post itself, gets points for what speaks for it, and the share of the
best is the confidence. How many points each thing gives was fitted: see ``training/linking.py``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp
from pathlib import Path

from wagtail_peersupport.detection.conversation import Before, Place, Said
from wagtail_peersupport.detection.link_features import Points, choices, for_post, recent
from wagtail_peersupport.detection.links import Link
from wagtail_peersupport.detection.model import SHIPPED
from wagtail_peersupport.detection.overlap import content_stems
from wagtail_peersupport.detection.types import LinkHow

LINKS_FILE = "links.json"
_REMINDER = 0.75


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted: points for the post, for an earlier comment, and when to believe them."""

    threshold: float
    """The share of all points that makes a link."""
    post: Mapping[str, float]
    """Positive where something speaks for a comment that answers the post."""
    comment: Mapping[str, float]
    """Positive where something speaks for an earlier comment."""


@lru_cache(maxsize=8)
def load(folder: Path = SHIPPED) -> Weights:
    """The points in a folder of weights; those of the package where it has none of its own.

    Raises OSError, ValueError, KeyError.
    """
    path = folder / LINKS_FILE
    if folder != SHIPPED and folder.is_dir() and not path.exists():
        return load()
    data = json.loads(path.read_text("utf-8"))
    return Weights(float(data["threshold"]), data["post"], data["comment"])


def infer(said: Sequence[Said], title: str = "", weights: Weights | None = None) -> dict[int, Link]:
    """What each comment that is not placed seems to answer, by id; left out where that is unsure.

    ``said`` is one post's comments, oldest first. A comment's link depends on what stands before
    it and on nothing that comes later.
    """
    weights = weights or load()
    reading = _remembered.pop((title, said[0].id), None) if said else None
    if reading is None or not reading.is_of(said, weights):
        reading = _Reading(weights, Before(content_stems(title)))
    reading.go_on(said[len(reading.said) :])
    if len(said) >= _LONG:
        _remember((title, said[0].id), reading)
    return dict(reading.found)


@dataclass(slots=True)
class _Reading:
    """How far a post was read."""

    weights: Weights
    before: Before
    said: list[Said] = field(default_factory=list)
    found: dict[int, Link] = field(default_factory=dict)

    def is_of(self, said: Sequence[Said], weights: Weights) -> bool:
        """Whether these comments begin with those that were read, by the same weights."""
        return self.weights is weights and self.said == list(said[: len(self.said)])

    def go_on(self, comments: Sequence[Said]) -> None:
        for comment in comments:
            here = self.before.place(comment)
            target = comment.target
            if not comment.is_placed:
                link = _reminder(self.before, here) or _best(self.before, here, self.weights)
                if link is not None:
                    self.found[comment.id] = link
                    target = link.target
            if comment.is_shown:
                self.before.add(here, target)
            self.said.append(comment)


# Posts with more than a few comments that were read last, so that one comment more costs one
# comment. Whoever goes on reading takes the entry out: no two threads share one.
_LONG, _MOST = 12, 64
_remembered: dict[tuple[str, int], _Reading] = {}


def _remember(key: tuple[str, int], reading: _Reading) -> None:
    _remembered[key] = reading
    for oldest in list(_remembered)[:-_MOST]:
        _remembered.pop(oldest, None)


def _reminder(before: Before, here: Place) -> Link | None:
    """Whoever writes "any news?" means what they asked, as long as nobody answered."""
    if not (here.signs.reminds and here.signs.is_short) or here.said.by_owner:
        return None
    for at in recent(before):
        there = before.places[at]
        if here.is_by_writer_of(there) and there.signs.asks and at not in before.answered:
            return Link(there.said.id, LinkHow.INFERRED, _REMINDER)
    return None


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
