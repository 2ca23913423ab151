"""The plots of docs/performance.md, from the results of a run; light and dark."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

WIDTH = 720
ROW = 40
LEFT = 12
GOAL_AT = 480
SECTION = re.compile(r"section, (\d+) comments, (warm|cold), against (xtd|a bare loop)")
PEERS = {"xtd": "xtd’s own tree", "a bare loop": "a bare loop"}
STYLE = """<style>
text { font: 15px system-ui, sans-serif; fill: #595959 }
.bar { fill: #0b6fb8 } .missed { fill: #b3261e } .number { font-weight: 600 }
.goal { stroke: #595959; stroke-width: 2; stroke-dasharray: 4 3 }
.track { fill: #8c8c8c; fill-opacity: .18 } .track-line { stroke: #8c8c8c; stroke-opacity: .4 }
.line { fill: none; stroke-width: 2.5 } .ours { stroke: #0b6fb8 } .peer { stroke: #595959 }
.ours-name { fill: #0b6fb8; font-weight: 600 }
@media (prefers-color-scheme: dark) {
text { fill: #d0d0d0 } .goal { stroke: #d0d0d0 } .bar { fill: #6cb8f0 } .missed { fill: #ff8a80 }
.ours { stroke: #6cb8f0 } .peer { stroke: #d0d0d0 } .ours-name { fill: #6cb8f0 }
}
</style>"""


def draw(results: dict[str, dict], folder: Path) -> None:
    """Writes every plot that these results are enough for."""
    goals = {name: result for name, result in results.items() if result["goal"] is not None}
    (folder / "bench-goals.svg").write_text(goal_bars(goals))
    if lines := section_lines(results):
        (folder / "bench-section.svg").write_text(size_lines(lines))


def section_lines(results: dict[str, dict]) -> dict[str, dict[int, float]]:
    """Milliseconds by the number of comments, for each way to show them."""
    lines: dict[str, dict[int, float]] = {}
    for name, result in results.items():
        if found := SECTION.fullmatch(name):
            size, state, peer = int(found[1]), found[2], found[3]
            ways = {f"ours, {state}": result["ours"], PEERS[peer]: result["peer"]}
            for way, milliseconds in ways.items():
                lines.setdefault(way, {}).setdefault(size, milliseconds)
    return lines


def size_lines(lines: dict[str, dict[int, float]]) -> str:
    """One line for each way, both axes by powers of ten."""
    sizes = sorted({size for line in lines.values() for size in line})
    tops = [value for line in lines.values() for value in line.values()]
    low, high = math.floor(math.log10(min(tops))), math.ceil(math.log10(max(tops)))

    def x(size: float) -> float:
        span = math.log10(sizes[-1] / sizes[0]) or 1
        return 84 + 400 * math.log10(size / sizes[0]) / span

    def y(value: float) -> float:
        return 20 + 300 * (high - math.log10(value)) / (high - low)

    drawn = []
    for power in range(low, high + 1):
        at = y(10**power)
        word = f"{10**power:g} ms"
        drawn.append(f'<path class="track-line" d="M84 {at:.1f}H484"/>')
        drawn.append(f'<text x="76" y="{at + 5:.1f}" text-anchor="end">{word}</text>')
    drawn += [
        f'<text x="{x(size):.1f}" y="346" text-anchor="middle">{size}</text>' for size in sizes
    ]
    drawn.append('<text x="284" y="370" text-anchor="middle">comments</text>')
    for at, (way, line) in zip(_apart(lines, y), lines.items(), strict=True):
        points = " L".join(f"{x(size):.1f} {y(line[size]):.1f}" for size in sorted(line))
        kind = "ours" if way.startswith("ours") else "peer"
        drawn.append(f'<path class="line {kind}" d="M{points}"/>')
        drawn.append(f'<text class="{kind}-name" x="492" y="{at + 5:.1f}">{escape(way)}</text>')
    told = "; ".join(
        f"{way}: " + ", ".join(f"{line[size]:.0f} ms for {size}" for size in sorted(line))
        for way, line in lines.items()
    )
    return svg("How long the comments of a post take to show", told, 380, drawn)


def _apart(lines: dict[str, dict[int, float]], y: Callable[[float], float]) -> list[float]:
    """Where the name of each line stands: at its end, and below those above it."""
    ends = {way: y(line[max(line)]) for way, line in lines.items()}
    free = 0.0
    for way in sorted(ends, key=ends.__getitem__):
        ends[way] = free = max(ends[way], free + 20)
    return list(ends.values())


def goal_bars(goals: dict[str, dict]) -> str:
    """How much of its goal every case takes: what ends left of the line holds."""
    rows = [_row(place, name, result) for place, (name, result) in enumerate(goals.items())]
    height = ROW * len(goals) + 34
    line = f'<path class="goal" d="M{GOAL_AT} 0V{height - 26}"/>'
    word = f'<text x="{GOAL_AT}" y="{height - 6}" text-anchor="middle">the goal</text>'
    told = "; ".join(f"{name}: {_used(result):.0%} of the goal" for name, result in goals.items())
    return svg("What each comparison takes of its goal", told, height, [*rows, line, word])


def svg(title: str, told: str, height: float, drawn: list[str]) -> str:
    """A picture with its title and, for whoever can't see it, its figures."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        'aria-labelledby="t d">'
    )
    words = f'<title id="t">{escape(title)}</title>\n<desc id="d">{escape(told)}</desc>'
    return "\n".join([head, words, STYLE, *drawn, "</svg>\n"])


def _used(result: dict) -> float:
    return float(result["ratio"] / result["goal"])


def _row(place: int, name: str, result: dict) -> str:
    top = place * ROW
    width = min(_used(result) * (GOAL_AT - LEFT), WIDTH - LEFT - 60)
    mark = "bar" if result["holds"] else "missed"
    return (
        f'<text x="{LEFT}" y="{top + 16}">{escape(name)}</text>'
        f'<text class="number" x="{WIDTH - LEFT}" y="{top + 16}" text-anchor="end">'
        f"{escape(in_words(result))}</text>"
        f'<rect class="track" x="{LEFT}" y="{top + 23}" width="{GOAL_AT - LEFT}" height="8"/>'
        f'<rect class="{mark}" x="{LEFT}" y="{top + 23}" width="{width:.1f}" height="8"/>'
    )


def in_words(result: dict) -> str:
    """A ratio as people say it: "31 × as fast", "1.2 × as much"."""
    ratio = result["ratio"]
    return f"{1 / ratio:.1f} × as fast" if result["goal"] < 1 else f"{ratio:.2f} ×"
