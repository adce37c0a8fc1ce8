"""Keyset paging: a page starts after a row, whatever came in meanwhile; each row is seen once."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import F, Q

PAGE = 50


@dataclass(frozen=True)
class Column:
    name: str
    descending: bool = False
    #: Rows without a value come last.
    nullable: bool = False

    def order(self, backwards: bool) -> Any:
        if self.descending != backwards:
            return F(self.name).desc(nulls_first=True) if self.nullable else F(self.name).desc()
        # Ascending puts the absent last by itself, and keeps the index usable.
        return F(self.name).asc()

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any, backwards: bool) -> Q:
        if self.descending != backwards:
            if value is None:
                return Q(**{f"{self.name}__isnull": False})
            return Q(**{f"{self.name}__lt": value})
        if value is None:
            return Q(pk__in=[])
        further = Q(**{f"{self.name}__gt": value})
        return further | Q(**{f"{self.name}__isnull": True}) if self.nullable else further

    def at_least(self, value: Any, backwards: bool) -> Q:
        """Implied by the rest; it is what lets PostgreSQL start in the middle of an index."""
        if self.nullable:
            return Q()
        return Q(**{f"{self.name}__{'lte' if self.descending != backwards else 'gte'}": value})


SORTS: dict[str, tuple[Column, ...]] = {
    "recent": (Column("received_at", descending=True), Column("id", descending=True)),
    "oldest": (Column("received_at"), Column("id")),
    "due": (Column("due_at", nullable=True), Column("id")),
    "priority": (Column("priority"), Column("received_at", descending=True), Column("id", descending=True)),
    "activity": (Column("last_activity_at", descending=True), Column("id", descending=True)),
    "quiet": (Column("last_activity_at"), Column("id")),
    #: Computed: ``ordering.py``.
    "attention": (Column("attention"), Column("due_at", nullable=True), Column("id")),
    "planned": (Column("scheduled_on", nullable=True), Column("due_at", nullable=True), Column("id")),
    "task_due": (Column("due_on", nullable=True), Column("id")),
    "logged": (Column("at", descending=True), Column("id", descending=True)),
    "notice": (Column("made_at", descending=True), Column("id", descending=True)),
    "draft": (Column("updated_at", descending=True), Column("id", descending=True)),
    "draft_asked": (Column("asked_at", nullable=True), Column("id")),
    "draft_hour": (Column("leaves_at", nullable=True), Column("id")),
    "task_ended": (Column("ended_at", descending=True), Column("id", descending=True)),
}


class BadCursor(ValueError):
    """The cursor was cut, forged, or made for another order."""


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    #: Values of ``after`` and ``before`` for the neighbours, "" when there is none.
    next: str
    previous: str


def page_of(
    queryset: Any,
    sort: str,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
    computed: Mapping[str, Any] = MappingProxyType({}),
) -> Page:
    """One statement, of rows as lists show them; ``computed``: expressions of the columns no table holds. Raises BadCursor."""
    columns = SORTS[sort]
    queryset = queryset.annotate(**computed)
    backwards = bool(before)
    if cursor := before or after:
        queryset = queryset.filter(_beyond(columns, read_cursor(cursor, sort), backwards))
    rows = list(queryset.first_for_lists([c.order(backwards) for c in columns], size + 1, **computed))
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (bool(before), more) if backwards else (more, bool(after))
    return Page(
        rows,
        write_cursor(rows[-1], sort) if rows and has_next else "",
        write_cursor(rows[0], sort) if rows and has_previous else "",
    )


def _beyond(columns: tuple[Column, ...], values: list[Any], backwards: bool) -> Q:
    condition, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        condition |= same & column.beyond(value, backwards)
        same &= column.same(value)
    return columns[0].at_least(values[0], backwards) & condition


def write_cursor(row: Any, sort: str) -> str:
    values = [getattr(row, column.name) for column in SORTS[sort]]
    plain = [sort, *(v.isoformat() if isinstance(v, date) else v for v in values)]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read_cursor(cursor: str, sort: str) -> list[Any]:
    columns = SORTS[sort]
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(plain, list) or plain[0] != sort or len(plain) != len(columns) + 1:
            raise BadCursor
        return [_value(column, value) for column, value in zip(columns, plain[1:], strict=True)]
    except (ValueError, TypeError, IndexError, binascii.Error, RecursionError) as error:
        raise BadCursor from error


def _value(column: Column, value: Any) -> Any:
    if value is None and column.nullable:
        return None
    if column.name == "at" or column.name.endswith("_at"):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise BadCursor
        return moment
    if column.name.endswith("_on"):
        return date.fromisoformat(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise BadCursor
    return value
