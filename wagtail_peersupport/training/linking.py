"""How the points come about by which it is inferred what a comment answers (``links.json``).

Comments written for this project teach them; labelled real blogs correct them, as they do the other
weights: few numbers over readable features, never a word. A blog can be left out of that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail_peersupport.detection.conversation import Before, Said
from wagtail_peersupport.detection.inferring import Weights, infer
from wagtail_peersupport.detection.link_features import choices, for_post
from wagtail_peersupport.detection.links import Earlier, find_target, pointers
from wagtail_peersupport.detection.overlap import content_stems

from .choosing import DIGITS, Choice, Name, fit_choices, names_of
from .examples import said_of, title_of
from .lines import Line, by_post

CORPUS_STRENGTH = 10.0
"""Comments under invented posts are more alike than life: followed closely, they mislead."""

REAL_STRENGTH = 1.5
THRESHOLDS = tuple(at / 100 for at in range(50, 81, 2))
"""From the lowest on, one comment is likelier than all others and the post together."""

MOST_FALSE = 0.05
"""Of the comments that answer nobody, at most so many may be given a link: the threshold is the
lowest that keeps to it on the blogs it is fitted on.
"""

POST, COMMENT = "post", "comment"

Fitted = dict[Name, float]


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments of one post as the inference sees them, with nothing written as a reply."""

    title: str
    said: Sequence[Said]
    answers: Mapping[int, int]
    """What each comment answers, by label; left out where it answers nobody."""


@dataclass(frozen=True, slots=True)
class Blog:
    """A set of labelled real comments."""

    name: str
    digest: str
    talks: Sequence[Talk]
    size: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How many links were found."""

    links: int
    right: int
    wrong: int
    """Led to another comment than the label."""
    free: int
    """Comments that answer nobody."""
    false: int
    """Free ones that were given a link."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Makes of what the corpus taught what real blogs need."""

    threshold: float
    points: Fitted

    def of(self, base: Fitted) -> Weights:
        """The corrected points."""
        both = {
            name: round(base.get(name, 0.0) + self.points.get(name, 0.0), DIGITS)
            for name in sorted({*base, *self.points})
        }
        return Weights(self.threshold, _side(both, POST), _side(both, COMMENT))

    def as_data(self) -> dict[str, Any]:
        return _data(self.threshold, _side(self.points, POST), _side(self.points, COMMENT))

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Correction":
        points = {
            (side, name): float(value)
            for side in (POST, COMMENT)
            for name, value in data[side].items()
        }
        return cls(float(data["threshold"]), points)


NO_CORRECTION = Correction(THRESHOLDS[0], {})


def talks_of(lines: Sequence[Line]) -> list[Talk]:
    """The conversations under the posts of some labelled comments."""
    return [_talk(post) for post in by_post(lines) if post[0].post]


def learn_links(talks: Sequence[Talk]) -> Fitted:
    """What comments written for training teach."""
    found = [choice for talk in talks for choice in _choices(talk)]
    if not found:
        return {}
    return fit_choices(found, dict.fromkeys(names_of(found), 0.0), strength=CORPUS_STRENGTH)


def correct_links(base: Fitted, blogs: Sequence[Blog]) -> Correction:
    """Fit the correction on these blogs; without any, none."""
    if not (base and blogs):
        return NO_CORRECTION
    points = _correction(base, blogs)
    talks = [talk for blog in blogs for talk in blog.talks]
    for threshold in THRESHOLDS:
        its = quality(talks, Correction(threshold, points).of(base))
        if its.false <= MOST_FALSE * its.free:
            break
    return Correction(threshold, points)


def each_and_others(blogs: Sequence[Blog]) -> list[tuple[Blog, list[Blog]]]:
    """Each blog with those that may predict it."""
    return [(blog, [other for other in blogs if other is not blog]) for blog in blogs]


def quality(talks: Sequence[Talk], weights: Weights) -> Quality:
    """What the inference finds, held against the labels."""
    links = right = wrong = free = false = 0
    for talk in talks:
        inferred = infer(talk.said, talk.title, weights)
        for said in talk.said:
            found = inferred[said.id].target if said.id in inferred else said.target
            label = talk.answers.get(said.id)
            if label is None:
                free += 1
                false += found is not None
            else:
                links += 1
                right += found == label
                wrong += found is not None and found != label
    return Quality(links, right, wrong, free, false)


def _correction(base: Fitted, blogs: Sequence[Blog]) -> Fitted:
    found = [choice for blog in blogs for talk in blog.talks for choice in _choices(talk)]
    if not found:
        return {}
    fitted = fit_choices(found, base, strength=REAL_STRENGTH)
    return {name: round(value - base[name], DIGITS) for name, value in fitted.items()}


def _talk(post: Sequence[Line]) -> Talk:
    places = {line.id: at for at, line in enumerate(post)}
    earlier: list[Earlier] = []
    said: list[Said] = []
    for at, line in enumerate(post):
        link = find_target(pointers(line.text), earlier)
        said.append(said_of(line, at, link.target if link else None))
        earlier.append(Earlier(at, line.author, line.text))
    answers = {at: places[line.answers] for at, line in enumerate(post) if line.answers in places}
    return Talk(title_of(post[0]), said, answers)


def _choices(talk: Talk) -> list[Choice]:
    """Each comment that has to be inferred, in front of the post and of those it may answer."""
    found: list[Choice] = []
    before = Before(content_stems(talk.title))
    for said in talk.said:
        here = before.place(said)
        answers = talk.answers.get(said.id)
        if before.places and not said.is_placed:
            may_be = dict(choices(before, here))
            options = [_named(POST, for_post(before, here))]
            options += [_named(COMMENT, points) for points in may_be.values()]
            if answers is None:
                found.append(Choice(options, 0))
            elif answers in may_be:
                found.append(Choice(options, 1 + list(may_be).index(answers)))
        before.add(here, answers)
    return found


def _named(side: str, points: Mapping[str, float]) -> Fitted:
    return {(side, name): float(value) for name, value in points.items()}


def _side(points: Fitted, side: str) -> dict[str, float]:
    return {name: points[its, name] for its, name in sorted(points) if its == side}


def _data(
    threshold: float, post: Mapping[str, float], comment: Mapping[str, float]
) -> dict[str, Any]:
    return {"threshold": threshold, POST: dict(post), COMMENT: dict(comment)}


def links_data(weights: Weights, correction: Mapping[str, Any]) -> dict[str, Any]:
    """What ``inferring.load`` reads, and the correction it was made with."""
    used = _data(weights.threshold, weights.post, weights.comment)
    return used | {"correction": dict(correction)}
