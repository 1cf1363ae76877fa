"""Draws a metric of one operation as SVG: a mark for the median, and a bar for its interval."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import svg

WIDTH, LABELS, PLOT_END = 350, 132, 282
TOP, ROW, GROUP_GAP, AXIS = 18, 24, 12, 30
LETTER = 6.5
"""The approximate width of a digit on the axis. A label that would touch the one before is left out."""


@dataclass(frozen=True)
class Mark:
    """A median with its spread; the style is one of the stylesheet's: dot, ring or tick."""

    style: str
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """One row of a panel; without marks it shows only its text. Rows of one group are compared with one floor."""

    name: str
    group: str
    role: str
    marks: Sequence[Mark]
    text: str


@dataclass(frozen=True)
class Panel:
    """One chart. `floors` has the value of each group's floor; it shades a factor of `band` around that value."""

    key: str
    title: str
    description: str
    unit: str
    heading: str
    bars: Sequence[Bar]
    floors: dict[str, float]
    band: float
    logarithmic: bool = False


def draw(panel: Panel) -> str:
    """The panel as an inline SVG element, without colours; the stylesheet has them, light and dark."""
    values = [value for bar in panel.bars for mark in bar.marks for value in (mark.low, mark.high, mark.median)]
    ticks = log_ticks(values) if panel.logarithmic else linear_ticks(values)
    scale = _scale(ticks, logarithmic=panel.logarithmic)
    tops = _tops(panel.bars)
    bottom = tops[-1] + ROW if tops else TOP
    elements: list[svg.Element] = [
        svg.Title(id=f"{panel.key}-title", text=escape(panel.title)),
        svg.Desc(id=f"{panel.key}-desc", text=escape(panel.description)),
        svg.Text(x=LABELS, y=11, class_=["axis"], text=escape(panel.unit)),
        svg.Text(x=WIDTH, y=11, class_=["axis", "end"], text=escape(panel.heading)),
        *_grid(ticks, scale, bottom),
        *_floors(panel, scale, tops),
    ]
    for bar, top in zip(panel.bars, tops, strict=True):
        elements.extend(_bar(bar, top + ROW / 2, scale))
    drawn = svg.SVG(
        xmlns=None,  # inline in HTML it needs no namespace
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, round(bottom + AXIS)),
        class_=["panel"],
        extra={"role": "img", "aria-labelledby": f"{panel.key}-title {panel.key}-desc"},
        elements=elements,
    )
    return str(drawn)


def linear_ticks(values: Sequence[float]) -> list[float]:
    """Three to six round numbers from zero to at least the largest value."""
    largest = max([*values, 1e-9])
    step = 10 ** math.floor(math.log10(largest / 3))
    step = next(step * factor for factor in (1, 2, 2.5, 5, 10) if largest / (step * factor) <= 4)
    return [step * number for number in range(math.ceil(largest / step) + 1)]


def log_ticks(values: Sequence[float]) -> list[float]:
    """Powers of ten, or their steps 1, 2, 5 where few powers would do, that enclose every positive value."""
    positive = [value for value in values if value > 0] or [1]
    low, high = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)))
    steps = [1.0] if high - low > 3 else [1.0, 2.0, 5.0]
    ticks = [step * 10.0**power for power in range(low, high + 1) for step in steps]
    first = max(index for index, tick in enumerate(ticks) if tick <= min(positive))
    last = min(index for index, tick in enumerate(ticks) if tick >= max(positive))
    return ticks[first : max(last, first + 1) + 1]


def _scale(ticks: Sequence[float], *, logarithmic: bool) -> Callable[[float], float]:
    def place(value: float) -> float:
        return math.log10(max(value, ticks[0])) if logarithmic else value

    low, high = place(ticks[0]), place(ticks[-1])
    return lambda value: round(LABELS + (PLOT_END - LABELS) * (place(value) - low) / (high - low), 1)


def _tops(bars: Sequence[Bar]) -> list[float]:
    tops: list[float] = []
    top = float(TOP)
    for index, bar in enumerate(bars):
        top += ROW if index else 0
        top += GROUP_GAP if index and bar.group != bars[index - 1].group else 0
        tops.append(top)
    return tops


def _grid(ticks: Sequence[float], scale: Callable[[float], float], bottom: float) -> list[svg.Element]:
    elements: list[svg.Element] = []
    free = -math.inf
    for tick in ticks:
        x = scale(tick)
        elements.append(svg.Line(x1=x, x2=x, y1=TOP, y2=bottom + 4, class_=["grid"]))
        label = f"{tick:,g}"
        half = LETTER * len(label) / 2
        if x - half > free:
            elements.append(svg.Text(x=x, y=bottom + 18, class_=["axis", "middle"], text=label))
            free = x + half + LETTER / 2
    return elements


def _floors(panel: Panel, scale: Callable[[float], float], tops: Sequence[float]) -> list[svg.Element]:
    elements: list[svg.Element] = []
    for group, value in panel.floors.items():
        inside = [top for bar, top in zip(panel.bars, tops, strict=True) if bar.group == group]
        if not inside:
            continue
        y, height = inside[0], inside[-1] + ROW - inside[0]
        low, high = scale(value / panel.band), min(scale(value * panel.band), PLOT_END)
        elements.append(svg.Rect(x=low, y=y, width=round(high - low, 1), height=height, class_=["tie"]))
        elements.append(svg.Line(x1=scale(value), x2=scale(value), y1=y, y2=y + height, class_=["base"]))
    return elements


def _bar(bar: Bar, middle: float, scale: Callable[[float], float]) -> list[svg.Element]:
    elements: list[svg.Element] = [
        svg.Text(x=0, y=middle + 4, class_=["name", bar.role], text=escape(bar.name)),
        svg.Text(x=WIDTH, y=middle + 4, class_=["value", "end", bar.role], text=escape(bar.text)),
    ]
    for mark in bar.marks:
        low, high = scale(mark.low), scale(mark.high)
        width = round(max(high - low, 1), 1)
        elements.append(svg.Rect(x=low, y=middle - 3, width=width, height=6, rx=3, class_=["spread", bar.role]))
    for mark in bar.marks:
        x = scale(mark.median)
        if mark.style == "tick":
            elements.append(svg.Line(x1=x, x2=x, y1=middle - 6, y2=middle + 6, class_=["tick", bar.role]))
        else:
            elements.append(svg.Circle(cx=x, cy=middle, r=4, class_=[mark.style, bar.role]))
    return elements
