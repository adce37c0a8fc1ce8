"""Write everything a town owns in a folder, from one consistent snapshot, as the application's role.

Row-level security stands behind every statement: what is written cannot be another town's. Rows go straight from the
database to the disk; a snapshot does not outlive its connection, so that an interrupted export writes the rows again
(thousands of cases a second) and keeps the files it had copied and verified.
"""
# ruff: noqa: S608 - names of tables and columns are ours

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from parvis.cases.following import digest_of, token_for
from parvis.kit import clock
from parvis.ops.portability import manifest as names
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.connecting import connect
from parvis.ops.portability.describing import FORMAT, Column, Kind, Table, tables
from parvis.ops.portability.filing import export_files
from parvis.ops.portability.manifest import Manifest
from parvis.ops.portability.reading_me import read_me
from parvis.ops.portability.sheet import SHEET_FORMAT, SHEET_SQL, SHEET_START
from parvis.ops.portability.writing import Output, private_folder, write_text
from parvis.tenancy.models import Collectivity

Say = Callable[[str], None]
#: JSON text holds no control character: with these two nothing is ever quoted, and a row is a line.
AS_LINES = r"(FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"


class CannotExport(Exception):
    """Nothing was written, or the export is unfinished and says so; the message tells which."""


def export(
    town: Collectivity,
    folder: Path,
    *,
    passwords: bool = False,
    connection: Connection | None = None,
    say: Say = lambda _line: None,
) -> Manifest:
    """Write the town into ``folder``: new, empty, or an unfinished export of the same town, which is resumed.

    Raises CannotExport, and OSError when the disk refuses: the folder then holds no manifest.
    """
    with _claimed(folder, town):
        opened = connection or connect()
        try:
            made = _within_snapshot(opened, town, folder, passwords, say)
        finally:
            opened.rollback()
            if connection is None:
                opened.close()
        # Everything is on the disk before the manifest says that it is.
        os.sync()
        made.finished_at = clock.now().isoformat(timespec="seconds")
        write_text(folder, names.NAME, made.text())
        (folder / names.UNFINISHED).unlink()
    return made


@contextmanager
def _claimed(folder: Path, town: Collectivity) -> Iterator[None]:
    """One export at a time in a folder, which says until the end that it is not finished."""
    private_folder(folder)
    mark, mine = folder / names.UNFINISHED, {"format": FORMAT, "slug": town.slug, "tenant": town.pk}
    if (folder / names.NAME).exists():
        raise CannotExport(f"{folder} contient déjà un export terminé.")
    if not mark.exists() and any(folder.iterdir()):
        raise CannotExport(f"{folder} n'est pas vide : donnez un dossier vide, ou qui n'existe pas.")
    handle = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotExport(f"Un autre export s'écrit déjà dans {folder}.") from None
        former = os.pread(handle, 10_000, 0)
        if former and former != _encoded(mine):
            raise CannotExport(f"{folder} contient l'export inachevé d'une autre collectivité.")
        os.pwrite(handle, _encoded(mine), 0)
        yield
    finally:
        os.close(handle)


def _encoded(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode()


def _within_snapshot(
    connection: Connection, town: Collectivity, folder: Path, passwords: bool, say: Say
) -> Manifest:
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    connection.execute("SELECT set_config('parvis.tenant', %s, true)", [str(town.pk)])
    made = _manifest(connection, town, passwords)
    for table in tables():
        made.content[table.file] = _copy(connection, folder, table.file, selection(table, town.pk))
        made.content[table.file].columns = [column.label for column in table.columns]
        say(f"{table.name} : {made.content[table.file].rows} lignes")
    made.content[names.ACCOUNTS] = _copy(
        connection, folder, names.ACCOUNTS, _accounts(town.pk, passwords=passwords)
    )
    made.content[names.LINKS] = _links(connection, folder, town.pk)
    made.content[names.SHEET] = _copy(
        connection, folder, names.SHEET, SHEET_SQL.format(tenant=town.pk), SHEET_FORMAT, SHEET_START
    )
    export_files(connection, town.pk, folder, made)
    say(f"{made.files} fichiers joints")
    made.content[names.README] = write_text(folder, names.README, read_me(made))
    return made


def _manifest(connection: Connection, town: Collectivity, passwords: bool) -> Manifest:
    (taken_at,) = _one(connection, "SELECT now()")
    (row,) = _one(
        connection,
        "SELECT to_jsonb(c) - 'id' FROM tenancy_collectivity c WHERE id = %s",
        [town.pk],
    )
    hosts = connection.execute(
        "SELECT name FROM tenancy_hostname WHERE collectivity_id = %s ORDER BY is_main DESC, name", [town.pk]
    ).fetchall()
    schema = connection.execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
    return Manifest(
        parvis=version("parvis"),
        snapshot_at=taken_at.isoformat(),
        collectivity=row,
        hosts=[name for (name,) in hosts],
        passwords=passwords,
        schema={str(app): str(name) for app, name in schema.fetchall()},
        not_taken=_not_taken(connection, town.pk),
    )


def _not_taken(connection: Connection, tenant: int) -> dict[str, int]:
    (jobs,) = _one(
        connection,
        """SELECT count(*) FROM procrastinate_jobs
           WHERE status IN ('todo', 'doing') AND args @> jsonb_build_object('tenant_id', %s::bigint)""",
        [tenant],
    )
    (mail,) = _one(
        connection,
        """SELECT count(*) FROM notifications_delivery
           WHERE tenant_id = %s AND state IN ('queued', 'sending')""",
        [tenant],
    )
    return {"jobs": jobs, "mail": mail}


def _one(connection: Connection, statement: str, params: Any = None) -> tuple[Any, ...]:
    row = connection.execute(statement, params).fetchone()
    assert row is not None
    return row


def selection(table: Table, tenant: int) -> str:
    """The rows of one town, as JSON. Names are ours; the number is a number."""
    columns = ", ".join(f'{_expression(column, tenant)} AS "{column.label}"' for column in table.columns)
    return (
        f"SELECT row_to_json(r) FROM (SELECT {columns} FROM {table.name} t"
        f" WHERE t.tenant_id = {tenant:d} ORDER BY t.id) r"
    )


def _expression(column: Column, tenant: int) -> str:
    if column.kind is Kind.ACCOUNT:
        return f'(SELECT a.email FROM organisation_account a WHERE a.id = t."{column.name}")'
    if column.kind is Kind.LOCAL:
        return "''"
    if column.kind is Kind.FILE:
        return f"""regexp_replace(t."{column.name}", '^{tenant:d}/', '')"""
    return f't."{column.name}"'


def _accounts(tenant: int, *, passwords: bool) -> str:
    """Name and address of whoever signs in to this town. Their passwords open other towns too: only when asked for."""
    secret = ", password" if passwords else ""
    mine = " UNION ".join(
        f'SELECT "{column.name}" FROM {table.name} WHERE tenant_id = {tenant:d}'
        for table in tables()
        for column in table.columns
        if column.kind is Kind.ACCOUNT
    )
    return (
        f"SELECT row_to_json(r) FROM (SELECT email, name, is_active{secret}"
        f' FROM organisation_account WHERE id IN ({mine}) ORDER BY email COLLATE "C") r'
    )


def _copy(
    connection: Connection, folder: Path, name: str, query: str, how: str = AS_LINES, start: bytes = b""
) -> names.Written:
    statement = f"COPY ({query}) TO STDOUT {how}"
    with Output(folder, name) as output, connection.cursor().copy(statement.encode()) as rows:
        output.write_all(chain([start], rows))
    return output.result


def _links(connection: Connection, folder: Path, tenant: int) -> names.Written:
    """The digest of every private link that works: those of this installation, and those that came from another."""
    statement = """SELECT c.id, c.follow_nonce,
            ARRAY(SELECT f.digest FROM cases_formerlink f WHERE f.tenant_id = c.tenant_id AND f.case_id = c.id
                  AND f.nonce = c.follow_nonce ORDER BY f.digest)
        FROM cases_case c WHERE c.tenant_id = %s ORDER BY c.id"""
    with Output(folder, names.LINKS) as output, connection.cursor(name="links") as rows:
        rows.itersize = 5000
        output.write_all(
            b'{"case_id":%d,"digest":"%s"}\n' % (case, digest.encode())
            for case, nonce, former in rows.execute(statement, [tenant])
            for digest in (digest_of(token_for(tenant, case, nonce)), *former)
        )
    return output.result
