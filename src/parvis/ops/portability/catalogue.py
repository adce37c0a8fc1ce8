"""What PostgreSQL's own catalogue says of tenant tables: whoever adds one does nothing special and cannot forget."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

_TENANT_TABLES = """SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND a.attname = 'tenant_id' AND NOT a.attisdropped ORDER BY 1"""
_KEYS = """SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace"""
_POINTERS = """SELECT c.conrelid::regclass::text, a.attname::text FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = %s::regclass AND cardinality(c.conkey) = 1 ORDER BY 1, 2"""


def tenant_tables(connection: Connection) -> list[str]:
    """Every table with a ``tenant_id``, pointed at before pointing."""
    names = {name for (name,) in connection.execute(_TENANT_TABLES).fetchall()}
    pointed: dict[str, set[str]] = {name: set() for name in names}
    for here, there in connection.execute(_KEYS).fetchall():
        if here in names and there in names:
            pointed[here].add(there)
    return in_order(pointed)


def in_order(pointed: Mapping[str, Iterable[str]]) -> list[str]:
    """Names such that each comes after those it points at; itself does not count. Always the same order."""
    sorter = TopologicalSorter({name: sorted(set(pointed[name]) - {name}) for name in sorted(pointed)})
    try:
        return list(sorter.static_order())
    except CycleError as cycle:
        raise RuntimeError(f"tables point at each other in a circle: {cycle.args[1]}") from None


def pointers_to(connection: Connection, table: str) -> list[tuple[str, str]]:
    """(table, column) of every single-column foreign key to a platform table."""
    return [(str(name), str(column)) for name, column in connection.execute(_POINTERS, [table]).fetchall()]
