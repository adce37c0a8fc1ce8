"""Where a town arrives: its identifier, its slug and its hosts, kept for it until everything is in."""
# ruff: noqa: S608 - names of tables and columns are ours

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from psycopg import errors
from psycopg.types.json import Jsonb

from parvis.catalog.holidays_fr import Zone
from parvis.kit.env import env
from parvis.ops.founding import is_host
from parvis.ops.portability import manifest as names
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.checking import Archive
from parvis.ops.portability.manifest import BadArchive
from parvis.tenancy.models import Collectivity

MARK = ".arrivee-{slug}.json"


class CannotLoad(Exception):
    """The archive is sound, and cannot be loaded here; the message says why. Nothing was changed."""


class AlreadyLoaded(CannotLoad):
    """The command was given again, and had nothing left to do."""


@dataclass(frozen=True)
class Place:
    tenant: int
    slug: str
    hosts: tuple[str, ...]


@contextmanager
def claimed(connection: Connection, archive: Archive, *, slug: str, hosts: Sequence[str]) -> Iterator[Place]:
    """The place of this archive: the same as last time when its loading was interrupted. One loading at a time."""
    slug = slug or str(archive.manifest.collectivity.get("slug", ""))
    _collectivity(archive, slug)
    wanted = tuple(dict.fromkeys(host.strip().lower().rstrip(".") for host in hosts))
    for host in wanted:
        if not is_host(host):
            raise CannotLoad(f"« {host} » n'est pas un nom d'hôte (sans http:// ni port).")
    _refuse_taken(connection, slug, wanted)
    digest = sha256((archive.folder / names.NAME).read_bytes()).hexdigest()
    mark = mark_of(slug)
    mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotLoad(f"Un chargement de « {slug} » est déjà en cours.") from None
        tenant = _identifier(connection, handle, digest, slug)
        connection.commit()
        try:
            yield Place(tenant, slug, wanted)
        except (BadArchive, CannotLoad):
            shutil.rmtree(env().files / str(tenant), ignore_errors=True)
            mark.unlink()
            raise
        mark.unlink()
    finally:
        os.close(handle)


@contextmanager
def nobody_loading(slug: str) -> Iterator[None]:
    """For who removes what an interrupted loading left. Raises CannotLoad while one goes on."""
    try:
        handle = os.open(mark_of(slug), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise CannotLoad(f"Un chargement de « {slug} » est en cours.") from None
    finally:
        os.close(handle)


def mark_of(slug: str) -> Path:
    return env().files / MARK.format(slug=slug)


def read_mark(slug: str) -> dict[str, Any]:
    """What an interrupted loading left to know where its files are; nothing when there is none."""
    try:
        return dict(json.loads(mark_of(slug).read_text() or "{}"))
    except FileNotFoundError:
        return {}


def _identifier(connection: Connection, handle: int, digest: str, slug: str) -> int:
    former = json.loads(os.pread(handle, 10_000, 0) or b"{}")
    if former:
        if former["digest"] != digest:
            raise CannotLoad(
                f"Le chargement d'un autre export sous « {slug} » a été interrompu : finissez-le, "
                f"ou retirez-le par « parvis tenant remove {slug} »."
            )
        return int(former["tenant"])
    found = connection.execute(
        "SELECT nextval(pg_get_serial_sequence('tenancy_collectivity', 'id'))"
    ).fetchone()
    assert found is not None
    os.pwrite(handle, json.dumps({"digest": digest, "tenant": found[0], "slug": slug}).encode(), 0)
    os.fsync(handle)
    return int(found[0])


def _refuse_taken(connection: Connection, slug: str, hosts: Sequence[str]) -> None:
    here = connection.execute("SELECT id FROM tenancy_collectivity WHERE slug = %s", [slug]).fetchone()
    if here:
        if read_mark(slug).get("tenant") == here[0]:
            # Killed after the commit, before its last act.
            mark_of(slug).unlink()
            raise AlreadyLoaded(f"La collectivité « {slug} » avait été chargée jusqu'au bout.")
        raise CannotLoad(f"Une collectivité porte déjà l'identifiant « {slug} » : donnez --slug.")
    taken = connection.execute("SELECT name FROM tenancy_hostname WHERE name = ANY (%s)", [list(hosts)])
    if row := taken.fetchone():
        raise CannotLoad(f"L'hôte {row[0]} est déjà celui d'une collectivité.")


def _collectivity(archive: Archive, slug: str) -> dict[str, Any]:
    """The row as the archive gives it, under the slug it gets here. Raises BadArchive."""
    given = archive.manifest.collectivity
    fields = {f.column: f for f in Collectivity._meta.local_concrete_fields if f.column != "id"}
    if strangers := sorted(given.keys() - fields.keys()):
        raise BadArchive(
            f"{names.NAME} : cette version de Parvis ne connaît pas le champ « {strangers[0]} » de la collectivité."
        )
    try:
        values = {
            name: field.clean(_exact(given[name]), None)
            for name, field in fields.items()
            if name in given and name != "slug"
        }
        fields["slug"].clean(slug, None)
        ZoneInfo(values["time_zone"])
        if values["holiday_zone"]:
            Zone(values["holiday_zone"])
    except ValidationError as error:
        raise BadArchive(f"{names.NAME}, collectivité : {' '.join(error.messages)}") from None
    except (KeyError, ValueError, OSError):
        raise BadArchive(f"{names.NAME}, collectivité : fuseau horaire ou zone de jours fériés.") from None
    return given | {"slug": slug}


def _exact(value: Any) -> Any:
    """A decimal as it is written, not as a processor rounds it."""
    return str(value) if isinstance(value, float) else value


def founded(connection: Connection, archive: Archive, place: Place) -> None:
    """Write the collectivity and its hosts, which nobody sees before the transaction ends."""
    values = _collectivity(archive, place.slug)
    fields = [f for f in Collectivity._meta.local_concrete_fields if f.column in values]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    typed = ", ".join(f'"{f.column}" {f.db_type(_django())}' for f in fields)
    try:
        connection.execute(
            f"INSERT INTO tenancy_collectivity (id, {columns}) SELECT {place.tenant:d}, {columns}"
            f" FROM jsonb_to_record(%s) AS r ({typed})".encode(),
            [Jsonb(values)],
        )
        for position, host in enumerate(place.hosts):
            connection.execute(
                "INSERT INTO tenancy_hostname (name, collectivity_id, is_main) VALUES (%s, %s, %s)",
                [host, place.tenant, position == 0],
            )
    except errors.UniqueViolation:
        raise CannotLoad("L'identifiant ou l'hôte vient d'être pris par une autre collectivité.") from None


def _django() -> Any:
    from django.db import connection

    return connection
