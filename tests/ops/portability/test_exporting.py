"""Everything a town owns, nothing of another, whole or visibly unfinished."""

import csv
import hashlib
import json
import resource
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from parvis.cases.models import Case
from parvis.intake.submission import Place
from parvis.kit.env import Env
from parvis.kit.tenant import activate
from parvis.ops.portability import manifest as names
from parvis.ops.portability.describing import tables
from parvis.ops.portability.exporting import CannotExport, export
from tests.factories import case
from tests.ops.portability.towns import Installation, content, lines


def test_every_file_is_told_with_its_size_and_sum(archive: Path) -> None:
    said = json.loads((archive / names.NAME).read_text())
    found = {str(p.relative_to(archive)) for p in archive.rglob("*") if p.is_file()}
    listed = dict(reversed(line.split("  ")) for line in (archive / names.SUMS).read_text().splitlines())
    assert found == set(said["content"]) | set(listed) | {names.NAME}
    for name, each in said["content"].items():
        written = (archive / name).read_bytes()
        assert (len(written), hashlib.sha256(written).hexdigest()) == (each["bytes"], each["sha256"]), name
    for name, digest in listed.items():
        assert hashlib.sha256((archive / name).read_bytes()).hexdigest() == digest
    assert len(listed) == said["files"] == 2
    assert {path.stat().st_mode & 0o077 for path in archive.rglob("*")} == {0}


def test_each_table_has_its_rows(archive: Path, here: Installation) -> None:
    for table in tables():
        (count,) = here.rows(f"SELECT count(*) FROM {table.name} WHERE tenant_id = %s", here.towns[0].pk)[0]
        assert len(lines(archive, table.file)) == count > 0, table.name


def test_nothing_of_another_town_is_in_it(archive: Path, here: Installation, tmp_path: Path) -> None:
    """Rows bear marks of their town in their texts; sums of files differ too."""
    theirs = tmp_path / "theirs"
    export(here.towns[1], theirs)
    assert b"Jeanne autre" in (theirs / "data/organisation_agent.jsonl").read_bytes()
    for name, written in content(archive).items():
        assert b"autre.test" not in written, name
        assert b"Jeanne autre" not in written, name
        assert b"de autre" not in written, name
    mine, others = (
        {(table.name, row["id"]) for table in tables() for row in lines(folder, table.file)}
        for folder in (archive, theirs)
    )
    assert not mine & others


def test_passwords_stay_unless_asked_for(archive: Path, here: Installation, tmp_path: Path) -> None:
    assert all(row.keys() == {"email", "name", "is_active"} for row in lines(archive, names.ACCOUNTS))
    export(here.towns[0], tmp_path / "with", passwords=True)
    (row,) = lines(tmp_path / "with", names.ACCOUNTS)
    assert row["password"].startswith("argon2")


def test_links_are_carried_as_digests(archive: Path, here: Installation) -> None:
    from parvis.cases.following import digest_of, token_of

    found = {(row["case_id"], row["digest"]) for row in lines(archive, names.LINKS)}
    made = here.cases[0]
    with activate(here.towns[0].pk), transaction.atomic():
        current = {(one.pk, digest_of(token_of(one))) for one in Case.objects.all()}
    assert (made.pk, digest_of(token_of(made))) in current
    assert found == current | {(made.pk, f"{'ville':0<64}")}
    assert token_of(made) not in b"".join(content(archive).values()).decode("latin-1")


def test_one_instant_whatever_happens_meanwhile(here: Installation, tmp_path: Path) -> None:
    """A case received while tables are being written is in none of them."""

    town = here.towns[2]

    def busy(line: str) -> None:
        if line.startswith("organisation_sector"):
            with activate(town.pk), transaction.atomic():
                case(description="Arrivée pendant l'export", scope="web", key="meanwhile")

    made = export(town, tmp_path / "busy", say=busy)
    with activate(town.pk), transaction.atomic():
        assert Case.objects.count() == made.content["data/cases_case.jsonl"].rows + 1
    assert b"Arriv\xc3\xa9e pendant" not in b"".join(content(tmp_path / "busy").values())


def test_a_folder_that_is_not_ours_is_refused(here: Installation, archive: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "thèse.odt").write_text("précieux")
    with pytest.raises(CannotExport, match="n'est pas vide"):
        export(here.towns[0], full)
    assert [p.name for p in full.iterdir()] == ["thèse.odt"]
    with pytest.raises(CannotExport, match="déjà un export terminé"):
        export(here.towns[0], archive)
    (archive / names.NAME).unlink()
    (archive / names.UNFINISHED).write_text(
        json.dumps({"format": "parvis-collectivite", "slug": "x", "tenant": 9})
    )
    with pytest.raises(CannotExport, match="autre collectivité"):
        export(here.towns[0], archive)


@pytest.mark.parametrize("moment", ["files_attachment", "fichiers joints"])
def test_killed_midway_the_same_command_finishes(
    here: Installation, archive: Path, tmp_path: Path, moment: str
) -> None:
    folder = tmp_path / "killed"
    here.run_killed(
        "from parvis.ops.portability.exporting import export\n"
        f"export(Collectivity.objects.get(slug='ville'), Path({str(folder)!r}),"
        f" say=lambda line: die() if {moment!r} in line else None)"
    )
    assert not (folder / names.NAME).exists()
    assert (folder / names.UNFINISHED).exists()
    kept = {path: path.stat().st_mtime_ns for path in (folder / names.FILES).rglob("*") if path.is_file()}
    stray = folder / names.FILES / "zz"
    if kept:
        next(iter(kept)).with_name("0" * 40).write_bytes(b"of a row that is gone since")
    export(here.towns[0], folder)
    assert content(folder) == content(archive)
    assert not (folder / names.UNFINISHED).exists()
    assert {path: path.stat().st_mtime_ns for path in kept} == kept, "copied and verified: kept"
    assert not stray.exists()


def test_a_full_disk_is_told_and_the_export_does_not_look_done(
    here: Installation, archive: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "full"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        with pytest.raises(OSError):
            export(here.towns[0], folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (folder / names.NAME).exists()
    assert not list(folder.rglob("*.part"))
    export(here.towns[0], folder)
    assert content(folder) == content(archive)


def test_a_file_lost_by_the_disk_is_named(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Env, "files", tmp_path / "empty")
    made = export(here.towns[0], tmp_path / "poor")
    assert (made.files, len(made.missing_files)) == (0, 2)
    assert made.missing_files[0] in (tmp_path / "poor" / names.README).read_text()


def test_what_stays_behind_is_counted(archive: Path, here: Installation) -> None:
    said: dict[str, Any] = json.loads((archive / names.NAME).read_text())
    jobs = here.rows(
        "SELECT count(*) FROM procrastinate_jobs WHERE (args->>'tenant_id')::bigint = %s", here.towns[0].pk
    )
    assert said["not_taken"] == {"jobs": jobs[0][0], "mail": 1}
    assert jobs[0][0] > 0


def test_the_sheet_opens_in_a_french_spreadsheet_and_runs_nothing(here: Installation, tmp_path: Path) -> None:
    town = here.towns[2]  # the one whose past other tests do not compare
    with activate(town.pk), transaction.atomic():
        there = Place("Place Hoche", Decimal("43.529742"), Decimal("5.447427"))
        made = case(description='=HYPERLINK("http://ailleurs.test") ; déjà vu', place=there)
        received = made.received_at.astimezone(ZoneInfo("Europe/Paris"))
        count = Case.objects.count()
    export(town, tmp_path / "archive")
    with (tmp_path / "archive" / names.SHEET).open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet, delimiter=";"))
    (row,) = [row for row in rows if row["référence"] == made.reference]
    assert len(rows) == count
    assert (tmp_path / "archive" / names.SHEET).read_bytes().startswith(b"\xef\xbb\xbf")
    assert row["description"] == '\'=HYPERLINK("http://ailleurs.test") ; déjà vu'
    assert row["reçue le"] == received.strftime("%d/%m/%Y %H:%M")
    assert row["latitude"] == "43,529742"
