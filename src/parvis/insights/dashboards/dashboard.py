"""What a dashboard is made of, and what it draws from the answers of its indicators."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from parvis.insights.ground import Ground
from parvis.insights.registry import indicator
from parvis.insights.results import Figure, Result, Row
from parvis.insights.selection import Selection
from parvis.ui.charts import Chart, Point
from parvis.ui.numbers import number

Results = Mapping[str, Result]
#: Columns that sum the others.
STRONG = frozenset({"ongoing", "total"})


@dataclass(frozen=True, slots=True)
class Card:
    label: str
    value: str
    url: str = ""
    note: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    url: str = ""
    said: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``foot`` is the line of totals."""

    title: str
    reading: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    sentence: str
    cards: tuple[Card, ...] = ()
    #: Columns of the page, each a stack of charts.
    charts: tuple[tuple[Chart, ...], ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    #: Cases to look at first, oldest first; for readers of cases only.
    oldest: Selection | None = None
    empty: bool = False

    @property
    def drawings(self) -> tuple[Chart, ...]:
        return tuple(chart for stack in self.charts for chart in stack)


class Dashboard(ABC):
    name: ClassVar[str]
    path: ClassVar[str]
    title: ClassVar[str]
    question: ClassVar[str]
    icon: ClassVar[str]
    indicators: ClassVar[tuple[str, ...]]
    #: The period when none is asked; empty where a dashboard shows what is there now.
    default_period: ClassVar[str] = ""

    def compute(self, ground: Ground) -> dict[str, Result]:
        return {name: indicator(name).compute(ground) for name in self.indicators}

    @abstractmethod
    def sentence(self, results: Results, ground: Ground) -> str:
        """What the figures say, in French, in one or two sentences."""

    @abstractmethod
    def page(self, results: Results, ground: Ground) -> Page: ...


def figure_cell(figure: Figure, ground: Ground, said: str, *, strong: bool = False) -> Cell:
    """Nought is not a link: its list is empty."""
    return Cell(number(figure.value), ground.url(figure.selection) if figure.value else "", said, strong)


def card(label: str, figure: Figure, ground: Ground, *, note: str = "", alert: bool = False) -> Card:
    return Card(
        label, number(figure.value), ground.url(figure.selection) if figure.value else "", note, alert
    )


def points(rows: Sequence[Row], key: str, ground: Ground) -> list[Point]:
    """Marks of a chart, links where there is something to open."""
    found = [(row.label, row.figures[key]) for row in rows]
    return [Point(label, f.value, ground.url(f.selection) if f.value else "") for label, f in found]


def table_of(
    title: str,
    reading: str,
    first: str,
    result: Result,
    columns: tuple[str, ...],
    ground: Ground,
    *,
    total: str = "",
) -> Table:
    """Rows of a result as a table of links; ``total`` names the last line."""
    rows = tuple(
        (Cell(row.label), *(
            figure_cell(row.figures[c], ground, f"{row.label}, {result.labels[c].lower()}", strong=c in STRONG)
            for c in columns
        ))
        for row in result.rows
    )  # fmt: skip
    foot: tuple[Cell, ...] = ()
    if total:
        foot = (
            Cell(total),
            *(
                figure_cell(result.figures[c], ground, f"{total}, {result.labels[c].lower()}", strong=True)
                for c in columns
            ),
        )
    return Table(title, reading, (first, *(result.labels[c] for c in columns)), rows, foot)


def leading(rows: Sequence[Row], key: str) -> tuple[list[str], int]:
    """The labels that come first, several when they are equal, and their number of cases."""
    most = max((row.figures[key].value for row in rows), default=0)
    return [row.label for row in rows if row.figures[key].value == most] if most else [], most
