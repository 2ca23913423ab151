"""A line plot as SVG that can be read in light and dark, and by those who see no colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 200, 24, 56
_DASHES = ("", "8 5", "2 5")
_STYLE = """
text { font: 15px system-ui, sans-serif; fill: #595959 }
.grid { stroke: #8c8c8c; stroke-opacity: .4 }
.line { fill: none; stroke: #595959; stroke-width: 2.5 }
.first { stroke: #0b6fb8 } .first-name { fill: #0b6fb8; font-weight: 600 }
@media (prefers-color-scheme: dark) {
text { fill: #d0d0d0 } .line { stroke: #d0d0d0 }
.first { stroke: #6cb8f0 } .first-name { fill: #6cb8f0 }
}
"""


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line; the first of a plot is the one that matters."""

    name: str
    values: Sequence[float]


def plot(votes: Sequence[int], curves: Sequence[Curve]) -> str:
    """Values over numbers of votes, which stand at even distances."""
    low = min(min(curve.values) for curve in curves) - 0.01
    high = max(max(curve.values) for curve in curves) + 0.01
    across = (WIDTH - _LEFT - _RIGHT) / (len(votes) - 1)

    def height(value: float) -> float:
        return _TOP + (HEIGHT - _TOP - _BOTTOM) * (high - value) / (high - low)

    described = "; ".join(
        f"{curve.name}: {curve.values[0]:.2f} without votes, {curve.values[-1]:.2f} after "
        f"{votes[-1]}"
        for curve in curves
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        'role="img" aria-labelledby="t d">',
        '<title id="t">How close three orders of answers come to the truth</title>',
        f'<desc id="d">{escape(described)}.</desc>',
        f"<style>{_STYLE}</style>",
    ]
    bottom = HEIGHT - _BOTTOM
    for hundredth in range(round(low * 100) + 1, round(high * 100) + 1):
        if hundredth % 2 == 0:
            y = height(hundredth / 100)
            parts.append(
                f'<path class="grid" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>'
                f'<text x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">'
                f"{hundredth / 100:.2f}</text>"
            )
    for at, number in enumerate(votes):
        x = _LEFT + at * across
        parts.append(f'<text x="{x:.1f}" y="{bottom + 22}" text-anchor="middle">{number}</text>')
    parts.append(f'<text x="{_LEFT}" y="{HEIGHT - 8}">votes cast in the thread</text>')
    for number, curve in enumerate(curves):
        points = " ".join(
            f"{_LEFT + at * across:.1f},{height(value):.1f}"
            for at, value in enumerate(curve.values)
        )
        first = " first" if number == 0 else ""
        name = ' class="first-name"' if number == 0 else ""
        end = height(curve.values[-1]) + 5
        parts.append(
            f'<polyline class="line{first}" stroke-dasharray="{_DASHES[number]}" '
            f'points="{points}"/><text{name} x="{WIDTH - _RIGHT + 10}" y="{end:.1f}">'
            f"{escape(curve.name)}</text>"
        )
    return "\n".join([*parts, "</svg>", ""])
