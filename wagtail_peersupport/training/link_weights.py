"""The file of the points of inferred links, and what the model card says of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from wagtail_peersupport.detection.inferring import LINKS_FILE

from .calibrating import digest_of
from .lines import Line, read_lines
from .linking import (
    MOST_FALSE,
    NO_CORRECTION,
    Blog,
    Correction,
    Fitted,
    Quality,
    correct_links,
    each_and_others,
    learn_links,
    links_data,
    quality,
    talks_of,
)

_NONE: Mapping[str, Any] = {
    "sets": {},
    "all": NO_CORRECTION.as_data(),
    "without": {},
    "figures": {},
}


def link_weights(
    corpus: Sequence[Line], real: Sequence[Path], stored: Path, digest: str
) -> dict[str, Any]:
    """The content of ``links.json``: what the corpus teaches, corrected by real blogs.

    Without any blog the correction in the folder ``stored`` is kept. The points that are used never
    saw the set with this digest.
    """
    base = learn_links(talks_of(corpus))
    correction = _fitted(base, [_blog(path) for path in real]) if real else _stored(stored)
    used = Correction.read(correction["without"].get(digest, correction["all"]))
    return links_data(used.of(base), correction)


def _blog(path: Path) -> Blog:
    lines = read_lines(path)
    return Blog(path.name.partition(".")[0], digest_of(lines), talks_of(lines), len(lines))


def _stored(folder: Path) -> Mapping[str, Any]:
    path = folder / LINKS_FILE
    return json.loads(path.read_text("utf-8"))["correction"] if path.exists() else _NONE


def _fitted(base: Fitted, blogs: Sequence[Blog]) -> dict[str, Any]:
    without = {blog.digest: correct_links(base, others) for blog, others in each_and_others(blogs)}
    figures = {blog.digest: quality(blog.talks, without[blog.digest].of(base)) for blog in blogs}
    return {
        "sets": {blog.digest: {"name": blog.name, "comments": blog.size} for blog in blogs},
        "all": correct_links(base, blogs).as_data(),
        "without": {digest: one.as_data() for digest, one in without.items()},
        "figures": {digest: asdict(one) for digest, one in figures.items()},
    }


def links_card(data: Mapping[str, Any], corpus: Sequence[Line]) -> list[str]:
    """The section of the model card, in Markdown."""
    answers = sum(line.answers is not None for line in corpus)
    its = data["correction"]
    count = len(data["post"]) + len(data["comment"])
    return [
        "## Links between comments",
        "",
        f"Which earlier comment a comment answers is inferred by {count} numbers (`{LINKS_FILE}`),",
        "points for readable features of the two comments and none of their words. They are a",
        "conditional logit over the last comments and the post itself, fitted on the comments",
        f"above, of which {answers:,} answer another, as if nobody had pressed Reply.",
        *(_figures(its) if its["figures"] else ["No real blogs corrected them."]),
        "",
        *_LIMITS,
    ]


def _figures(correction: Mapping[str, Any]) -> list[str]:
    names = {digest: one["name"] for digest, one in correction["sets"].items()}
    figures = {digest: Quality(**one) for digest, one in correction["figures"].items()}
    whole = Quality(
        *(sum(asdict(one)[its.name] for one in figures.values()) for its in fields(Quality))
    )
    return [
        "Real blogs corrected them. Each of these was measured with points fitted without it, with",
        "every Reply taken away; false are links from comments that answer nobody.",
        "",
        "| set | links | right | wrong target | answer nobody | false |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(names[digest], one) for digest, one in figures.items()),
        _row("together", whole),
        "",
        f"A link is made from a share of {correction['all']['threshold']} of all points on: the",
        f"lowest share of some that keeps false links within {MOST_FALSE:.0%} of the comments that",
        "answer nobody, on the blogs that it was fitted on.",
    ]


def _row(name: str, its: Quality) -> str:
    right, false = its.right / (its.links or 1), its.false / (its.free or 1)
    return (
        f"| {name} | {its.links} | {its.right} ({right:.0%}) | {its.wrong} | {its.free} "
        f"| {its.false} ({false:.1%}) |"
    )


_LIMITS = [
    "Talk among readers is missed most: what two friends say to each other often shares no word.",
    "False are most often news that an author adds below a reader's comment, and a second thought",
    "of a reader minutes after the first. In these blogs names were replaced, so that calling",
    "somebody by name, which helps elsewhere, could not be learned from them.",
]
