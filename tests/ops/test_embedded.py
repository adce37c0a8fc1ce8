"""The private server: made safe, shared by its users, stopped by the last, recovered after a kill."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from parvis.ops.embedded import EmbeddedServer, running_database
from parvis.ops.places import SOCKET_LIMIT, Places
from tests.ops.folders import Folder, wait_until

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes user")


def test_it_starts_answers_and_stops(folder: Folder) -> None:
    with running_database(folder.env) as server:
        assert server is not None
        assert server.pid() is not None
        with folder.connect("owner") as connection:
            collation = (
                "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'parvis'"
            )
            assert connection.execute(collation).fetchone() == ("C.UTF-8", "UTF8")
            assert connection.execute("SELECT lower('ÉLODIE')").fetchone() == ("élodie",)
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            connection.execute("CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm")
    assert folder.server.pid() is None


def test_what_was_written_is_there_at_the_next_start(folder: Folder) -> None:
    with running_database(folder.env), folder.connect("owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with running_database(folder.env), folder.connect("owner") as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_the_application_role_has_no_power(folder: Folder) -> None:
    with running_database(folder.env), folder.connect("app") as connection:
        powers = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(powers).fetchone() == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE intruder ()")


def test_a_wrong_password_is_refused(folder: Folder) -> None:
    with running_database(folder.env), pytest.raises(psycopg.OperationalError, match="password"):
        folder.connect("owner", password="faux")


def test_everything_private_is_private(folder: Folder) -> None:
    with running_database(folder.env):
        places = Places(folder.path)
        for path in (places.cluster, places.socket, folder.path / "logs"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o700, path
        assert stat.S_IMODE((folder.path / "secrets.json").stat().st_mode) == 0o600


@root_only
def test_root_runs_it_as_somebody_else(folder: Folder) -> None:
    with running_database(folder.env) as server:
        assert server is not None
        assert psutil.Process(server.pid()).uids().effective != 0


@root_only
def test_a_closed_folder_stays_closed(folder: Folder) -> None:
    folder.path.chmod(0o700)
    with running_database(folder.env), folder.connect("owner") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
        assert folder.path not in Places(folder.path).cluster.parents


def test_a_long_path_finds_a_short_socket(folder: Folder) -> None:
    deep = Folder(folder.path / ("dossier-" * 14))
    try:
        with running_database(deep.env), deep.connect("app") as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert len(str(Places(deep.path).socket)) < SOCKET_LIMIT - 20
            assert stat.S_IMODE(Places(deep.path).socket.stat().st_mode) == 0o700
    finally:
        deep.clean()


def test_two_users_share_one_server_and_the_last_stops_it(folder: Folder) -> None:
    first, second = EmbeddedServer(folder.env), EmbeddedServer(folder.env)
    first.acquire()
    second.acquire()
    assert first.pid() == second.pid()
    first.release()
    assert second.pid() is not None
    with folder.connect("app") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.release()
    assert second.pid() is None


def test_a_killed_user_leaves_a_server_that_the_next_adopts(folder: Folder) -> None:
    code = (
        "from parvis.kit.env import Env; from parvis.ops.embedded import EmbeddedServer; import os, signal;"
        "EmbeddedServer(Env.read()).acquire(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], env=folder.environ, check=False, timeout=60)
    left = folder.server.pid()
    assert left is not None
    with running_database(folder.env) as server:
        assert server is not None
        assert server.pid() == left
    assert folder.server.pid() is None


def test_it_recovers_when_the_server_itself_was_killed(folder: Folder) -> None:
    server = EmbeddedServer(folder.env)
    server.acquire()
    with folder.connect("owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    psutil.Process(server.pid()).kill()
    wait_until(lambda: server.pid() is None, 10)
    server.restart()
    with folder.connect("owner") as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    server.release()


def test_a_number_taken_by_another_program_is_not_mistaken_for_it(folder: Folder) -> None:
    with running_database(folder.env):
        pid_file = Places(folder.path).cluster / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert folder.server.pid() is None
    with running_database(folder.env), folder.connect("app") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_refused_values_stay_out_of_the_log(folder: Folder) -> None:
    with running_database(folder.env), folder.connect("owner") as connection:
        connection.execute("CREATE TABLE named (name text UNIQUE)")
        connection.execute("INSERT INTO named VALUES ('Élodie Durand')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO named VALUES ('Élodie Durand')")
    log = Path(folder.path / "logs" / "postgresql.log").read_text()
    assert "duplicate key" in log
    assert "Durand" not in log
