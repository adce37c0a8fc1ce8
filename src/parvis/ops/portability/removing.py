"""Remove a town: no longer served, then gone in one transaction that proves itself before it ends, then its files.

Idempotent at every step: killed before the commit, nothing but its hosts is gone and the same command starts again;
killed after, the departure that was recorded says that files are left, and the same command removes them.
"""
# ruff: noqa: S608 - names of tables and columns are ours

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from parvis.kit import clock
from parvis.ops.portability.arriving import CannotLoad, mark_of, nobody_loading, read_mark
from parvis.ops.portability.catalogue import Connection, pointers_to, tenant_tables
from parvis.ops.portability.connecting import connect
from parvis.ops.portability.proving import Leftover, leftovers, town_folders
from parvis.ops.portability.sessions import delete_sessions
from parvis.organisation.attempts import account_key
from parvis.tenancy.hosts import REMEMBERED
from parvis.tenancy.models import Collectivity

Say = Callable[[str], None]
ROWS = 20_000
EVENTS = "history_event"
JOBS = "DELETE FROM procrastinate_jobs WHERE args @> jsonb_build_object('tenant_id', %s::bigint)"


class CannotRemove(Exception):
    """Nothing was removed; the message says why."""


class NotProven(CannotRemove):
    """Something was left: the transaction is undone, or the departure stays open."""


@dataclass
class Certificate:
    """What was removed, and what was looked through to see that nothing is left."""

    name: str
    slug: str
    siren: str
    insee: str
    at: datetime
    removed: dict[str, int] = field(default_factory=dict)
    tables: int = 0
    files: int = 0

    def lines(self) -> list[str]:
        rows = sum(self.removed.values())
        return [
            f"Certificat de suppression : {self.name}",
            f"Identifiant {self.slug}, SIREN {self.siren or 'inconnu'}, INSEE {self.insee or 'inconnu'}.",
            f"Supprimé le {self.at:%d/%m/%Y à %H:%M} (UTC) : {rows} lignes, {self.files} fichiers.",
            *(f"  {count:>9}  {name}" for name, count in sorted(self.removed.items()) if count),
            f"Vérifié ensuite : 0 ligne dans {self.tables} tables, 0 compte sans collectivité, 0 session, 0 tâche, 0 fichier.",
            "Restent, chez l'hébergeur : ses sauvegardes antérieures et ses journaux (des numéros, sans nom ni texte).",
        ]


def remove(
    collectivity: Collectivity,
    *,
    connection: Connection | None = None,
    patience: float = REMEMBERED,
    say: Say = lambda _line: None,
) -> Certificate:
    """Remove the town and everything it owns. Runs as the owner. Other towns, and accounts they share, stay.

    ``patience``: seconds during which the sites may still know the host names.
    """
    opened = connection or connect()
    try:
        _stop_serving(opened, collectivity.pk, patience, say)
        certificate, departure = _remove_rows(opened, collectivity, say)
        return _remove_files(opened, certificate, collectivity.pk, departure)
    finally:
        opened.rollback()
        if connection is None:
            opened.close()


def finish(slug: str, *, connection: Connection | None = None) -> Certificate | None:
    """What an interrupted removal, or an interrupted loading, left of a town that is not here. None when nothing is."""
    opened = connection or connect()
    try:
        row = opened.execute(
            """SELECT id, former_id, name, slug, siren, insee, at, rows FROM tenancy_departure
               WHERE slug = %s AND removed_at IS NULL ORDER BY id DESC""",
            [slug],
        ).fetchone()
        if row is not None:
            departure, tenant, name, slug, siren, insee, at, rows = row
            made = Certificate(name, slug, siren, insee, at, rows, len(tenant_tables(opened)))
            return _remove_files(opened, made, tenant, departure)
        return _clean_loading(slug, opened)
    finally:
        opened.rollback()
        if connection is None:
            opened.close()


def _clean_loading(slug: str, connection: Connection) -> Certificate | None:
    try:
        with nobody_loading(slug):
            if not (mark := read_mark(slug)):
                return None
            made = Certificate(slug, slug, "", "", clock.now(), {}, len(tenant_tables(connection)))
            made.files = _delete_folder(int(mark["tenant"]))
            mark_of(slug).unlink()
            return made
    except CannotLoad as busy:
        raise CannotRemove(f"{busy} Attendez qu'il finisse, ou arrêtez-le.") from None


def _stop_serving(connection: Connection, tenant: int, patience: float, say: Say) -> None:
    gone = connection.execute("DELETE FROM tenancy_hostname WHERE collectivity_id = %s", [tenant])
    connection.commit()
    if gone.rowcount:
        say(f"Le site ne répond plus. On laisse {patience:.0f} s aux pages en cours.")
        time.sleep(patience)
    until = time.monotonic() + patience
    running = """SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'doing' AND args @> jsonb_build_object('tenant_id', %s::bigint)"""
    while _one(connection, running, [tenant]) and time.monotonic() < until:
        connection.commit()
        time.sleep(0.2)
    connection.commit()


def _remove_rows(connection: Connection, town: Collectivity, say: Say) -> tuple[Certificate, int]:
    # Each key is checked as rows go: kept for the end, the checks of a large town would fill the server's memory.
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    # Whoever still writes in this town holds this row: we wait for him, then nobody can add anything to it.
    row = connection.execute("SELECT id FROM tenancy_collectivity WHERE id = %s FOR UPDATE", [town.pk])
    if row.fetchone() is None:
        raise CannotRemove(f"La collectivité « {town.slug} » vient d'être supprimée.")
    tables = tenant_tables(connection)
    made = Certificate(town.name, town.slug, town.siren, town.insee, clock.now(), tables=len(tables))
    departure = _one(
        connection,
        """INSERT INTO tenancy_departure (former_id, slug, name, insee, siren, rows, at)
           VALUES (%s, %s, %s, %s, %s, '{}', %s) RETURNING id""",
        [town.pk, town.slug, town.name, town.insee, town.siren, made.at],
    )
    made.removed["procrastinate_jobs"] = connection.execute(JOBS, [town.pk]).rowcount
    accounts = _accounts(connection, town.pk)
    ids = [pk for pk, _email in accounts]
    made.removed["django_session"] = delete_sessions(connection, town.pk, ids)
    made.removed[EVENTS] = _one(connection, "SELECT remove_town_events(%s)", [departure])
    for table in reversed(tables):
        if table != EVENTS:
            made.removed[table] = _empty(connection, table, town.pk)
            say(f"{table} : {made.removed[table]} lignes")
    for table in tables:
        # What the triggers of a table wrote in another that was already empty: the stamp of the configuration.
        if table != EVENTS:
            _empty(connection, table, town.pk)
    made.removed["organisation_account"] = _remove_accounts(connection, accounts)
    for table, column in pointers_to(connection, "tenancy_collectivity"):
        if table not in tables:
            gone = connection.execute(f'DELETE FROM {table} WHERE "{column}" = %s'.encode(), [town.pk])
            made.removed[table] = gone.rowcount
    connection.execute("DELETE FROM tenancy_collectivity WHERE id = %s", [town.pk])
    if left := leftovers(connection, town.pk, ids):
        raise NotProven(_told(left))
    connection.execute(
        "UPDATE tenancy_departure SET rows = %s WHERE id = %s", [Jsonb(made.removed), departure]
    )
    connection.commit()
    return made, departure


def _told(left: list[Leftover]) -> str:
    return "La suppression n'est pas achevée, relancez-la. Il reste : " + ", ".join(
        f"{n} dans {name}" for name, n in left
    )


def _empty(connection: Connection, table: str, tenant: int) -> int:
    """Some thousands at a time, so that the checks of keys do not pile up; at once where rows point at their own table."""
    own = (
        "SELECT 1 FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass AND confrelid = conrelid"
    )
    mine = f"FROM {table} WHERE tenant_id = {tenant:d}"
    if table == "history_exit" or connection.execute(own, [table]).fetchone():
        return connection.execute(f"DELETE {mine}".encode()).rowcount
    gone, last = 0, 0
    # Up to what is there now: what a trigger adds on the way is the proof's business.
    end = _one(connection, f"SELECT coalesce(max(id), 0) {mine}")
    few = f"SELECT max(id) FROM (SELECT id {mine} AND id > %s AND id <= %s ORDER BY id LIMIT {ROWS}) few"
    while last < end:
        upto = _one(connection, few, [last, end])
        done = connection.execute(f"DELETE {mine} AND id > %s AND id <= %s".encode(), [last, upto])
        gone, last = gone + done.rowcount, upto
    return gone


def _accounts(connection: Connection, tenant: int) -> list[tuple[int, str]]:
    """Accounts that sign in to this town and to no other."""
    pointing = [
        (table, column)
        for table, column in pointers_to(connection, "organisation_account")
        if table in tenant_tables(connection)
    ]
    mine = " UNION ".join(
        f'SELECT "{column}" FROM {table} WHERE tenant_id = {tenant:d}' for table, column in pointing
    )
    others = " UNION ALL ".join(
        f'SELECT 1 FROM {table} WHERE "{column}" = a.id AND tenant_id <> {tenant:d}'
        for table, column in pointing
    )
    found = connection.execute(
        f"SELECT a.id, a.email FROM organisation_account a WHERE a.id IN ({mine}) AND NOT EXISTS ({others})".encode()
    )
    return [(int(pk), str(email)) for pk, email in found.fetchall()]


def _remove_accounts(connection: Connection, accounts: list[tuple[int, str]]) -> int:
    ids = [pk for pk, _email in accounts]
    keys = [account_key(email) for _pk, email in accounts]
    connection.execute("DELETE FROM organisation_signinattempt WHERE account = ANY (%s)", [keys])
    # Factors of sign-in and whatever else hangs on an account.
    for table, column in pointers_to(connection, "organisation_account"):
        if table not in tenant_tables(connection):
            connection.execute(f'DELETE FROM {table} WHERE "{column}" = ANY (%s)'.encode(), [ids])
    return connection.execute("DELETE FROM organisation_account WHERE id = ANY (%s)", [ids]).rowcount


def _remove_files(
    connection: Connection, certificate: Certificate, tenant: int, departure: int
) -> Certificate:
    certificate.files = _delete_folder(tenant)
    connection.execute(JOBS, [tenant])
    delete_sessions(connection, tenant, [])
    if left := leftovers(connection, tenant, [], files=True):
        raise NotProven(_told(left))
    connection.execute("UPDATE tenancy_departure SET removed_at = %s WHERE id = %s", [clock.now(), departure])
    connection.commit()
    return certificate


def _delete_folder(tenant: int) -> int:
    """Raises OSError when a file cannot be removed."""
    count = 0
    for folder in town_folders(tenant):
        count += sum(1 for path in folder.rglob("*") if path.is_file())
        if folder.exists():
            shutil.rmtree(folder)
    return count


def _one(connection: Connection, statement: str, params: Any = None) -> int:
    row = connection.execute(statement.encode(), params).fetchone()
    assert row is not None
    return int(row[0])
