"""The plots of docs/performance.md, from the results of a run; light and dark."""

from __future__ import annotations

from html import escape
from pathlib import Path

WIDTH = 720
ROW = 40
LEFT = 12
GOAL_AT = 480
STYLE = """<style>
text { font: 15px system-ui, sans-serif; fill: #595959 }
.bar { fill: #0b6fb8 } .missed { fill: #b3261e } .number { font-weight: 600 }
.goal { stroke: #595959; stroke-width: 2; stroke-dasharray: 4 3 }
.track { fill: #8c8c8c; fill-opacity: .18 }
@media (prefers-color-scheme: dark) {
text { fill: #d0d0d0 } .goal { stroke: #d0d0d0 } .bar { fill: #6cb8f0 } .missed { fill: #ff8a80 }
}
</style>"""


def draw(results: dict[str, dict], folder: Path) -> None:
    """Writes every plot that these results are enough for."""
    goals = {name: result for name, result in results.items() if result["goal"] is not None}
    (folder / "bench-goals.svg").write_text(goal_bars(goals))


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
