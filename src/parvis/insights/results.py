"""What indicators answer: figures that know the cases they count, alone or in rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from parvis.insights.selection import Selection

Fact = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of cases and, where a list can show them, which ones."""

    value: int
    selection: Selection | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a breakdown: ``key`` is stable (a code), ``label`` is for people."""

    key: str
    label: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Result:
    """``facts`` are not numbers of cases: durations in hours, days compared…"""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    #: The cases a fact is drawn from, by its name; the indicator says why where there is none.
    lists: Mapping[str, Selection] = field(default_factory=dict)
    #: Labels of ``figures``, of the columns of ``rows`` and of ``facts``.
    labels: Mapping[str, str] = field(default_factory=dict)
    #: Points of curves, as (name, x, y).
    points: tuple[tuple[str, float, float], ...] = ()

    def every_figure(self) -> Iterator[Figure]:
        yield from self.figures.values()
        for row in self.rows:
            yield from row.figures.values()

    def __getitem__(self, key: str) -> int:
        return self.figures[key].value

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"figures": {key: figure.value for key, figure in self.figures.items()}}
        if self.facts:
            found["facts"] = dict(self.facts)
        if self.rows:
            found["rows"] = [
                {"key": row.key, "label": row.label, **{k: figure.value for k, figure in row.figures.items()}}
                for row in self.rows
            ]
        return found
