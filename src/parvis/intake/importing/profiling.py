"""What the columns of a file hold: one pass over all its rows, kept small enough for a page and a row of the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from parvis.intake.importing import shapes
from parvis.intake.importing.reading import Row

#: Rows kept whole, for the preview.
KEPT = 20
#: Different values of a column that are counted; beyond, it is no list of values.
DISTINCT = 400
#: Values of a column whose shape is looked at, and rows over which an identifier must not repeat.
LOOKED_AT, UNIQUE_OVER = 2000, 10_000
SAMPLES = 3
LONGEST_CELL, LONGEST_SAMPLE, LONGEST_VALUE = 25_000, 120, 200


@dataclass
class Column:
    """``values`` counts them all, or is None when there are too many different ones. ``shapes``: how many look like what."""

    name: str
    filled: int = 0
    looked_at: int = 0
    length: int = 0
    samples: list[str] = field(default_factory=list)
    values: Counter[str] | None = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)
    unique: bool = True
    #: Eight bytes of each value, however long it is.
    _seen: set[int] = field(default_factory=set)

    def read(self, cell: str) -> None:
        value = cell.strip()
        if not value:
            return
        self.filled += 1
        if self.values is not None:
            self.values[value[:LONGEST_VALUE]] += 1
            if len(self.values) > DISTINCT:
                self.values = None
        if self.unique and self.filled <= UNIQUE_OVER:
            key = hash(value)
            self.unique = key not in self._seen
            self._seen.add(key)
        if self.looked_at < LOOKED_AT:
            self.looked_at += 1
            self.length += min(len(value), 1000)
            self.shapes.update(shapes.of(value))
            if len(self.samples) < SAMPLES and value[:LONGEST_SAMPLE] not in self.samples:
                self.samples.append(value[:LONGEST_SAMPLE])

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "filled": self.filled,
            "looked_at": self.looked_at,
            "average": self.length // self.looked_at if self.looked_at else 0,
            "samples": self.samples,
            "values": self.values.most_common() if self.values is not None else None,
            "shapes": dict(self.shapes),
            "unique": self.unique and self.filled > 1,
        }


def profile(header: tuple[str, ...], found: Iterable[Row]) -> dict[str, Any]:
    """As JSON: ``columns``, ``rows`` (how many), ``odd`` (rows of another width) and ``sample``, the first rows."""
    columns = [Column(name) for name in header]
    total = odd = 0
    sample: list[dict[str, Any]] = []
    for row in found:
        total += 1
        if len(sample) < KEPT:
            sample.append(_kept(row))
        if row.cells is None:
            odd += 1
            continue
        for column, cell in zip(columns, row.raw, strict=False):
            column.read(cell)
    return _storable(
        {"rows": total, "odd": odd, "columns": [column.as_json() for column in columns], "sample": sample}
    )


def _kept(row: Row) -> dict[str, Any]:
    cells = None if row.cells is None else {name: cell[:LONGEST_CELL] for name, cell in row.cells.items()}
    raw = [cell[:LONGEST_CELL] for cell in row.raw]
    return {"line": row.line, "raw": raw, "cells": cells, "problem": row.problem}


def _storable(value: Any) -> Any:
    """PostgreSQL's JSON holds no NUL and no half of a surrogate pair."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_storable(key): _storable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(inner) for inner in value]
    return value
