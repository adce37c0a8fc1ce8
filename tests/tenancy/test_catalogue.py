"""Reads PostgreSQL's own catalogue: the first tenant table out of line fails, whoever added it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from parvis.kit.database import connection_parts
from parvis.kit.env import env
from parvis.tenancy.isolating import PLATFORM, isolate, tenant_models
from parvis.tenancy.isolation import TenantForeignKey

pytestmark = pytest.mark.django_db

EVENT_TABLE = "history_event"
#: Tables without a tenant that the application's role cannot touch at all.
CLOSED = {
    "history_exit",
    "tenancy_departure",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def every_table() -> set[str]:
    return {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def tables_with_tenant() -> set[str]:
    return {
        name
        for (name,) in rows(
            """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm')
                 AND a.attname = 'tenant_id' AND NOT a.attisdropped"""
        )
    } - {"history_exit"}


def model_tables() -> set[str]:
    return {m._meta.db_table for m in tenant_models()}


def columns_of(key: str) -> str:
    return f"""(SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest({key}) WITH ORDINALITY k(attnum, n)
                LEFT JOIN pg_attribute a ON a.attrelid = {{rel}} AND a.attnum = k.attnum)"""


def test_every_table_with_a_tenant_is_a_tenant_model() -> None:
    assert tables_with_tenant() == model_tables()


def test_every_table_without_a_tenant_is_known() -> None:
    jobs = {t for t in every_table() if t.startswith("procrastinate_")}
    unknown = every_table() - tables_with_tenant() - set(PLATFORM) - jobs - CLOSED
    assert not unknown, f"neither a TenantModel nor in isolating.PLATFORM: {sorted(unknown)}"


def test_what_is_closed_is_out_of_the_applications_reach() -> None:
    for table in CLOSED:
        for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
            assert rows("SELECT has_table_privilege(%s, %s)", table, privilege) == [(False,)], (
                table,
                privilege,
            )


def test_the_tenant_is_never_null() -> None:
    nullable = rows(
        """SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
           WHERE c.relname = ANY (%s) AND a.attname = 'tenant_id' AND (NOT a.attnotnull OR a.atttypid <> 'bigint'::regtype)""",
        sorted(model_tables()),
    )
    assert nullable == []


def test_primary_keys_are_tenant_and_id() -> None:
    keys = dict(
        rows(
            f"""SELECT t.relname, {columns_of("c.conkey").format(rel="c.conrelid")} FROM pg_constraint c
                JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'p' AND t.relname = ANY (%s)""",
            sorted(model_tables()),
        )
    )
    assert keys == {table: ["tenant_id", "id"] for table in model_tables()}


def test_every_unique_index_starts_with_the_tenant() -> None:
    """Otherwise a town could learn, by a refusal, what another one holds."""
    found = rows(
        f"""SELECT t.relname, i.indexrelid::regclass::text, {columns_of("i.indkey::int2[]").format(rel="i.indrelid")}
            FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid WHERE i.indisunique AND t.relname = ANY (%s)""",
        sorted(model_tables()),
    )
    assert len(found) >= len(model_tables())
    assert [row for row in found if row[2][0] != "tenant_id"] == []


def test_no_exclusion_constraint_forgets_the_tenant() -> None:
    found = rows(
        f"""SELECT c.conname, {columns_of("c.conkey").format(rel="c.conrelid")} FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'x' AND t.relname = ANY (%s)""",
        sorted(model_tables()),
    )
    assert [row for row in found if "tenant_id" not in row[1]] == []


def test_foreign_keys_between_tenant_tables_are_composite() -> None:
    found = rows(
        f"""SELECT c.conname, a.relname, {columns_of("c.conkey").format(rel="c.conrelid")},
                   b.relname, {columns_of("c.confkey").format(rel="c.confrelid")}, c.convalidated, c.condeferrable
            FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
            WHERE c.contype = 'f' AND (a.relname = ANY (%s) OR b.relname = ANY (%s))""",
        sorted(model_tables()),
        sorted(model_tables()),
    )
    between = [row for row in found if row[1] in model_tables() and row[3] in model_tables()]
    for name, _, columns, _, targets, valid, deferrable in between:
        assert (columns[0], len(columns)) == ("tenant_id", 2), name
        assert targets == ["tenant_id", "id"], name
        assert (valid, deferrable) == (True, False), name
    assert [row for row in found if row[3] in model_tables() and row[1] not in model_tables()] == []
    made = {(row[1], row[2][1]) for row in between}
    declared = {
        (m._meta.db_table, f.column)
        for m in tenant_models()
        for f in m._meta.local_fields
        if isinstance(f, TenantForeignKey)
    }
    assert declared, "no foreign key was found: this test looks at nothing"
    assert made == declared


def test_foreign_keys_of_models_between_tenant_tables_are_ours() -> None:
    for model in tenant_models():
        for field in model._meta.local_fields:
            target = field.remote_field.model if field.remote_field else None
            if target in tenant_models():
                assert isinstance(field, TenantForeignKey), (
                    f"{model.__name__}.{field.name} is a plain foreign key"
                )


def test_every_foreign_key_has_an_index_behind_it() -> None:
    indexed = {
        (table, columns[1])
        for table, columns in rows(
            f"""SELECT t.relname, {columns_of("i.indkey::int2[]").format(rel="i.indrelid")} FROM pg_index i
                JOIN pg_class t ON t.oid = i.indrelid WHERE i.indpred IS NULL AND t.relname = ANY (%s)""",
            sorted(model_tables()),
        )
        if len(columns) > 1 and columns[0] == "tenant_id"
    }
    for model in tenant_models():
        for field in model._meta.local_fields:
            if isinstance(field, TenantForeignKey):
                assert (model._meta.db_table, field.column) in indexed


def test_row_level_security_is_on_and_not_forced() -> None:
    """Not forced: the owner's search function reads past it, and filters by itself."""
    found = {
        name: (on, forced)
        for name, on, forced in rows(
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = ANY (%s)",
            sorted(model_tables()),
        )
    }
    assert found == dict.fromkeys(model_tables(), (True, False))


def test_one_policy_reads_and_checks_the_tenant() -> None:
    found = rows(
        """SELECT tablename, permissive, roles::text[], cmd, qual, with_check FROM pg_policies
           WHERE schemaname = 'public' ORDER BY 1"""
    )
    assert [row[0] for row in found] == sorted(model_tables()), "one policy per table: several would add up"
    rule = "(tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)"
    for table, permissive, roles, command, using, check in found:
        assert (permissive, roles, command) == ("PERMISSIVE", ["public"], "ALL"), table
        assert using == rule, table
        assert check == rule, table


def test_the_application_owns_nothing_and_has_no_power() -> None:
    assert rows(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = current_user"
    ) == [(False,) * 5]
    assert rows("SELECT relname FROM pg_class WHERE relowner = current_user::regrole") == []
    assert rows("SELECT proname FROM pg_proc WHERE proowner = current_user::regrole") == []
    assert rows("SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole") == []
    assert rows("SELECT datname FROM pg_database WHERE datdba = current_user::regrole") == []
    assert rows("SELECT has_schema_privilege('public', 'CREATE')") == [(False,)]
    assert (
        rows(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE m.member = current_user::regrole"
        )
        == []
    )


def test_the_application_holds_the_privileges_its_models_say() -> None:
    wanted = {m._meta.db_table: m.app_privileges for m in tenant_models()}
    for table, privileges in wanted.items():
        said = {p.strip() for p in privileges.split(",")}
        for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
            assert rows("SELECT has_table_privilege(%s, %s)", table, privilege) == [(privilege in said,)], (
                table,
                privilege,
            )


def test_events_and_their_exits_cannot_be_changed_by_the_application() -> None:
    for table in (EVENT_TABLE, "history_erasure", "history_tombstone", "history_accesslog"):
        for privilege in ("UPDATE", "DELETE", "TRUNCATE"):
            assert rows("SELECT has_table_privilege(%s, %s)", table, privilege) == [(False,)], (
                table,
                privilege,
            )
    assert rows("SELECT has_table_privilege('history_tombstone', 'INSERT')") == [(False,)]


def test_no_foreign_key_touches_events() -> None:
    """A cascade would run with the owner's rights."""
    found = rows(
        """SELECT conname FROM pg_constraint WHERE contype = 'f' AND 'history_event'::regclass IN (conrelid, confrelid)
           AND confrelid <> 'tenancy_collectivity'::regclass"""
    )
    assert found == []
    assert rows(
        """SELECT confdeltype, confupdtype FROM pg_constraint WHERE contype = 'f' AND conrelid = 'history_event'::regclass"""
    ) == [("a", "a")]


def test_functions_with_the_owners_rights_pin_their_search_path() -> None:
    """pg_temp last: left out, it comes first, and a temporary table could stand for a real one."""
    found = rows(
        """SELECT p.oid::regprocedure::text, p.proconfig FROM pg_proc p
           WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.proname NOT LIKE 'test\\_%%'"""
    )
    assert len(found) >= 5
    for name, config in found:
        assert "search_path=pg_catalog, public, pg_temp" in config, name


def test_no_view_reads_past_the_security() -> None:
    loose = rows(
        """SELECT relname, coalesce(array_to_string(reloptions, ','), '') FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relkind = 'v' AND relname NOT LIKE 'pg_stat%%'"""
    )
    assert [name for name, options in loose if "security_invoker=true" not in options] == []


def test_no_automatic_many_to_many() -> None:
    for model in apps.get_models():
        if model.__module__.startswith("parvis."):
            assert not model._meta.local_many_to_many, model


def test_the_pass_mends_what_is_out_of_line(
    server: Any, template: str, worker_id: str, django_db_blocker: Any, as_owner: Callable[[str], list[Any]]
) -> None:
    """Undo what it does to one table, in another database, run it twice, and look."""
    import psycopg

    name = f"parvis_mend_{worker_id}"
    server.create(name, template)
    try:
        with psycopg.connect(**server.admin | {"dbname": name}, autocommit=True) as owner:
            owner.execute("DROP POLICY tenant_isolation ON surveys_rating")
            owner.execute("ALTER TABLE surveys_rating DISABLE ROW LEVEL SECURITY")
            owner.execute(
                "ALTER TABLE surveys_rating DROP CONSTRAINT surveys_rating_pkey,"
                " ADD CONSTRAINT surveys_rating_pkey PRIMARY KEY (id)"
            )
            owner.execute("ALTER TABLE surveys_rating DROP CONSTRAINT surveys_rating_case_id_tenant_fk")
            owner.execute(f'GRANT ALL ON history_event TO "{server.app}", PUBLIC')
        _isolate_as_owner(server, name)
        _isolate_as_owner(server, name)
        with psycopg.connect(**server.admin | {"dbname": name}, autocommit=True) as owner:
            one = owner.execute(
                """SELECT c.relrowsecurity, (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid),
                          (SELECT array_length(conkey, 1) FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p'),
                          (SELECT count(*) FROM pg_constraint WHERE conname = 'surveys_rating_case_id_tenant_fk'),
                          has_table_privilege(%s, 'history_event', 'UPDATE')
                   FROM pg_class c WHERE c.oid = 'surveys_rating'::regclass""",
                [server.app],
            ).fetchone()
            assert one == (True, 1, 2, 1, False)
    finally:
        server.drop(name)


def _isolate_as_owner(server: Any, name: str) -> None:
    """In this process, over a connection of its own as the owner."""
    from django.db import connections

    parts = connections["default"].settings_dict | {"NAME": name, "CONN_MAX_AGE": 0}
    parts |= {"USER": server.admin["user"], "PASSWORD": server.admin.get("password", ""), "OPTIONS": {}}
    before = connections["default"]
    made = before.copy("default")
    made.settings_dict = parts
    connections["default"] = made
    try:
        isolate(str(connection_parts(env(), "app")["user"]))
    finally:
        made.close()
        connections["default"] = before
