"""What speaks for each of the comments that another may answer, and for the post."""

from collections.abc import Iterator
from math import fsum, log

from wagtail_peersupport.detection.conversation import Before, Place

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


def recent(before: Before) -> Iterator[int]:
    """Where the last comments stand, latest first."""
    count = len(before.places)
    yield from range(count - 1, max(-1, count - 1 - WINDOW), -1)


def choices(before: Before, here: Place) -> Iterator[tuple[int, Points]]:
    """The comments that may be meant, latest first, each with what speaks for it."""
    likeness = _Likeness(before, here)
    for at in recent(before):
        if not _is_a_need_of_its_own(before, here, at):
            yield at, for_comment(before, here, at, likeness)


def for_post(before: Before, here: Place) -> Points:
    """What speaks for a comment that answers the post, not another comment."""
    signs, by_owner = here.signs, here.said.by_owner
    latest = before.places[-1]
    points: Points = {
        "starts with I": signs.starts_with_self,
        "reacts": signs.reacts,
        "title": not signs.stems.isdisjoint(before.title),
        "laughs": signs.laughs,
        "names post": signs.names_post,
        "advises": signs.advises,
        "me too": signs.same,
        "calls by name": signs.calls_by_name,
    }
    if by_owner:
        return points | {
            "owner": 1.0,
            "owner asks": signs.asks,
            "owner goes on": latest.said.by_owner,
            "readers since": _fresh(before, here),
        }
    return points | {
        "reader asks": signs.asks,
        "first by reader": here.said.writer not in before.first,
        "reader goes on": here.is_by_writer_of(latest),
        "reader greets": signs.greets,
        "reader exclaims": signs.exclaims,
    }


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
        self.whole = 1 + fsum(self.weights.values())

    def __call__(self, stems: frozenset[str]) -> float:
        """0 to 1."""
        return fsum(self.weights[stem] for stem in self.weights.keys() & stems) / self.whole

    @staticmethod
    def _weight(stem: str, before: Before) -> float:
        rarity = log((len(before.places) + 2) / (before.frequency[stem] + 1)) + 0.3
        return rarity * (TITLE_WORD if stem in before.title else 1.0)


def for_comment(before: Before, here: Place, at: int, likeness: _Likeness) -> Points:
    """What speaks for the comment at a place being the one that is answered."""
    there = before.places[at]
    own, other = here.signs, there.signs
    is_same = here.is_by_writer_of(there)
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
        points |= {
            "same writer": 1.0,
            "same writer, size": own.size,
            "owner again": here.said.by_owner,
        }
    else:
        points |= _to_somebody_else(before, here, at, alike)
    return points | _in_time(here, there, is_same=is_same)


def _to_somebody_else(before: Before, here: Place, at: int, alike: float) -> Points:
    own, there = here.signs, before.places[at]
    other = there.signs
    target = before.targets.get(at)
    to_me = target is not None and before.places[target].is_by_writer_of(here)
    # Who names the owner often speaks of the post.
    name = "owner's name" if there.said.by_owner else "reader's name"
    points: Points = {
        name: not there.names.isdisjoint(own.capitals),
        "answers me": to_me,
        "thanks for answer": to_me and (own.thanks or own.praises or own.solved),
        "below my comment": _is_below_me(before, here, at),
        "wrote since": before.last.get(here.said.writer, -1) > at,
    }
    if here.said.by_owner:
        return points | {
            "owner, asked": other.asks,
            "owner thanks": own.thanks or own.praises,
            "owner, size": own.size,
            "owner, size there": other.size,
        }
    spoke = before.first.get(here.said.writer, at) < at
    return points | {
        "reader is back": spoke,
        "reader, likeness": alike,
        "owner asks reader": there.said.by_owner and other.asks,
    }


def _is_below_me(before: Before, here: Place, at: int) -> bool:
    """Whether the talk that the comment belongs to began with one by the same writer."""
    above = list(before.above(at))
    return bool(above) and above[-1].is_by_writer_of(here)


def _is_a_need_of_its_own(before: Before, here: Place, at: int) -> bool:
    """Whether two comments say the same, or a reader asks beside a reader or for the second time:
    taken for a reply, the later one would get no answer.
    """
    there = before.places[at]
    if _say_the_same(here.signs.words, there.signs.words):
        return True
    if not here.signs.asks or here.said.by_owner:
        return False
    # None of the labelled comments that ask answers one by the same reader.
    if here.is_by_writer_of(there):
        return True
    target = before.targets.get(at)
    in_talk = target is not None and before.places[target].is_by_writer_of(here)
    if not (in_talk or there.said.by_owner):
        return True
    # Somebody who is back with something else.
    is_back = here.said.writer in before.first and not here.signs.turns_to_somebody
    return is_back and here.signs.stems.isdisjoint(there.signs.stems)


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    if len(one) < SAME_WORDS or min(len(one), len(other)) < SAME_SHARE * max(len(one), len(other)):
        return False
    return len(one & other) >= SAME_SHARE * len(one | other)


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
