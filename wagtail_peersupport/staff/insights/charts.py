"""Where everything in a chart stands: plain geometry, which chart.html draws as inline SVG.

Widths are percentages and type is sized in rem, so nothing is scaled: the words of a chart are as
large on a phone as on a desk. ``look`` is a class of staff.css, which knows the colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

STRIP = 20
PLOT = 160
AXIS = 26
LABEL = 20
BAR = 10
GAP = 14
#: A mark on the axis needs this share of the width, in percent, or it would run into the next.
MARK_WIDTH = 16.0
#: What fits on a phone; the table says all.
LABEL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Rect:
    x: str
    y: str
    width: str
    height: str
    look: str


@dataclass(frozen=True, slots=True)
class Line:
    x1: str
    y1: str
    x2: str
    y2: str
    look: str


@dataclass(frozen=True, slots=True)
class Text:
    x: str
    y: str
    words: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points of a box of 100 by 100, which is stretched over the plot."""

    points: str
    look: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with what it shows in words. ``name`` is unique on the page."""

    height: str
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    texts: tuple[Text, ...] = ()
    curves: tuple[Curve, ...] = ()
    plot_height: str = str(PLOT)
    name: str = ""
    title: str = ""
    summary: str = ""

    def named(self, name: str, title: str, summary: str) -> Chart:
        return replace(self, name=name, title=title, summary=summary)


@dataclass(frozen=True, slots=True)
class Part:
    """A count, and how it looks."""

    count: float
    look: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A step in time: parts that stand before each other, the largest first."""

    mark: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that is compared with others, by one bar or more below its label."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A line of steps through points (0 to 1 from the left, 0 to 1 from below)."""

    points: tuple[tuple[float, float], ...]
    look: str


def strip(parts: Sequence[Part]) -> Chart:
    """One bar divided in proportion."""
    total = sum(part.count for part in parts) or 1
    starts = accumulate((part.count for part in parts), initial=0.0)
    return Chart(
        height=str(STRIP + 2),
        rects=tuple(
            Rect(
                _percent(100 * start / total),
                "1",
                _percent(100 * part.count / total),
                str(STRIP),
                part.look,
            )
            for start, part in zip(starts, parts, strict=False)
            if part.count
        ),
    )


def columns(steps: Sequence[Column]) -> Chart:
    """Columns from left to right; the highest bears its number."""
    counts = [part.count for step in steps for part in step.parts]
    most = max(counts, default=0) or 1
    width = 100 / max(len(steps), 1)
    rects, texts, free_from = [], [], 0.0
    has_peak = False
    for place, step in enumerate(steps):
        left = place * width
        for part in step.parts:
            if part.count:
                rects.append(_column(left, width, part, most))
            if part.count == most and not has_peak:
                has_peak = True
                texts.append(Text(_percent(left + width / 2), "14", f"{most:g}", _lean(left)))
        if step.mark and free_from <= left <= 100 - MARK_WIDTH / 2:
            texts.append(Text(_percent(left), str(PLOT + 19), step.mark))
            free_from = left + MARK_WIDTH
    base = Line("0", str(PLOT), "100%", str(PLOT), "is-axis")
    return Chart(str(PLOT + AXIS), tuple(rects), (base,), tuple(texts))


def bars(rows: Sequence[Bar]) -> Chart:
    """Horizontal bars, each group under its label, as long as its count is to the largest."""
    most = max((part.count for row in rows for part in row.parts), default=0) or 1
    rects, texts, top = [], [], 0
    for row in rows:
        shown = " · ".join(part.shown for part in row.parts if part.shown)
        texts.append(Text("0", str(top + 15), shortened(row.label)))
        texts.append(Text("100%", str(top + 15), shown, "is-number"))
        top += LABEL
        for part in row.parts:
            rects.append(Rect("0", str(top), "100%", str(BAR), "is-track"))
            if part.count:
                width = _percent(100 * part.count / most)
                rects.append(Rect("0", str(top), width, str(BAR), part.look))
            top += BAR + 2
        top += GAP
    return Chart(str(top), tuple(rects), (), tuple(texts))


def traces(
    lines: Iterable[Trace],
    marks: Sequence[tuple[float, str]],
    levels: Sequence[tuple[float, str]],
) -> Chart:
    """Lines over a grid: ``marks`` name places on the axis, ``levels`` heights, both 0 to 1."""
    texts = [
        Text(_percent(100 * at), str(PLOT + 19), words, _lean(100 * at))
        for at, words in marks
        # The last one leans inwards, to where the one before it would stand.
        if at == marks[-1][0] or 100 * (marks[-1][0] - at) >= MARK_WIDTH
    ]
    grid = [
        Line(_percent(100 * at), "0", _percent(100 * at), str(PLOT), "is-grid") for at, __ in marks
    ]
    for at, words in levels:
        height = _number(PLOT * (1 - at))
        grid.append(Line("0", height, "100%", height, "is-grid"))
        texts.append(Text("100%", _number(PLOT * (1 - at) - 5), words, "is-number"))
    grid.append(Line("0", str(PLOT), "100%", str(PLOT), "is-axis"))
    drawn = tuple(Curve(_points(line.points), line.look) for line in lines)
    return Chart(str(PLOT + AXIS), (), tuple(grid), tuple(texts), drawn)


def shortened(label: str) -> str:
    if len(label) <= LABEL_LENGTH:
        return label
    return f"{label[: LABEL_LENGTH - 1].rstrip()}…"


def _column(left: float, width: float, part: Part, most: float) -> Rect:
    height = part.count / most * (PLOT - 22)
    return Rect(
        _percent(left + 0.12 * width),
        _number(PLOT - height),
        _percent(0.76 * width),
        _number(height),
        part.look,
    )


def _lean(at: float) -> str:
    """How words stand to their place, so that those at the ends stay inside; ``at`` in percent."""
    if at < MARK_WIDTH / 2:
        return ""
    return "is-number" if at > 100 - MARK_WIDTH / 2 else "is-centred"


def _points(points: Iterable[tuple[float, float]]) -> str:
    """Steps: across first, then down."""
    drawn: list[tuple[float, float]] = []
    for x, y in points:
        if drawn:
            drawn.append((x, drawn[-1][1]))
        drawn.append((x, y))
    return " ".join(f"{_number(100 * x)},{_number(100 - 100 * y)}" for x, y in drawn)


def _percent(value: float) -> str:
    return f"{_number(value)}%"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
