"""A backup put back is the same town: rows, rights, triggers, isolation, files, secrets."""

import re
import stat
import subprocess
import tarfile
from pathlib import Path

import psycopg
import pytest

from parvis.kit.database import connection_parts
from parvis.ops.embedded import running_database
from parvis.ops.places import packaged_binaries
from tests.ops.folders import Folder

TOWN = """
INSERT INTO tenancy_collectivity (id, slug, kind, name, insee, siren, postcodes, time_zone, holiday_zone, address, email,
  phone, accent, created_at)
VALUES (7, 'ville', 'commune', 'Ville-sur-Test', '28134', '212801344', '{28100}', 'Europe/Paris', '', '', '', '',
  '#0b5d66', now());
INSERT INTO history_event (tenant_id, type, at, recorded_at, actor_kind, actor_label, channel, is_public, data)
VALUES (7, 'noted', now(), now(), 'agent', 'A. Martin', 'counter', false, '{"text": "Élodie ☂"}');
"""


@pytest.fixture(scope="module")
def folder(served_folder: Folder) -> Folder:
    assert served_folder.parvis("migrate").returncode == 0
    with running_database(served_folder.env), served_folder.connect("owner") as connection:
        connection.execute(TOWN)
    photo = served_folder.path / "files" / "7" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8" + bytes(range(256)) * 900)
    return served_folder


@pytest.fixture(scope="module")
def saved(folder: Folder) -> Path:
    target = folder.path / "ville.tar"
    done = folder.parvis("backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


def schema(folder: Folder) -> str:
    """The whole schema with its rights, but for what changes at each run and for casts the server writes two ways."""
    parts = connection_parts(folder.env, "owner")
    command = [
        str(packaged_binaries() / "pg_dump"),
        "--schema-only",
        "-h",
        parts["host"],
        "-U",
        parts["user"],
    ]
    dumped = subprocess.run(
        [*command, parts["dbname"]],
        env={"PGPASSWORD": parts["password"]},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    kept = "\n".join(line for line in dumped.splitlines() if "restrict " not in line)
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", kept)


def test_the_round_trip_keeps_everything(folder: Folder, saved: Path, other_folder: Folder) -> None:
    done = other_folder.parvis("restore", str(saved))
    assert done.returncode == 0, done.stderr
    with running_database(folder.env):
        expected = schema(folder)
    with running_database(other_folder.env):
        assert schema(other_folder) == expected
        assert "ROW LEVEL SECURITY" in expected
        assert "CREATE TRIGGER" in expected
        with other_folder.connect("owner") as connection:
            query = "SELECT tenant_id, data->>'text' FROM history_event"
            assert connection.execute(query).fetchall() == [(7, "Élodie ☂")]
            with pytest.raises(psycopg.Error, match=r"(?i)append|refus|ajout|historique|event"):
                connection.execute("UPDATE history_event SET type = 'x'")
        with other_folder.connect("app") as connection:
            assert connection.execute("SELECT count(*) FROM history_event").fetchone() == (0,)
            connection.execute("SELECT set_config('parvis.tenant', '7', false)")
            assert connection.execute("SELECT count(*) FROM history_event").fetchone() == (1,)
    photo = "files/7/photo.jpg"
    assert (other_folder.path / photo).read_bytes() == (folder.path / photo).read_bytes()
    assert other_folder.env.secret_key == folder.env.secret_key
    assert other_folder.env.follow_key == folder.env.follow_key
    assert other_folder.env.app_password != folder.env.app_password


def test_it_is_readable_by_its_owner_alone(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_the_passwords_of_the_base_are_not_in_it(folder: Folder, saved: Path) -> None:
    content = saved.read_bytes()
    for password in (folder.env.app_password, folder.env.owner_password, folder.env.superuser_password):
        assert password.encode() not in content


def test_a_folder_in_use_is_not_overwritten(folder: Folder, saved: Path) -> None:
    refused = folder.parvis("restore", str(saved))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr


def test_replacing_puts_the_former_state_back(folder: Folder, saved: Path) -> None:
    with running_database(folder.env), folder.connect("owner") as connection:
        connection.execute("UPDATE tenancy_collectivity SET name = 'Changée'")
    later = folder.path / "files" / "7" / "later.txt"
    later.write_text("après")
    done = folder.parvis("restore", str(saved), "--replace")
    assert done.returncode == 0, done.stderr
    with running_database(folder.env), folder.connect("owner") as connection:
        assert connection.execute("SELECT name FROM tenancy_collectivity").fetchone() == ("Ville-sur-Test",)
        bases = "SELECT datname FROM pg_database WHERE datname LIKE 'parvis%' ORDER BY 1"
        assert connection.execute(bases).fetchall() == [("parvis",)]
    assert not later.exists()


@pytest.mark.parametrize("damage", ["changed", "cut", "foreign"])
def test_a_damaged_backup_changes_nothing(folder: Folder, saved: Path, tmp_path: Path, damage: str) -> None:
    broken = tmp_path / "broken.tar"
    content = bytearray(saved.read_bytes())
    if damage == "changed":
        content[content.index(b"\xff\xd8" + bytes(range(20))) + 500] ^= 1
    elif damage == "cut":
        del content[len(content) // 2 :]
    broken.write_bytes(content)
    if damage == "foreign":
        (tmp_path / "evil").write_text("x")
        with tarfile.open(broken, "w") as archive:
            archive.add(tmp_path / "evil", "../evil")
    refused = folder.parvis("restore", str(broken), "--replace")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "sauvegarde" in refused.stderr
    with running_database(folder.env), folder.connect("owner") as connection:
        assert connection.execute("SELECT name FROM tenancy_collectivity").fetchone() == ("Ville-sur-Test",)
