"""Geometry of the charts. Templates draw what these functions return; nothing here knows HTML.

Horizontal positions are percentages and vertical ones pixels, so that a chart takes the width of its place while
its letters keep their size, on a phone as on paper. Series also differ by pattern or dash, never by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from parvis.ui.numbers import number

PLOT_HEIGHT = 180.0
TOP = 16.0
LABELS_BELOW = 28.0
MOST_LABELS = 6
SERIES = 6


@dataclass(frozen=True, slots=True)
class Point:
    """One measure. `url` opens the list that makes it up."""

    label: str
    value: float
    url: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name, in the order of the chart's labels; None where there is no measure."""

    name: str
    values: Sequence[float | None]
    urls: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle: x and width in percent, y and height in pixels."""

    x: float
    y: float
    width: float
    height: float
    series: int
    said: str
    url: str = ""
    text: str = ""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 3)

    @property
    def text_y(self) -> float:
        return round(self.y - 5, 2)


@dataclass(frozen=True, slots=True)
class Path:
    """A line in a square of 100 × PLOT_HEIGHT."""

    d: str
    series: int
    name: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    kind: str
    title: str
    reading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...] = ()
    paths: tuple[Path, ...] = ()
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    legend: tuple[tuple[int, str], ...] = ()

    top = TOP
    plot_height = PLOT_HEIGHT
    base = TOP + PLOT_HEIGHT
    height = TOP + PLOT_HEIGHT + LABELS_BELOW
    label_y = TOP + PLOT_HEIGHT + 18

    @property
    def id(self) -> str:
        """The same from one page to the next; two charts of a page differ by title."""
        return f"chart-{crc32(self.title.encode()):08x}"

    @property
    def has_links(self) -> bool:
        return any(mark.url for mark in self.marks)

    @property
    def patterns(self) -> tuple[int, ...]:
        return tuple(sorted({mark.series for mark in self.marks}))

    @property
    def is_empty(self) -> bool:
        return not self.marks and not any(path.d for path in self.paths)


def _factors(power: float) -> tuple[float, ...]:
    return (1.0, 2.0, 2.5, 5.0, 10.0) if power >= 10 else (1.0, 2.0, 5.0, 10.0)


def nice_step(highest: float, steps: int = 4) -> float:
    """The round step (1, 2, 2.5 or 5 × 10ⁿ) that reaches `highest` in at most `steps`."""
    if highest <= 0:
        return 1.0
    raw = highest / steps
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in _factors(power) if factor * power >= raw * (1 - 1e-9))


def _scale(highest: float, suffix: str, ceiling: float | None = None) -> tuple[float, tuple[Tick, ...]]:
    """Top of the vertical axis and its ticks."""
    step = nice_step(ceiling or highest)
    if not suffix and ceiling is None:
        step = max(1.0, step)
    top = ceiling or max(step, math.ceil(round(highest / step, 9)) * step)
    ticks = []
    for index in range(round(top / step) + 1):
        value = index * step
        ticks.append(Tick(round(TOP + PLOT_HEIGHT * (1 - value / top), 2), number(value) + suffix))
    return top, tuple(ticks)


def _some_labels(labels: Sequence[str], centres: Sequence[float]) -> tuple[Tick, ...]:
    """At most MOST_LABELS of the labels, evenly spread from the last one, which matters most."""
    if not labels:
        return ()
    every = math.ceil(len(labels) / MOST_LABELS)
    first = (len(labels) - 1) % every
    return tuple(
        _kept_inside(Tick(round(centres[i], 3), labels[i])) for i in range(first, len(labels), every)
    )


def bars(
    title: str,
    reading: str,
    points: Iterable[Point],
    *,
    head: tuple[str, str],
    unit: str = "",
) -> Chart:
    """Horizontal bars, in the order given; each one a link when its point has an address."""
    points = list(points)
    highest = max((point.value for point in points), default=0) or 1
    marks = tuple(
        Mark(0, 0, round(100 * max(point.value, 0) / highest, 3), 14, 1, point.label, point.url,
             number(point.value) + unit)
        for point in points
    )  # fmt: skip
    rows = tuple((point.label, number(point.value) + unit) for point in points)
    return Chart("bars", title, reading, head, rows, marks)


def columns(
    title: str,
    reading: str,
    points: Iterable[Point],
    *,
    head: tuple[str, str],
    unit: str = "",
) -> Chart:
    """Columns over time, oldest first."""
    points = list(points)
    top, y_ticks = _scale(max((point.value for point in points), default=0), unit)
    slot = 100 / max(len(points), 1)
    marks = []
    for index, point in enumerate(points):
        height = PLOT_HEIGHT * max(point.value, 0) / top
        text = number(point.value) + unit
        marks.append(
            Mark(
                round(slot * (index + 0.15), 3),
                round(TOP + PLOT_HEIGHT - height, 2),
                round(slot * 0.7, 3),
                round(height, 2),
                1,
                f"{point.label} : {text}",
                point.url,
                text if len(points) <= 16 else "",
            )
        )
    rows = tuple((point.label, number(point.value) + unit) for point in points)
    x_ticks = _some_labels(
        [point.label for point in points],
        [slot * (i + 0.5) for i in range(len(points))],
    )
    return Chart("columns", title, reading, head, rows, tuple(marks), (), x_ticks, y_ticks)


def stacked(
    title: str,
    reading: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    head: str,
    unit: str = "",
) -> Chart:
    """Columns cut into series, first series at the foot."""
    _check(labels, series)
    totals = [sum(one.values[i] or 0 for one in series) for i in range(len(labels))]
    top, y_ticks = _scale(max(totals, default=0), unit)
    slot = 100 / max(len(labels), 1)
    marks = []
    for index, label in enumerate(labels):
        foot = TOP + PLOT_HEIGHT
        for order, one in enumerate(series, start=1):
            value = one.values[index] or 0
            height = PLOT_HEIGHT * value / top
            if not height:
                continue
            foot -= height
            said = f"{label}, {one.name} : {number(value)}{unit}"
            url = one.urls[index] if one.urls else ""
            marks.append(
                Mark(round(slot * (index + 0.15), 3), round(foot, 2), round(slot * 0.7, 3), round(height, 2), order,
                     said, url)
            )  # fmt: skip
    rows = tuple(
        (
            label,
            *(number(one.values[i] or 0) + unit for one in series),
            number(totals[i]) + unit,
        )
        for i, label in enumerate(labels)
    )
    x_ticks = _some_labels(labels, [slot * (i + 0.5) for i in range(len(labels))])
    legend = tuple((order, one.name) for order, one in enumerate(series, start=1))
    head_row = (head, *(one.name for one in series), "Total")
    return Chart(
        "stacked",
        title,
        reading,
        head_row,
        rows,
        tuple(marks),
        (),
        x_ticks,
        y_ticks,
        legend,
    )


def lines(
    title: str,
    reading: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    head: str,
    unit: str = "",
    ceiling: float | None = None,
    steps: bool = False,
) -> Chart:
    """Lines over the labels. `steps` draws a stairway, as a survival curve wants; None leaves a gap."""
    _check(labels, series)
    known = [value for one in series for value in one.values if value is not None]
    top, y_ticks = _scale(max(known, default=0), unit, ceiling)
    gap = 100 / max(len(labels) - 1, 1)
    centres = [gap * i for i in range(len(labels))]
    paths = tuple(
        Path(_path(one.values, centres, top, steps), order, one.name)
        for order, one in enumerate(series, start=1)
    )
    rows = tuple(
        (
            label,
            *("–" if (v := one.values[i]) is None else number(v) + unit for one in series),
        )
        for i, label in enumerate(labels)
    )
    x_ticks = _some_labels(labels, centres)
    legend = tuple((order, one.name) for order, one in enumerate(series, start=1)) if len(series) > 1 else ()
    head_row = (head, *(one.name for one in series))
    return Chart("lines", title, reading, head_row, rows, (), paths, x_ticks, y_ticks, legend)


def _kept_inside(tick: Tick) -> Tick:
    """The last label would pass the edge of the sheet."""
    anchor = "start" if tick.at < 4 else "end" if tick.at > 94 else "middle"
    return Tick(tick.at, tick.text, anchor)


def _path(values: Sequence[float | None], centres: Sequence[float], top: float, steps: bool) -> str:
    """SVG path in a square of 100 × PLOT_HEIGHT, cut where a value is missing."""
    parts: list[str] = []
    drawing = False
    for x, value in zip(centres, values, strict=True):
        if value is None:
            drawing = False
            continue
        y = round(PLOT_HEIGHT * (1 - value / top), 2)
        if not drawing:
            parts.append(f"M{x:g} {y:g}")
        elif steps:
            parts.append(f"H{x:g}V{y:g}")
        else:
            parts.append(f"L{x:g} {y:g}")
        drawing = True
    return "".join(parts)


def _check(labels: Sequence[str], series: Sequence[Series]) -> None:
    if len(series) > SERIES:
        raise ValueError(f"a chart shows at most {SERIES} series; group the others")
    for one in series:
        if len(one.values) != len(labels) or (one.urls and len(one.urls) != len(labels)):
            raise ValueError(f"the series {one.name} has not one value for each label")
