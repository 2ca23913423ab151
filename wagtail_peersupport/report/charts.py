"""Plots as inline SVG that a screen reader can read and a phone can show.

Widths are percentages and type is sized in rem, so nothing is scaled: the text of a plot is as
large on a phone as on a desk. Every plot comes with its numbers as a table.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from wagtail_peersupport.report.markup import Html, element, joined
from wagtail_peersupport.report.plots import Bar

STRIP = 14
ROW = 46
COLUMNS_HEIGHT = 150
AXIS = 26
#: A mark needs this share of the width, in percent, or it would run into the next.
MARK_WIDTH = 14.0


def strip(name: str, title: str, bars: Sequence[Bar]) -> Html:
    """One bar divided in proportion; the words that say so stand under it, as a list."""
    total = sum(bar.count for bar in bars) or 1
    starts = accumulate((bar.count for bar in bars), initial=0)
    drawn = [
        element(
            "rect",
            x=_percent(100 * start / total),
            width=_percent(100 * bar.count / total),
            y=0,
            height=STRIP,
            class_=bar.mark,
        )
        for start, bar in zip(starts, bars, strict=False)
        if bar.count
    ]
    words = (
        element("li", element("b", f"{bar.count:,}"), f" {bar.label}", class_=bar.mark)
        for bar in bars
        if bar.count
    )
    return joined(_plot(name, title, bars, STRIP, drawn), element("ul", *words, class_="legend"))


def rows(name: str, title: str, bars: Sequence[Bar]) -> Html:
    """Horizontal bars, each under its label. `name` is unique on the page."""
    most = max((bar.count for bar in bars), default=0) or 1
    return _plot(name, title, bars, ROW * len(bars), (_row(i, b, most) for i, b in enumerate(bars)))


def columns(name: str, title: str, bars: Sequence[Bar]) -> Html:
    """Columns from left to right, the part that never got an answer filled from below."""
    most = max((bar.count for bar in bars), default=0) or 1
    width = 100 / max(len(bars), 1)
    drawn = [_column(place, bar, width, most) for place, bar in enumerate(bars)]
    drawn += _marks(bars, width)
    base = element("line", x1="0", x2="100%", y1=COLUMNS_HEIGHT, y2=COLUMNS_HEIGHT, class_="axis")
    return _plot(name, title, bars, COLUMNS_HEIGHT + AXIS, [*drawn, base])


def table(bars: Iterable[Bar], heading: str, *, parts: bool) -> Html:
    """The numbers of a plot, folded away; with `parts`, how many never got an answer as well."""
    names = [heading, "Questions", *(["Never answered"] if parts else [])]
    head = joined(*(element("th", name, scope="col") for name in names))
    body = joined(*(_table_row(bar, parts=parts) for bar in bars))
    return element(
        "details",
        element("summary", "These numbers as a table"),
        element("table", element("thead", element("tr", head)), element("tbody", body)),
    )


def _plot(name: str, title: str, bars: Sequence[Bar], height: int, drawn: Iterable[Html]) -> Html:
    numbers = "; ".join(f"{bar.label}: {bar.count}" for bar in bars if bar.count)
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", numbers, id=f"{name}-desc"),
        *drawn,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        width="100%",
        height=height,
        class_=f"plot {name}",
    )


def _row(place: int, bar: Bar, most: int) -> Html:
    top = place * ROW
    return joined(
        element("text", bar.label, x="0", y=top + 17),
        element("text", f"{bar.count:,}", x="100%", y=top + 17, class_="number"),
        element("rect", x="0", y=top + 25, width="100%", height=8, rx=2, class_="track"),
        element("rect", x="0", y=top + 25, width=_percent(100 * bar.count / most), height=8, rx=2)
        if bar.count
        else "",
    )


def _column(place: int, bar: Bar, width: float, most: int) -> Html:
    def part(count: int, kind: str) -> Html:
        height = round(count / most * (COLUMNS_HEIGHT - 20), 1)
        return element(
            "rect",
            x=_percent((place + 0.12) * width),
            y=f"{COLUMNS_HEIGHT - height:g}",
            width=_percent(width * 0.76),
            height=f"{height:g}",
            class_=kind,
        )

    return joined(
        part(bar.count, "all") if bar.count else "",
        part(bar.unanswered, "open") if bar.unanswered else "",
        _peak(place, bar, width) if bar.count == most else "",
    )


def _peak(place: int, bar: Bar, width: float) -> Html:
    middle = (place + 0.5) * width
    return element("text", f"{bar.count:,}", x=_percent(middle), y=14, class_="peak")


def _marks(bars: Sequence[Bar], width: float) -> list[Html]:
    drawn: list[Html] = []
    free_from = 0.0
    for place, bar in enumerate(bars):
        left = place * width
        if bar.mark and free_from <= left <= 100 - MARK_WIDTH / 2:
            drawn.append(element("text", bar.mark, x=_percent(left), y=COLUMNS_HEIGHT + 19))
            free_from = left + MARK_WIDTH
    return drawn


def _table_row(bar: Bar, *, parts: bool) -> Html:
    cells = [bar.count, bar.unanswered] if parts else [bar.count]
    return element(
        "tr",
        element("th", bar.label, scope="row"),
        *(element("td", f"{number:,}") for number in cells),
    )


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"
