"""Killed midway, or started twice: the same command completes and nothing is there twice."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from parvis.cases.models import Case
from parvis.directory.models import ContactPoint, Person
from parvis.history.models import Event, ImportBatch
from parvis.intake.importing.locking import is_importing
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.undoing import undo
from tests.intake.importing import MAPPING, imported, mapping, row, write_csv
from tests.intake.importing_kinds import PERSONS

ROWS, PEOPLE = 6000, 3000
#: Imports in another process, slowly enough to be killed between its first chunk and its last.
SCRIPT = """
import sys, time
import tests.environment
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from pathlib import Path
from parvis.intake.importing.mapping import load_mapping
from parvis.intake.importing.running import import_file
from parvis.kit.tenant import activate
read = 0
def slowly(position):
    # Told row by row or chunk by chunk, the file moves on by blocks.
    global read
    if position > read:
        read = position
        time.sleep(0.3)
with activate(int(sys.argv[2])):
    import_file(Path(sys.argv[3]), load_mapping(sys.argv[4]), write=True, on_bytes=slowly)
"""


@pytest.fixture
def other_process(committed_town: Any, tmp_path: Path) -> Iterator[Any]:
    path = write_csv(tmp_path / "a.csv", (row(n, etat="Fini") for n in range(ROWS)))
    yield from started(committed_town, path, MAPPING, Case)


@pytest.fixture
def persons_process(committed_town: Any, tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "usagers.csv"
    path.write_text(
        "Usager;Mail;Tél;Adresse\n" + "".join(f"N{n} P;p{n}@exemple.fr;;\n" for n in range(PEOPLE))
    )
    yield from started(committed_town, path, PERSONS, Person)


def started(town: Any, path: Path, text: str, model: Any) -> Iterator[Any]:
    (path.parent / "ancien.toml").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        SCRIPT,
        connection.settings_dict["NAME"],
        str(town.pk),
        str(path),
        str(path.parent / "ancien.toml"),
    ]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    process = subprocess.Popen(command, env=environ)
    deadline = time.monotonic() + 60
    while created(model) == 0:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield path, process
    process.kill()
    process.wait()


def killed(process: Any) -> None:
    """And the server has noticed: until then it keeps what the dead one held."""
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while is_importing("ancien-outil") or is_importing("usagers"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def created(model: Any = Case) -> int:
    from django.db import transaction

    with transaction.atomic():
        return int(model.objects.count())


def test_killed_midway_then_run_again(other_process: Any, tmp_path: Path) -> None:
    path, started = other_process
    killed(started)
    before = created()
    assert 0 < before < ROWS
    report = imported(path, mapping(tmp_path))
    assert (report.known, report.created) == (before, ROWS - before)
    assert created() == ROWS
    from django.db import transaction

    with transaction.atomic():
        batch = ImportBatch.objects.get()
        assert (batch.state, batch.created) == ("done", ROWS)
        assert Event.objects.filter(batch_id=batch.pk).count() == 2 * ROWS
        assert Case.objects.values("reference").distinct().count() == ROWS


def test_persons_killed_midway_then_run_again(persons_process: Any, tmp_path: Path) -> None:
    from django.db import transaction

    path, started = persons_process
    killed(started)
    with transaction.atomic():
        before = Person.objects.count()
    assert 0 < before < PEOPLE
    report = imported(path, mapping(tmp_path, PERSONS))
    assert (report.known, report.created) == (before, PEOPLE - before)
    with transaction.atomic():
        batch = ImportBatch.objects.get()
        assert (batch.state, batch.created, Person.objects.count()) == ("done", PEOPLE, PEOPLE)
        assert ContactPoint.objects.count() == PEOPLE
    assert undo(batch.pk).rows.removed == {"usager": PEOPLE, "coordonnée": PEOPLE}


def test_a_second_import_of_the_same_source_is_told_to_wait(other_process: Any, tmp_path: Path) -> None:
    path, started = other_process
    with pytest.raises(CannotImport, match="déjà en cours"):
        imported(path, mapping(tmp_path))
    assert started.wait(timeout=90) == 0
    assert imported(path, mapping(tmp_path)).known == ROWS
