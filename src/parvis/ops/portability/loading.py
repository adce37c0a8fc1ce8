"""Load an exported town: files first, then every row in one transaction, so that the town is here whole or not at all.

Identifiers stay as they are, since a town's rows have keys of their own (``tenant_id, id``): references, histories and
whatever speaks of a row by its number stay true. Only the tenant and the accounts change. Killed midway, the database
keeps nothing; the same command finds the files that were already in place, and loads the rows again.
"""
# ruff: noqa: S608 - names of tables and columns are ours

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from parvis.ops.portability import manifest as names
from parvis.ops.portability.accounts import Accounts, bring_accounts
from parvis.ops.portability.arriving import Place, claimed, founded
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.checking import Archive, Lines, open_archive, read_as
from parvis.ops.portability.connecting import connect
from parvis.ops.portability.describing import Column, Kind, Table, tables
from parvis.ops.portability.filing import import_files
from parvis.ops.portability.manifest import BadArchive
from parvis.ops.portability.receiving_files import check_files

Say = Callable[[str], None]
ROWS, BYTES = 2000, 4 << 20
#: Identifiers given here stay ahead of those that came, up to there; no sequence gets there by itself.
REACH = 10**12
#: Numbers left out, so that one drawn meanwhile by another town is never drawn twice.
MARGIN = 10_000
NOT_SENT = "Repris d'une autre installation avant son départ : à renvoyer si besoin."
#: What does not stay as it was: a message, or a digest, that was waiting is sent by the installation that was left, or by
#: nobody.
ON_ARRIVAL = {
    (
        "notifications_delivery",
        "state",
    ): "CASE WHEN r.state IN ('queued', 'sending') THEN 'failed' ELSE r.state END",
    ("notifications_delivery", "next_try_at"): "NULL::timestamptz",
    ("notifications_agentnotice", "digest_at"): "NULL::timestamptz",
    ("notifications_delivery", "last_error"): (
        f"CASE WHEN r.state IN ('queued', 'sending') THEN '{NOT_SENT.replace(chr(39), chr(39) * 2)}' ELSE r.last_error END"
    ),
    # The installation that was left would say it too.
    ("replies_draft", "state"): "CASE WHEN r.state = 'leaving' THEN 'held' ELSE r.state END",
    ("replies_draft", "leaves_at"): "NULL::timestamptz",
    ("replies_draft", "notice"): (
        f"CASE WHEN r.state = 'leaving' THEN '{NOT_SENT.replace(chr(39), chr(39) * 2)}' ELSE r.notice END"
    ),
}


@dataclass(frozen=True)
class Loaded:
    tenant: int
    slug: str
    rows: int
    files: int
    accounts: Accounts


def load(
    folder: Path,
    *,
    hosts: Sequence[str],
    slug: str = "",
    passwords: bool = False,
    connection: Connection | None = None,
    say: Say = lambda _line: None,
) -> Loaded:
    """Load the archive in ``folder`` as a new town. Runs as the owner.

    Raises BadArchive and CannotLoad with a message for whoever typed the command, and OSError when the disk refuses.
    """
    archive = open_archive(folder)
    say("Export vérifié : chaque fichier correspond à son empreinte.")
    opened = connection or connect()
    try:
        with claimed(opened, archive, slug=slug, hosts=hosts) as place:
            import_files(folder, place.tenant, archive.manifest)
            say(f"{archive.manifest.files} fichiers joints en place.")
            return _load(opened, archive, place, passwords=passwords, say=say)
    finally:
        opened.rollback()
        if connection is None:
            opened.close()


def _load(connection: Connection, archive: Archive, place: Place, *, passwords: bool, say: Say) -> Loaded:
    rows = 0
    # Keys are checked as rows come: kept for the end, the checks of a large town would fill the server's memory.
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.execute("SELECT set_config('parvis.loading', 'on', true)")
    try:
        founded(connection, archive, place)
        accounts = bring_accounts(connection, archive, passwords=passwords)
        for table in tables():
            if table.file in archive.manifest.content:
                loading = _Loading(connection, archive, table, place.tenant)
                loading.run()
                rows += loading.rows
                _stay_ahead(connection, table, loading.lines.farthest)
                say(f"{table.name} : {loading.rows} lignes")
        _bring_links(connection, archive, place.tenant)
        check_files(connection, archive, place.tenant)
    except (psycopg.DataError, psycopg.IntegrityError) as wrong:
        raise BadArchive(f"La base refuse une ligne de l'export : {_told(wrong)}") from None
    connection.commit()
    return Loaded(place.tenant, place.slug, rows, archive.manifest.files, accounts)


def _told(error: psycopg.Error) -> str:
    return " ".join(filter(None, (error.diag.message_primary, error.diag.message_detail)))[:500]


class _Loading:
    """One table: its lines are checked, then read by the database, some thousands at a time."""

    def __init__(self, connection: Connection, archive: Archive, table: Table, tenant: int) -> None:
        self.connection, self.archive, self.table = connection, archive, table
        self.said = archive.manifest.content[table.file]
        columns = read_as(table, self.said.columns)
        self.lines = Lines(table, columns)
        self.rows = 0
        #: A row may point at a later one of its table: these go in together, by one statement.
        self.into = f"arriving_{table.name}" if table.points_at_itself else table.name
        self.statement = _insertion(self.into, table, columns, tenant).encode()

    def run(self) -> None:
        aside = self.into != self.table.name
        if aside:
            self.connection.execute(
                f"CREATE TEMP TABLE {self.into} (LIKE {self.table.name}) ON COMMIT DROP".encode()
            )
        batch: list[bytes] = []
        size = 0
        for number, row, line in self.archive.lines(self.table.file):
            self.lines.check(number, row)
            batch.append(line)
            size += len(line)
            if len(batch) >= ROWS or size >= BYTES:
                self._write(batch)
                batch, size = [], 0
        self._write(batch)
        if self.rows != self.said.rows:
            raise BadArchive(f"{self.table.file} a changé pendant le chargement.")
        if aside:
            self.connection.execute(f"INSERT INTO {self.table.name} SELECT * FROM {self.into}".encode())

    def _write(self, batch: list[bytes]) -> None:
        if batch:
            # As jsonb, which keeps the last of two equal keys: what was checked is what is written.
            text = b"[" + b",".join(batch) + b"]"
            try:
                done = self.connection.execute(self.statement, [text.decode()])
            except psycopg.DataError as wrong:
                where = f"{self.table.file}, lignes {self.rows + 1} à {self.rows + len(batch)}"
                raise BadArchive(f"{where} : {_told(wrong)}") from None
            self.rows += done.rowcount


def _insertion(into: str, table: Table, columns: list[Column], tenant: int) -> str:
    """Every name is ours, read from the models; of the archive there are only values."""
    typed = ", ".join(f'"{column.label}" {column.type}' for column in columns)
    absent = [column for column in table.columns if column not in columns]
    targets = ", ".join(f'"{column.name}"' for column in [*columns, *absent])
    values = [_value(table, column, tenant) for column in columns]
    values += [_default(column) for column in absent]
    return (
        f"INSERT INTO {into} (tenant_id, {targets}) SELECT {tenant:d}, {', '.join(values)}"
        f" FROM jsonb_to_recordset(%s::jsonb) AS r ({typed})"
    )


def _value(table: Table, column: Column, tenant: int) -> str:
    if (table.name, column.name) in ON_ARRIVAL:
        return ON_ARRIVAL[table.name, column.name]
    if column.kind is Kind.ACCOUNT:
        return f'(SELECT a.id FROM arriving_account a WHERE a.email = r."{column.label}")'
    if column.kind is Kind.LOCAL:
        return "''"
    if column.kind is Kind.FILE:
        return f"""CASE WHEN r."{column.label}" = '' THEN '' ELSE '{tenant:d}/' || r."{column.label}" END"""
    return f'r."{column.label}"'


def _default(column: Column) -> str:
    """A literal: the default of a column that came after the archive."""
    from psycopg import sql

    value = column.default
    literal: Any = Jsonb(value) if column.type == "jsonb" else value
    return f"{sql.Literal(literal).as_string()}::{column.type}".replace("%", "%%")


def _stay_ahead(connection: Connection, table: Table, farthest: int) -> None:
    """New rows of this town must not take the number of one that came: the sequence, shared with the others, moves on.

    It never moves back: it is only set beyond where it stands, and far enough that what others draw meanwhile is behind.
    """
    if not 0 < farthest <= REACH:
        return
    found = connection.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table.name]).fetchone()
    assert found is not None
    connection.execute(
        f"SELECT setval(%s, %s) FROM {found[0]} WHERE last_value <= %s".encode(),
        [found[0], farthest + MARGIN, farthest],
    )


def _bring_links(connection: Connection, archive: Archive, tenant: int) -> None:
    """The private links people hold go on working: by their digest, as long as their case keeps its nonce."""
    statement = b"""INSERT INTO cases_formerlink (tenant_id, case_id, nonce, digest)
        SELECT c.tenant_id, c.id, c.follow_nonce, r.digest
        FROM jsonb_to_recordset(%s::jsonb) AS r (case_id bigint, digest varchar(64))
        JOIN cases_case c ON c.tenant_id = %s AND c.id = r.case_id"""
    batch: list[bytes] = []
    rows = 0

    def write() -> None:
        nonlocal rows
        text = (b"[" + b",".join(batch) + b"]").decode()
        rows += connection.execute(statement, [text, tenant]).rowcount
        batch.clear()

    for number, row, line in archive.lines(names.LINKS):
        if row.keys() != {"case_id", "digest"} or not str(row["digest"]).isalnum():
            raise BadArchive(f"{names.LINKS}, ligne {number} : lien illisible.")
        batch.append(line)
        if len(batch) >= ROWS:
            write()
    write()
    if rows != archive.manifest.content[names.LINKS].rows:
        raise BadArchive(f"{names.LINKS} parle de demandes qui ne sont pas dans l'export.")
