"""Backup and restore: database, files and secrets in one file, verified before anything is replaced."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from parvis.kit.database import APP, DATABASE, EMBEDDED_PORT, OWNER, connection_parts, socket_folder
from parvis.kit.env import Env
from parvis.kit.secretsfile import read_secrets, write_secrets
from parvis.ops.archive import DUMP, FILES, SECRETS, ArchiveError, Manifest, Writer, extract
from parvis.ops.embedded import SUPERUSER, running_database
from parvis.ops.locks import SupervisorLock
from parvis.ops.places import packaged_binaries
from parvis.ops.roles import ensure_database, provision_external

#: Secrets that must follow the data: sessions, signed links and hashes depend on them. Passwords stay the server's.
CARRIED = ("secret_key", "follow_key")
FRESH, FORMER = "parvis_restoring", "parvis_former"


class BackupError(Exception):
    """The message is for the person who typed the command."""


def backup(env: Env, target: Path) -> Manifest:
    """Write one file holding everything. Parvis may go on serving meanwhile."""
    with running_database(env), tempfile.TemporaryDirectory(dir=_existing(target.parent)) as folder:
        owner = connection_parts(env, "owner")
        with psycopg.connect(**owner) as connection:
            server = connection.info.server_version
        dump = Path(folder) / DUMP
        _run([_program("pg_dump", server), "--format=custom", f"--file={dump}", *_address(owner)], owner)
        kept = Path(folder) / SECRETS
        write_secrets(kept.parent, {name: getattr(env, name) for name in CARRIED})
        manifest = Manifest(
            parvis=_own_version(),
            postgresql=f"{server // 10000}.{server % 10000}",
            app_role=str(connection_parts(env, "app")["user"]),
            owner_role=str(owner["user"]),
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        with Writer(target, manifest) as archive:
            archive.add(DUMP, dump)
            archive.add(SECRETS, kept)
            archive.add_folder(FILES, env.files)
    return manifest


def restore(env: Env, source: Path, *, replace: bool, migrate: Callable[[], None]) -> Manifest:
    """Put a backup in place. Everything is read and verified first; a failure leaves the former data as it was.

    `migrate` brings an older schema up to date and grants the application's role its rights.
    """
    env.data.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (
        SupervisorLock(env.data / "parvis.lock"),
        tempfile.TemporaryDirectory(dir=env.data, prefix=".restore-") as name,
    ):
        folder = Path(name)
        manifest = extract(source, folder)
        if not env.embedded:
            provision_external(env)
        with running_database(env):
            if not replace and not _is_empty(env):
                raise BackupError(
                    "Ce dossier contient déjà des données. Ajoutez --replace pour les remplacer."
                )
            rename = _renaming(manifest, env)
            if env.embedded:
                _load_aside(env, folder / DUMP, rename, migrate)
            else:
                # Someone else's server: we may not create a base there, so its schema is replaced in one transaction.
                _load(folder / DUMP, connection_parts(env, "owner"), rename, empty=True)
                migrate()
            _take_files(env, folder / FILES)
            _take_secrets(env, folder / SECRETS)
    return manifest


def _is_empty(env: Env) -> bool:
    if env.files.is_dir() and any(env.files.iterdir()):
        return False
    with psycopg.connect(**connection_parts(env, "owner")) as connection:
        query = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        return connection.execute(query).fetchone() == (0,)


def _load_aside(env: Env, dump: Path, rename: Callable[[bytes], bytes], migrate: Callable[[], None]) -> None:
    """Load into a base of its own, put it in place, and put the former one back if it cannot be brought up to date."""
    with _as_superuser(env) as connection:
        _drop(connection, FRESH)
        ensure_database(connection, FRESH, owner=OWNER, app=APP)
        try:
            _load(dump, connection_parts(env, "owner") | {"dbname": FRESH}, rename)
        except BaseException:
            _drop(connection, FRESH)
            raise
        _drop(connection, FORMER)
        _rename(connection, DATABASE, FORMER)
        _rename(connection, FRESH, DATABASE)
        try:
            migrate()
        except BaseException:
            _drop(connection, DATABASE)
            _rename(connection, FORMER, DATABASE)
            raise
        _drop(connection, FORMER)


def _rename(connection: psycopg.Connection[Any], former: str, name: str) -> None:
    statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(statement.format(sql.Identifier(former), sql.Identifier(name)))


def _as_superuser(env: Env) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=str(socket_folder(env.data)),
        port=EMBEDDED_PORT,
        user=SUPERUSER,
        password=env.superuser_password,
        dbname="postgres",
        autocommit=True,
    )


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


EMPTY_SCHEMA = b"""DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


def _load(
    dump: Path, owner: dict[str, Any], rename: Callable[[bytes], bytes], *, empty: bool = False
) -> None:
    """Load the dump in one transaction, as the owner: all of it, or nothing."""
    with psycopg.connect(**owner) as connection:
        server = connection.info.server_version
    reader = [_program("pg_restore", server), "--no-owner", "--file=-", str(dump)]
    writer = [_program("psql", server), "--no-psqlrc", "--quiet", "--single-transaction"]
    writer += ["--set=ON_ERROR_STOP=1", "--output=/dev/null", *_address(owner)]
    with (
        subprocess.Popen(reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as source,
        subprocess.Popen(
            writer, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(owner)
        ) as target,
    ):
        assert source.stdout
        assert source.stderr
        assert target.stdin
        assert target.stderr
        try:
            target.stdin.write(EMPTY_SCHEMA if empty else b"")
            _copy(source.stdout, target.stdin, rename, server)
            target.stdin.close()
        except BrokenPipeError:
            source.kill()
        trouble = target.stderr.read().decode(errors="replace") or source.stderr.read().decode(
            errors="replace"
        )
    if source.returncode or target.returncode:
        raise BackupError(f"La base n'a pas pu être restaurée, rien n'a été remplacé :\n{trouble.strip()}")


def _copy(source: IO[bytes], target: IO[bytes], rename: Callable[[bytes], bytes], server: int) -> None:
    for line in source:
        if server < 170000 and line.startswith(b"SET transaction_timeout"):
            continue  # unknown to older servers
        if line.startswith((b"GRANT ", b"REVOKE ", b"CREATE SCHEMA public")):
            line = b"" if line.startswith(b"CREATE") else rename(line)
        target.write(line)


def _renaming(manifest: Manifest, env: Env) -> Callable[[bytes], bytes]:
    """Rights move with the data to a server whose roles have other names."""
    app, owner = str(connection_parts(env, "app")["user"]), str(connection_parts(env, "owner")["user"])
    names = {manifest.app_role.encode(): app.encode(), manifest.owner_role.encode(): owner.encode()}
    pattern = re.compile(rb" (TO|FROM) (" + b"|".join(re.escape(each) for each in names) + rb")(?=[;\s])")
    return lambda line: pattern.sub(lambda found: b" %s %s" % (found[1], names[found[2]]), line)


def _take_files(env: Env, folder: Path) -> None:
    former = env.data / ".files-replaced"
    shutil.rmtree(former, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if env.files.exists():
        env.files.rename(former)
    folder.rename(env.files)
    shutil.rmtree(former, ignore_errors=True)


def _take_secrets(env: Env, path: Path) -> None:
    if path.exists():
        kept = read_secrets(path.parent)
        write_secrets(env.data, read_secrets(env.data) | {name: kept[name] for name in CARRIED})


def _program(name: str, server: int) -> str:
    """Our own program, or the machine's when the server is newer than ours."""
    ours = packaged_binaries() / name
    if server // 10000 <= _major(str(ours)):
        return str(ours)
    found = shutil.which(name)
    if found is None or _major(found) < server // 10000:
        raise BackupError(f"Le serveur est un PostgreSQL {server // 10000} : installez son programme {name}.")
    return found


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"\) (\d+)", said)[0])


def _run(command: list[str], parts: dict[str, Any]) -> None:
    done = subprocess.run(command, env=_environment(parts), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name} : {done.stderr.strip()}")


def _address(parts: dict[str, Any]) -> list[str]:
    from psycopg.conninfo import make_conninfo

    return [
        f"--dbname={make_conninfo('', **{key: value for key, value in parts.items() if key != 'password'})}"
    ]


def _environment(parts: dict[str, Any]) -> dict[str, str]:
    """The password goes by the environment: a command line is public."""
    return os.environ | {"PGPASSWORD": str(parts.get("password") or ""), "PGCLIENTENCODING": "UTF8"}


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise BackupError(f"Le dossier {folder} n'existe pas.")
    return folder


def _own_version() -> str:
    try:
        return version("parvis")
    except PackageNotFoundError:
        return "0"


__all__ = ["ArchiveError", "BackupError", "backup", "restore"]
