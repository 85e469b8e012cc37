"""Charts as SVG from the server: bars over time. No script, sharp in print, readable by a screen reader as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 960, 220, 0.2
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Bar:
    """A bar in the units of the drawing, its number and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str
    views: int
    shows_label: bool


@dataclass(frozen=True)
class Chart:
    """Bars and the lines behind them, as (height, number)."""

    bars: Sequence[Bar]
    lines: Sequence[tuple[float, int]]
    width: int = WIDTH
    height: int = HEIGHT


def chart(rows: Sequence[tuple[str, int]], labels: int = 12) -> Chart:
    """Return the chart of labelled numbers; about `labels` of the labels are written below it."""
    top = _round_up(max((number for _label, number in rows), default=0))
    step = WIDTH / max(1, len(rows))
    every = max(1, -(-len(rows) // labels))
    bars = []
    for place, (label, number) in enumerate(rows):
        height = HEIGHT * number / top
        x, width = place * step + step * GAP / 2, step * (1 - GAP)
        shown = place % every == 0
        bars.append(
            Bar(round(x, 2), round(HEIGHT - height, 2), round(width, 2), round(height, 2), label, number, shown)
        )
    return Chart(bars, [(round(HEIGHT - HEIGHT * part / 4, 2), round(top * part / 4)) for part in range(5)])


def _round_up(number: int) -> int:
    """Return the next number that reads well on four lines: 4, 8, 20, 40, 100 …"""
    size = 1
    while True:
        for step in STEPS:
            if step * size * 4 >= number:
                return int(step * size * 4)
        size *= 10


def course(numbers: Sequence[int]) -> str:
    """Return the points of a small curve in a field of 100 × 20; its highest number touches the top."""
    top, last = max(numbers, default=0) or 1, max(1, len(numbers) - 1)
    return " ".join(f"{100 * place / last:.1f},{20 - 20 * number / top:.1f}" for place, number in enumerate(numbers))
