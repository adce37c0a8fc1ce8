"""Filling large tables fast: their indexes and keys are set aside, then made again as they were."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_INDEXES = """SELECT 'DROP INDEX ' || c.oid::regclass, pg_get_indexdef(c.oid) FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
    ORDER BY c.relname"""
_KEYS = """SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype = 'f' ORDER BY conname"""


@contextmanager
def set_aside(tables: list[str]) -> Iterator[None]:
    """As the owner, in a transaction. Primary and unique keys stay: they are what catches a wrong copy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '128MB'; SET CONSTRAINTS ALL IMMEDIATE"
        )
        # Keys first: dropping them needs no index, making them again is faster with one.
        again = []
        for query in (_KEYS, _INDEXES):
            cursor.execute(query, [tables])
            steps = cursor.fetchall()
            for drop, _make in steps:
                cursor.execute(drop)
            again = [make for _drop, make in steps] + again
        yield
        for make in again:
            cursor.execute(make)
