"""Small towns founded alike: the configuration of one, row for row, written by the database alone."""
# ruff: noqa: S608 - table and column names are ours

from typing import Any

from django.db import connection

from parvis.tenancy.isolating import tenant_models
from parvis.tenancy.isolation import TenantForeignKey, TenantModel
from parvis.tenancy.models import ConfigurationStamp

#: Columns that hold identifiers without being keys, and the table these are of.
ARRAYS = {("organisation_department", "also_sectors"): "organisation_sector"}
#: Written by triggers.
BY_TRIGGER = {ConfigurationStamp}


def found_twins(model: int, slugs: list[str]) -> None:
    """As the owner, in a transaction. ``model`` has a configuration, and nothing else yet."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE twin (slug text, tenant bigint) ON COMMIT DROP")
        cursor.executemany("INSERT INTO twin (slug) VALUES (%s)", [(slug,) for slug in slugs])
        cursor.execute(
            "UPDATE twin SET tenant = nextval(pg_get_serial_sequence('tenancy_collectivity', 'id'))"
        )
        _copy(
            cursor,
            "tenancy_collectivity",
            "twin t JOIN tenancy_collectivity s ON s.id = %s",
            model,
            {"id": "t.tenant", "slug": "t.slug", "name": "initcap(t.slug)"},
        )
        cursor.execute(
            "INSERT INTO tenancy_hostname (name, collectivity_id, is_main) SELECT slug || '.test', tenant, true FROM twin"
        )
        for each in _in_order():
            _table(cursor, each, model)


def _table(cursor: Any, each: type[TenantModel], model: int) -> None:
    table = each._meta.db_table
    cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE tenant_id = %s)", [model])
    if not cursor.fetchone()[0]:
        cursor.execute(
            f"CREATE TEMP TABLE twin_{table} (tenant bigint, old bigint, new bigint) ON COMMIT DROP"
        )
        return
    cursor.execute(
        f"""CREATE TEMP TABLE twin_{table} ON COMMIT DROP AS
            SELECT t.tenant, s.id AS old, nextval(pg_get_serial_sequence('{table}', 'id')) AS new
            FROM twin t CROSS JOIN {table} s WHERE s.tenant_id = %s ORDER BY t.tenant, s.id""",
        [model],
    )
    cursor.execute(f"CREATE UNIQUE INDEX ON twin_{table} (tenant, old); ANALYZE twin_{table}")
    values = {"id": "t.new", "tenant_id": "t.tenant"}
    for field in each._meta.local_fields:
        if isinstance(field, TenantForeignKey):
            there = f"twin_{field.remote_field.model._meta.db_table}"
            values[field.column] = (
                f"(SELECT m.new FROM {there} m WHERE m.tenant = t.tenant AND m.old = s.{field.column})"
            )
    for (name, column), of in ARRAYS.items():
        if name == table:
            values[column] = (
                f"ARRAY(SELECT m.new FROM unnest(s.{column}) AS one(id)"
                f" JOIN twin_{of} m ON m.tenant = t.tenant AND m.old = one.id)"
            )
    _copy(cursor, table, f"twin_{table} t JOIN {table} s ON s.tenant_id = %s AND s.id = t.old", model, values)


def _copy(cursor: Any, table: str, source: str, model: int, values: dict[str, str]) -> None:
    cursor.execute(
        """SELECT column_name FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position""",
        [table],
    )
    columns = {name: values.get(name, f's."{name}"') for (name,) in cursor.fetchall()}
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM {source}", [model]
    )


def _in_order() -> list[type[TenantModel]]:
    """Those pointed at first."""
    left = [m for m in tenant_models() if m not in BY_TRIGGER]
    placed: list[type[TenantModel]] = []
    while left:
        ready = [m for m in left if not (_pointed_at(m) - {m}) & set(left)]
        placed += ready
        left = [m for m in left if m not in ready]
    return placed


def _pointed_at(model: type[TenantModel]) -> set[Any]:
    return {f.remote_field.model for f in model._meta.local_fields if isinstance(f, TenantForeignKey)}
