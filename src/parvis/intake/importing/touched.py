"""What of an import somebody has touched since: what another row points at, what another event tells of."""
# ruff: noqa: S608 - names of our own tables and columns

from collections.abc import Sequence

from django.db import connection

from parvis.kit.tenant import current_tenant_id
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


def bounds(model: type[TenantModel], batch_id: int) -> tuple[int, int]:
    """The first and the last identifier of the batch's rows; an empty range when there are none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT min(id), max(id) FROM "{model._meta.db_table}" WHERE tenant_id = %s AND batch_id = %s',
            [current_tenant_id(), batch_id],
        )
        first, last = cursor.fetchone()
    return (first, last) if first is not None else (1, 0)


def locked(model: type[TenantModel], batch_id: int, first: int, last: int) -> list[int]:
    """The batch's rows among these identifiers, ours until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id FROM "{model._meta.db_table}" WHERE tenant_id = %s AND id BETWEEN %s AND %s AND batch_id = %s'
            " ORDER BY id FOR UPDATE",
            [current_tenant_id(), first, last, batch_id],
        )
        return [row[0] for row in cursor.fetchall()]


def pointed_at(
    model: type[TenantModel], ids: Sequence[int], *, apart_from: type[TenantModel] | None = None
) -> set[int]:
    """Those that a row of any table points at: whatever slice made it, it came after them."""
    pointing = [
        (field.model._meta.db_table, field.column)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(field := getattr(relation, "field", None), TenantForeignKey)
        and field.model is not apart_from
    ]
    return _found(
        " UNION ".join(
            f'SELECT "{column}" FROM "{table}" WHERE tenant_id = %(tenant)s AND "{column}" = ANY (%(ids)s)'
            for table, column in pointing
        ),
        ids,
    )


def spoken_of(column: str, ids: Sequence[int], batch_id: int) -> set[int]:
    """Those of which an event of another origin tells; of a person, outside any case."""
    alone = "AND case_id IS NULL" if column == "person_id" else ""
    return _found(
        f"SELECT DISTINCT {column} FROM history_event WHERE tenant_id = %(tenant)s AND {column} = ANY (%(ids)s)"
        f" {alone} AND batch_id IS DISTINCT FROM %(batch)s",
        ids,
        batch=batch_id,
    )


def _found(statement: str, ids: Sequence[int], **values: int) -> set[int]:
    if not ids or not statement:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(statement, {"tenant": current_tenant_id(), "ids": list(ids), **values})
        return {row[0] for row in cursor.fetchall()}


def delete_events(batch_id: int, *, cases: Sequence[int] = (), persons: Sequence[int] = ()) -> int:
    """By the only exit there is (history/sql/undoing_by_parts.sql)."""
    if not cases and not persons:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT undo_import(%s, %s, %s)", [batch_id, list(cases), list(persons)])
        return int(cursor.fetchone()[0])
