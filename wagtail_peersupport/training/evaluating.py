"""What an engine makes of labelled comments, beside their labels."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..actions.reading import Read
from ..detection.types import Engine, Role
from .lines import Line
from .measuring import Quality, average_precision, calibration, quality
from .rehearsal import rehearse

TASKS = ("questions", "links", "kinds")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One evaluation: what was found of each line, and what to print."""

    rows: list[dict[str, Any]]
    """One per line, in order, as ``--scores`` writes them."""
    report: list[str]


def evaluate(task: str, lines: Sequence[Line], engine: Engine) -> Outcome:
    """Measure an engine on labelled lines, for one of TASKS."""
    if task == "links":
        return _links(lines, rehearse(lines, engine, hide_parents=True))
    reads = rehearse(lines, engine)
    rows = [_row(line, read) for line, read in zip(lines, reads, strict=True)]
    report = _questions(lines, reads) if task == "questions" else _kinds(lines, rows)
    return Outcome(rows, report)


def _row(line: Line, read: Read) -> dict[str, Any]:
    its = read.analysis
    return {
        "id": line.id,
        "score": its.score,
        "needs_support": its.needs_support,
        "public": its.is_public,
        "kind": kind_of(read),
    }


def kind_of(read: Read) -> str:
    """The role of a comment that has one, else its kind, as the files spell it."""
    its = read.analysis
    return str(its.kind if its.role is Role.OTHER else its.role).replace("-", "_")


def _questions(lines: Sequence[Line], reads: Sequence[Read]) -> list[str]:
    labels = [line.needs for line in lines]
    found = [read.analysis for read in reads]
    scores = [its.score for its in found]
    staff = [its.is_public or its.is_unsure for its in found]
    share = sum(staff) / len(staff) if staff else 0.0
    return [
        f"{len(lines):,} lines, {sum(labels):,} labelled 1",
        "",
        "                     precision  recall     F1",
        _line("needs support", quality(labels, [its.needs_support for its in found])),
        _line("public", quality(labels, [its.is_public for its in found])),
        f"{_line('seen by staff', quality(labels, staff))}   ({share:.0%} of all lines)",
        "",
        f"average precision    {average_precision(labels, scores):.3f}",
        "",
        "score      lines  mean score  labelled 1",
        *(
            f"{one.low:.1f}–{one.high:.1f}  {one.size:>6,}  {one.mean:>10.2f}  {one.share:>10.2f}"
            for one in calibration(labels, scores)
        ),
    ]


def _line(name: str, its: Quality) -> str:
    return f"{name:<20} {its.precision:>9.3f}  {its.recall:>6.3f}  {its.f1:>5.3f}"


def _kinds(lines: Sequence[Line], rows: Sequence[dict[str, Any]]) -> list[str]:
    pairs = [
        ("remark" if line.kind == "spam" else line.kind, row["kind"])
        for line, row in zip(lines, rows, strict=True)
        if line.kind
    ]
    if not pairs:
        return ["No line has a kind."]
    right = sum(label == found for label, found in pairs)
    return [
        f"{len(pairs):,} lines with a kind, {right / len(pairs):.1%} right",
        "",
        "kind             lines  precision  recall     F1",
        *_by_kind(pairs),
    ]


def _by_kind(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for kind, count in Counter(label for label, __ in pairs).most_common():
        wanted = [label == kind for label, __ in pairs]
        its = quality(wanted, [found == kind for __, found in pairs])
        yield f"{kind:<15} {count:>6,}  {its.precision:>9.3f}  {its.recall:>6.3f}  {its.f1:>5.3f}"


def _links(lines: Sequence[Line], reads: Sequence[Read]) -> Outcome:
    rows = [_link_row(lines, line, read) for line, read in zip(lines, reads, strict=True)]
    linked = [(line.answers, row["answers"]) for line, row in zip(lines, rows, strict=True)]
    labelled = sum(label is not None for label, __ in linked)
    right = sum(label is not None and label == found for label, found in linked)
    free = sum(label is None for label, __ in linked)
    false = sum(label is None and found is not None for label, found in linked)
    wrong = sum(None not in (label, found) and label != found for label, found in linked)
    return Outcome(
        rows,
        [
            f"{len(lines):,} lines, {labelled:,} answer an earlier one",
            "",
            f"links right      {right:>5,} of {labelled:,}  {_share(right, labelled)}",
            f"wrong target     {wrong:>5,} of {labelled:,}  {_share(wrong, labelled)}",
            f"false links      {false:>5,} of {free:,}  {_share(false, free)}",
        ],
    )


def _link_row(lines: Sequence[Line], line: Line, read: Read) -> dict[str, Any]:
    link = read.link
    return {
        "id": line.id,
        "answers": lines[link.target - 1].id if link else None,
        "confidence": link.confidence if link else 0.0,
    }


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
