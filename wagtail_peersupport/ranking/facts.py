"""The facts of a comment in its discussion that the content model weighs.

Each has a name, and a value of 0 where it is not so; most are 0 or 1. They need no word list but
the cues of ``detection`` and those in ``words.toml``.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log, log1p

from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.overlap import question_of
from wagtail_peersupport.ranking.discussion import Discussion, Said
from wagtail_peersupport.ranking.following import following
from wagtail_peersupport.ranking.signs import Signs, signs_of

Facts = dict[str, float]

VERY_SHORT, SHORT, LONG = 4, 8, 20
_FEW_WORDS, _FEW_STEMS = 6, 3


def facts_of(discussion: Discussion) -> list[Facts]:
    """The facts of each comment, in their order."""
    said = discussion.said
    texts = [("", discussion.question), *((one.author, one.text) for one in said)]
    asked, *signs = signs_of(texts)
    shared = Counter(stem for one in signs for stem in one.stems)
    lengths = [log1p(one.length) for one, its in zip(signs, said, strict=True) if not its.by_asker]
    average = sum(lengths) / len(lengths) if lengths else 0.0
    wants = _wants(asked, discussion.question)
    found = []
    for at, one in enumerate(signs):
        pairs = [
            *_says(one),
            *_in_length(one, average, lengths),
            *_to_the_point(one, asked, shared),
            *_as_asked(one, wants),
            *_in_place(at, said, signs),
            *following(at, said, signs),
        ]
        found.append({name: float(value) for name, value in pairs if value})
    return found


def _says(its: Signs) -> Iterator[tuple[str, float]]:
    words = max(_FEW_WORDS, its.length)
    yield "asks", its.asks / 2
    yield "share of questions", sum(its.marks) / max(1, len(its.marks))
    yield "several questions", sum(its.marks) > 1
    yield "only questions", bool(its.marks) and all(its.marks)
    yield "several question marks", "??" in its.own
    for sense in (Sense.ADVISES, Sense.SETTLES, Sense.SOLVED, Sense.JOKES, Sense.ASKS):
        yield f"says: {sense}", sense in its.senses
    for group in ("recommends", "places", "contacts", "chats", "me", "you"):
        yield f"words: {group}", its.count(group) / words
    yield "words: may", its.count("may") > 0
    yield "speaks of itself", its.count("me") > 0
    yield "starts with advice", its.starts_with("starts_advice")
    yield "starts with itself", its.starts_with("me")
    yield "names", log1p(its.names)
    yield "number", its.has_number
    yield "phone number", its.has_phone
    yield "link", its.links > 0
    yield "list", its.has_list
    yield "smiles", its.smiles
    yield "exclaims", "!" in its.own


def _in_length(its: Signs, average: float, lengths: Sequence[float]) -> Iterator[tuple[str, float]]:
    length = log1p(its.length)
    yield "very short", its.length < VERY_SHORT
    yield "long", max(0.0, length - log(LONG))
    yield "longer than others", length - average
    yield "length among others", sum(one < length for one in lengths) / max(1, len(lengths))


def _to_the_point(its: Signs, asked: Signs, shared: Counter[str]) -> Iterator[tuple[str, float]]:
    both = len(its.stems & asked.stems)
    known = sum(shared[stem] > 1 for stem in its.stems)
    yield "words of the question", log1p(both)
    yield "share of the question", both / max(_FEW_STEMS, len(asked.stems))
    yield "share about the question", both / max(_FEW_STEMS, len(its.stems))
    yield "words of other comments", known / max(_FEW_STEMS, len(its.stems))


def _wants(asked: Signs, question: str) -> frozenset[str]:
    groups = ("asks_where", "asks_which", "asks_how_much")
    wants = {group for group in groups if asked.count(group)}
    return frozenset(wants | {"yes or no"} if question_of(question).is_closed else wants)


def _as_asked(its: Signs, wants: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Whether it gives what such questions are answered with."""
    yield "where: a place", "asks_where" in wants and its.count("places") > 0
    yield "which: a name", "asks_which" in wants and its.names > 0
    yield "which: short", "asks_which" in wants and its.length < SHORT
    yield "how much: a number", "asks_how_much" in wants and its.has_number
    yield "yes or no: says so", "yes or no" in wants and Sense.SETTLES in its.senses


def _in_place(at: int, said: Sequence[Said], signs: Sequence[Signs]) -> Iterator[tuple[str, float]]:
    its, one = said[at], signs[at]
    yield "early", 1 / (at + 1)
    yield "place", min(at, 20) / 10
    yield "asker spoke before", any(other.by_asker for other in said[:at])
    yield "by the asker", its.by_asker
    if its.by_asker:
        yield "asker says much", log1p(one.length)
        yield "asker asks back", any(one.marks)
        yield "asker thanks", Sense.THANKS in one.senses
        return
    same = [place for place, other in enumerate(said) if its.author and other.author == its.author]
    yield "first of its writer", not same or same[0] == at
    yield "only one of its writer", len(same) <= 1
    yield "writer is back later", bool(same) and same[-1] > at
    yield "record", log1p(its.record)
    if at and not said[at - 1].by_asker:
        yield "after a reader's question", any(signs[at - 1].marks)
        before = said[at - 1].author
        answered = any(other.author == before for other in said[at + 1 : at + 3])
        yield "between two of another", bool(before) and answered
