"""How good the order of similar questions is, on labelled ones.

Each line of a file is a new question with earlier ones that a search proposed for it: ``id``,
``subject``, ``body`` and ``related``; each of these with ``id``, ``subject``, ``body``, ``label``
and, where it is known, ``rank``: its place in that search, 1 for the first.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..detection.words import tongue, words
from ..likeness.background import Background
from ..likeness.model import CLEARLY, likeness
from ..meaning import Encoder
from .evaluating import Outcome
from .lines import BadLine
from .placing import placing
from .threads import read_rows, text_of

RELEVANT = ("PerfectMatch", "Relevant")
LABELS = (*RELEVANT, "Irrelevant")
EXAMPLE = (
    '{"id": "1", "subject": "Too hot?", "body": "", "related": '
    '[{"id": "2", "subject": "How hot?", "body": "", "label": "PerfectMatch"}]}'
)


@dataclass(frozen=True, slots=True)
class Related:
    """A question that a search proposed."""

    id: str
    text: str
    is_similar: bool
    place: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A new question, and what was proposed for it, in the order of the file."""

    text: str
    related: Sequence[Related]

    @property
    def places(self) -> list[int] | None:
        """Of what was proposed, in the search; None unless it is known of all."""
        places = [one.place for one in self.related if one.place is not None]
        return places if len(places) == len(self.related) else None


def read_asked(path: Path) -> list[Asked]:
    """The questions of a ``.jsonl`` or ``.jsonl.gz`` file, in order. Raises BadLine, OSError."""
    return [_asked(row, place) for row, place in read_rows(path)]


def compare(asked: Sequence[Asked], encoder: Encoder | None) -> Outcome:
    """Order what was proposed for each question, and measure that.

    The file stands for a site: how common words are is counted in it.
    """
    texts = [text for one in asked for text in _texts(one)]
    background = Background.of(texts, _language(texts))
    alone = [_likeness(one, background, encoder, None) for one in asked]
    placed = [_likeness(one, background, encoder, one.places) for one in asked]
    rows = [
        {"id": other.id, "score": round(score, 6)}
        for one, scores in zip(asked, placed, strict=True)
        for other, score in zip(one.related, scores, strict=True)
    ]
    return Outcome(rows, _report(asked, alone, placed, encoder))


def _texts(one: Asked) -> list[str]:
    return [one.text, *(other.text for other in one.related)]


def _language(texts: Sequence[str]) -> str:
    """The one that most of them are in."""
    return Counter(tongue(words(text)).guess for text in texts).most_common(1)[0][0]


def _likeness(
    one: Asked, background: Background, encoder: Encoder | None, places: Sequence[int] | None
) -> list[float]:
    return likeness(one.text, [other.text for other in one.related], background, encoder, places)


def _report(
    asked: Sequence[Asked],
    alone: Sequence[Sequence[float]],
    placed: Sequence[Sequence[float]],
    encoder: Encoder | None,
) -> list[str]:
    labels = [[other.is_similar for other in one.related] for one in asked]
    said = [
        label
        for row, scores in zip(labels, alone, strict=True)
        for label, score in zip(row, scores, strict=True)
        if score >= CLEARLY
    ]
    proposed, similar = sum(map(len, labels)), sum(map(sum, labels))
    return [
        f"{len(asked):,} questions, {proposed:,} proposed, {similar:,} similar",
        f"likeness {encoder.version if encoder else 'without meaning'}",
        "",
        "                     MAP  AvgRec    MRR",
        _line("as proposed", labels),
        _line("by likeness alone", _ordered(labels, alone)),
        _line("our order", _ordered(labels, placed)),
        "",
        f"clearly similar ({CLEARLY:.0%} and more): {len(said):,}, {_share(said)} of them rightly",
    ]


def _ordered(
    labels: Sequence[Sequence[bool]], scores: Sequence[Sequence[float]]
) -> list[list[bool]]:
    orders = []
    for row, likely in zip(labels, scores, strict=True):
        best_first = sorted(range(len(row)), key=lambda at: -likely[at])
        orders.append([row[at] for at in best_first])
    return orders


def _line(name: str, orders: Sequence[Sequence[bool]]) -> str:
    its = placing(orders)
    return (
        f"{name:<18} {its.mean_average_precision:>5.2f}  {its.average_recall:>6.2f}  "
        f"{its.mean_reciprocal_rank:>5.2f}"
    )


def _share(said: Sequence[bool]) -> str:
    return f"{sum(said) / len(said):.0%}" if said else "–"


def _asked(row: Any, place: str) -> Asked:
    if not isinstance(row, dict) or not isinstance(row.get("related"), list):
        raise BadLine(f'{place}: a question needs "related", such as {EXAMPLE}.')
    related = [_related(one, f"{place}, question {at}") for at, one in enumerate(row["related"], 1)]
    return Asked(_words(row), related)


def _related(one: Any, place: str) -> Related:
    if not isinstance(one, dict) or "id" not in one:
        raise BadLine(f'{place}: what was proposed needs an "id".')
    if one.get("label") not in LABELS:
        raise BadLine(
            f'{place}: "label" must be one of {", ".join(LABELS)}, not {one.get("label")!r}.'
        )
    rank = one.get("rank")
    is_place = isinstance(rank, int) and not isinstance(rank, bool) and rank > 0
    return Related(
        str(one["id"]), _words(one), one["label"] in RELEVANT, rank if is_place else None
    )


def _words(row: dict[str, Any]) -> str:
    return f"{text_of(row.get('subject'))}\n{text_of(row.get('body'))}".strip()
