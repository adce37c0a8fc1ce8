"""The pass after every migration: reads the catalogue and brings each tenant table in line. Running it twice is nothing.

For each tenant table: primary key (tenant_id, id), row-level security on the transaction's tenant, composite foreign
keys, an index behind each of them, and what the application's role may do.
"""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

from parvis.tenancy.isolation import TenantForeignKey, TenantModel

TENANT = "nullif(current_setting('parvis.tenant', true), '')::bigint"
POLICY = "tenant_isolation"

#: Platform tables, which have no tenant: what the application's role may do there.
PLATFORM = {
    "tenancy_collectivity": "SELECT, UPDATE (name, address, email, phone, accent, latitude, longitude)",
    "tenancy_hostname": "SELECT",
    "tenancy_departure": "",
    "organisation_account": "SELECT, INSERT, UPDATE",
    "organisation_signinattempt": "SELECT, INSERT, DELETE",
    "django_session": "SELECT, INSERT, UPDATE, DELETE",
    "django_content_type": "SELECT",
    "django_migrations": "SELECT",
}


def tenant_models() -> list[type[TenantModel]]:
    return [m for m in apps.get_models() if issubclass(m, TenantModel)]


def isolate(app_role: str) -> None:
    """Runs as the owner, after ``migrate``."""
    with connection.cursor() as cursor:
        for model in tenant_models():
            _key(cursor, model)
        for model in tenant_models():
            _security(cursor, model)
            for field in model._meta.local_fields:
                if isinstance(field, TenantForeignKey):
                    _foreign_key(cursor, model, field)
        _privileges(cursor, app_role)


def _key(cursor: CursorWrapper, model: type[TenantModel]) -> None:
    table = model._meta.db_table
    cursor.execute(
        """SELECT c.conname, array_agg(a.attname::text ORDER BY k.n)
           FROM pg_constraint c CROSS JOIN unnest(c.conkey) WITH ORDINALITY k(attnum, n)
           JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
           WHERE c.conrelid = %s::regclass AND c.contype = 'p' GROUP BY c.conname""",
        [table],
    )
    row = cursor.fetchone()
    if row and row[1] == ["tenant_id", "id"]:
        return
    drop = f'DROP CONSTRAINT "{row[0]}", ' if row else ""
    cursor.execute(f'ALTER TABLE "{table}" {drop}ADD CONSTRAINT "{table}_pkey" PRIMARY KEY (tenant_id, id)')


def _security(cursor: CursorWrapper, model: type[TenantModel]) -> None:
    table = model._meta.db_table
    cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [table])
    if not cursor.fetchone()[0]:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    cursor.execute("SELECT 1 FROM pg_policy WHERE polrelid = %s::regclass AND polname = %s", [table, POLICY])
    if cursor.fetchone() is None:
        cursor.execute(
            f'CREATE POLICY {POLICY} ON "{table}" USING (tenant_id = {TENANT}) WITH CHECK (tenant_id = {TENANT})'
        )


def _foreign_key(cursor: CursorWrapper, model: type[TenantModel], field: Any) -> None:
    table, column = model._meta.db_table, field.column
    target = field.remote_field.model._meta.db_table
    name = f"{table}_{column}_tenant_fk"[:63]
    action = {"restrict": "NO ACTION", "cascade": "CASCADE"}[field.on_delete_row]
    cursor.execute(
        "SELECT 1 FROM pg_constraint WHERE conrelid = %s::regclass AND conname = %s", [table, name]
    )
    if cursor.fetchone() is None:
        cursor.execute(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (tenant_id, "{column}") '
            f'REFERENCES "{target}" (tenant_id, id) ON DELETE {action}'
        )
    cursor.execute(
        """SELECT 1 FROM pg_index i WHERE i.indrelid = %s::regclass AND i.indnkeyatts >= 2 AND i.indpred IS NULL
           AND (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, n)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum WHERE k.n <= 2)
               = ARRAY['tenant_id', %s]""",
        [table, column],
    )
    if cursor.fetchone() is None:
        cursor.execute(
            f'CREATE INDEX IF NOT EXISTS "{f"{table}_{column}_tenant"[:63]}" ON "{table}" (tenant_id, "{column}")'
        )


def _privileges(cursor: CursorWrapper, role: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        raise RuntimeError(f"the application's role {role} does not exist")
    quoted = connection.ops.quote_name(role)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
    wanted = {m._meta.db_table: m.app_privileges for m in tenant_models()} | PLATFORM
    for table, privileges in wanted.items():
        cursor.execute(f'REVOKE ALL ON "{table}" FROM {quoted}, PUBLIC')
        if privileges:
            cursor.execute(f'GRANT {privileges} ON "{table}" TO {quoted}')
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'procrastinate%%'"
    )
    for (table,) in cursor.fetchall():
        cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {quoted}')
    cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
