"""Look everywhere a town may have left something: the catalogue says where rows may be, whoever put them there."""
# ruff: noqa: S608 - names of tables and columns are ours

from pathlib import Path

from parvis.kit.env import env
from parvis.ops.portability.catalogue import Connection, pointers_to, tenant_tables
from parvis.ops.portability.sessions import sessions_of

#: (where, how many)
Leftover = tuple[str, int]


def town_folders(tenant: int) -> list[Path]:
    """Where files of a town are kept: attachments, and what was brought to be imported."""
    return [env().files / str(tenant), env().data / "imports" / str(tenant)]


def leftovers(
    connection: Connection, tenant: int, accounts: list[int], *, files: bool = False
) -> list[Leftover]:
    """Rows, accounts, sessions, jobs (and files, which go after the rows) that are left, where there are any."""
    asked = [
        (table, f"SELECT count(*) FROM {table} WHERE tenant_id = %s") for table in tenant_tables(connection)
    ]
    asked += [
        (table, f'SELECT count(*) FROM {table} WHERE "{column}" = %s')
        for table, column in pointers_to(connection, "tenancy_collectivity")
    ]
    asked += [
        ("tenancy_collectivity", "SELECT count(*) FROM tenancy_collectivity WHERE id = %s"),
        (
            "procrastinate_jobs",
            "SELECT count(*) FROM procrastinate_jobs WHERE args @> jsonb_build_object('tenant_id', %s::bigint)",
        ),
    ]
    found = []
    for where, statement in asked:
        row = connection.execute(statement.encode(), [tenant]).fetchone()
        assert row is not None
        found.append((where, int(row[0])))
    row = connection.execute(
        "SELECT count(*) FROM organisation_account WHERE id = ANY (%s)", [accounts]
    ).fetchone()
    assert row is not None
    found.append(("organisation_account", int(row[0])))
    found.append(("django_session", len(sessions_of(connection, tenant, accounts))))
    if files:
        found.append(("fichiers", sum(1 for folder in town_folders(tenant) for _path in folder.rglob("*"))))
    return [(where, count) for where, count in found if count]
