"""What may go wrong with an import led on screen: strangers, other towns, heavy files, dead workers, two at once."""

import itertools
import os
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction

from parvis.cases.models import Case
from parvis.history.actors import Actor, ActorKind
from parvis.history.models import ImportBatch
from parvis.intake.importing import engine, leading, uploads
from parvis.intake.importing.locking import is_importing
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.running import importing
from parvis.intake.importing.standing import access_of
from parvis.intake.importing.understanding import Reader
from parvis.intake.importing.working import Waits, is_passing, work
from parvis.intake.models import ImportRun
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from tests.factories import agent
from tests.intake.importing import MAPPING, row, write_csv
from tests.intake.screens import HEADER, ROWS, at, bring, brought, csv_of, form_of, job, waiting_jobs

LIST = "/administration/reprises/"
State = ImportRun.State


def administrator(signed_in: Any) -> Any:
    return signed_in(agent("Anne Durand", "administrator"))


def text(answer: Any) -> str:
    return str(answer.content.decode().replace("&#x27;", "'"))


pytestmark = pytest.mark.usefixtures("imports_folder")


@pytest.fixture
def few_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One megabyte at most."""
    import dataclasses

    small = dataclasses.replace(uploads.env(), max_import_mb=1)
    monkeypatch.setattr(uploads, "env", lambda: small)


@pytest.mark.parametrize(
    "roles", [("executive",), (("manager", "VOI"),), (("case_worker", "VOI"), "dispatcher")]
)
def test_other_roles_are_told_no(town: Any, signed_in: Any, roles: Any) -> None:
    client = signed_in(agent("Paul", *roles))
    for path in (LIST, f"{LIST}fichier"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "Votre rôle ne permet pas de reprendre des fichiers." in text(answer)
    assert bring(client).status_code == 403
    assert not ImportRun.objects.exists()


def test_nothing_of_a_form_without_its_token_is_kept(town: Any, signed_in: Any) -> None:
    from django.test import Client

    administrator(signed_in)
    strict = Client(enforce_csrf_checks=True, headers={"host": "testserver"})
    strict.cookies = administrator_cookies(signed_in)
    before = len(list(uploads.folder().glob("*")))
    assert bring(strict).status_code == 403
    assert not ImportRun.objects.exists()
    assert len(list(uploads.folder().glob("*"))) == before


def test_without_room_the_file_goes_too(town: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = administrator(signed_in)
    before = len(list(uploads.folder().glob("*")))
    monkeypatch.setattr("parvis.intake.screens.upload.has_room", lambda size: False)
    assert "La place manque" in text(bring(client))
    assert len(list(uploads.folder().glob("*"))) == before


def administrator_cookies(signed_in: Any) -> Any:
    return signed_in(agent("Zoé Petit", "administrator")).cookies


def test_too_heavy_a_file_leaves_nothing_and_says_how_to_do(
    town: Any, signed_in: Any, few_megabytes: None
) -> None:
    before = len(list(uploads.folder().glob("*")))
    answer = bring(administrator(signed_in), b"a;b\n" + b"1;2\n" * 300_000)
    assert answer.status_code == 422
    assert "Ce fichier dépasse 1 Mo : compressez-le (.gz)" in text(answer)
    assert not ImportRun.objects.exists()
    assert len(list(uploads.folder().glob("*"))) == before


def test_a_full_disk_is_said_and_leaves_nothing(
    town: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = administrator(signed_in)
    before = len(list(uploads.folder().glob("*")))

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.os, "write", full)
    answer = bring(client)
    assert "La place manque sur le disque du serveur" in text(answer)
    assert not ImportRun.objects.exists()
    assert len(list(uploads.folder().glob("*"))) == before


def test_a_key_of_another_town_opens_nothing(town: Any, other_town: Any, signed_in: Any) -> None:
    run = brought(administrator(signed_in))
    assert uploads.path_of(run.file_key).is_file()
    with activate(other_town.pk), pytest.raises(ValueError, match="not a key of this town"):
        uploads.path_of(run.file_key)
    with pytest.raises(ValueError, match="not a key"):
        uploads.path_of(f"{town.pk}/../../secrets.json")


def test_forgotten_files_are_swept_and_those_in_use_kept(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    old, fresh = brought(client), brought(client)
    orphan = uploads.path_of(uploads.new_key())
    orphan.write_text("x")
    os.utime(orphan, (1, 1))
    ImportRun.objects.filter(pk=old.pk).update(changed_at=clock.now() - timedelta(days=8))
    assert uploads.sweep() == (1, 1)
    assert list(ImportRun.objects.values_list("pk", flat=True)) == [fresh.pk]
    assert not uploads.path_of(old.file_key).exists()
    assert uploads.path_of(fresh.file_key).exists()
    ImportRun.objects.filter(pk=fresh.pk).update(
        state=State.DONE, changed_at=clock.now() - timedelta(days=31)
    )
    uploads.sweep()
    fresh.refresh_from_db()
    assert (fresh.file_key, fresh.profile) == ("", {})


def test_a_file_gone_meanwhile_is_said(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    run = brought(client)
    client.post(at(run, "valeurs"), form_of(client.get(at(run, "valeurs"))))
    uploads.path_of(run.file_key).unlink()
    assert "déposez-le à nouveau" in text(client.post(at(run, "essai"), follow=True))


def test_a_mapping_the_town_cannot_use_comes_back_to_the_columns(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    run = brought(client)
    ImportRun.objects.filter(pk=run.pk).update(mapping=run.mapping.replace('"VOI-NDP"', '"ZZZ-NON"'))
    client.post(at(run, "essai"))
    run = job(run)
    assert run.state == State.COLUMNS
    assert "nomme des types que la commune n'a pas : ZZZ-NON" in text(client.get(at(run, "colonnes")))


def test_a_dry_run_can_be_stopped_and_its_job_gives_up(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    run = brought(client)
    client.post(at(run, "essai"))
    run.refresh_from_db()
    asked = run.attempt
    client.post(at(run, "arret"))
    work(run.pk, asked, should_stop=lambda: False)
    run.refresh_from_db()
    assert (run.state, run.checked) == (State.COLUMNS, {})


def test_a_silent_job_is_seen_as_interrupted_and_can_be_run_again(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    run = brought(client)
    client.post(at(run, "essai"))
    ImportRun.objects.filter(pk=run.pk).update(beat_at=clock.now() - timedelta(minutes=5))
    assert "Le travail s'est arrêté en route." in text(client.get(at(run)))
    assert "Interrompue" in text(client.get(LIST))
    before = waiting_jobs()
    client.post(at(run, "relance"))
    assert waiting_jobs() == before + 1
    assert job(run).state == State.CHECKED


def test_the_page_moves_on_by_itself_to_the_columns(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    bring(client)
    run = ImportRun.objects.get()
    assert 'hx-trigger="every 1s"' in text(client.get(at(run)))
    job(run)
    answer = client.get(at(run), headers={"hx-request": "true"})
    assert answer["HX-Redirect"] == at(run, "colonnes")


def arrived(path: Any, mapping: str = MAPPING) -> ImportRun:
    """A run whose file is this one, confirmed without having been tried."""
    key = uploads.new_key()
    uploads.path_of(key).write_bytes(path.read_bytes())
    now = clock.now()
    by = Actor.system()
    run = leading.arrive(
        kind="cases", key=key, name=path.name, size=path.stat().st_size, mapping=mapping, mapping_name="ancien",
        by=by, at=now,
    )  # fmt: skip
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(state=State.CHECKED)
    leading.confirm(run.pk, by=by, at=now)
    return again(run)


def again(run: ImportRun) -> ImportRun:
    with transaction.atomic():
        return ImportRun.objects.select_related("import_batch").get(pk=run.pk)


def test_while_another_import_of_the_source_runs_this_one_waits(committed_town: Any, tmp_path: Any) -> None:
    run = arrived(write_csv(tmp_path / "a.csv", (row(n) for n in range(5))))
    script = (
        "import sys, tests.environment, django\nfrom django.conf import settings\n"
        "settings.DATABASES['default']['NAME'] = sys.argv[1]\ndjango.setup()\n"
        "from parvis.kit.tenant import activate\nfrom parvis.intake.importing.running import importing\n"
        "with activate(int(sys.argv[2])), importing('ancien-outil'):\n    print('held', flush=True)\n    input()\n"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", script, connection.settings_dict["NAME"], str(committed_town.pk)]
    other = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Waits):
            work(run.pk, run.attempt, should_stop=lambda: False)
        waiting = again(run)
        assert (waiting.state, "attend son tour" in waiting.problem) == (State.WRITING, True)
    finally:
        other.communicate("\n", timeout=20)
    work(run.pk, run.attempt, should_stop=lambda: False)
    assert (again(run).state, again(run).written["created"]) == (State.DONE, 5)
    with importing("ancien-outil"):
        pass


def test_a_worker_killed_midway_is_taken_up_by_the_next(committed_town: Any, tmp_path: Any) -> None:
    rows = 6000
    run = arrived(write_csv(tmp_path / "a.csv", (row(n, etat="Fini") for n in range(rows))))
    script = (
        "import sys, tests.environment, django\nfrom django.conf import settings\n"
        "settings.DATABASES['default']['NAME'] = sys.argv[1]\ndjango.setup()\n"
        "from parvis.kit.tenant import activate\nfrom parvis.intake.importing.working import work\n"
        "import dataclasses, pathlib\nfrom parvis.intake.importing import uploads\n"
        "there = dataclasses.replace(uploads.env(), data=pathlib.Path(sys.argv[5]))\nuploads.env = lambda: there\n"
        "with activate(int(sys.argv[2])):\n    work(int(sys.argv[3]), int(sys.argv[4]), should_stop=lambda: False)\n"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", script, connection.settings_dict["NAME"], str(committed_town.pk)]
    worker = subprocess.Popen([*command, str(run.pk), str(run.attempt), str(uploads.env().data)], env=environ)
    until = time.monotonic() + 60
    try:
        while not created():
            assert worker.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)
    finally:
        worker.kill()
        worker.wait()
    while is_importing("ancien-outil"):  # until the server has noticed that its client is dead
        assert time.monotonic() < until
        time.sleep(0.05)
    assert 0 < created() < rows
    assert again(run).state == State.WRITING
    # As Procrastinate does with the job of a dead worker: the same job, the same number.
    work(run.pk, run.attempt, should_stop=lambda: False)
    done = again(run)
    assert (done.state, done.written["created"], done.written["known"]) == (State.DONE, rows, 0)
    assert created() == rows
    assert done.import_batch is not None
    assert (done.import_batch.state, done.import_batch.created) == (ImportBatch.State.DONE, rows)
    leading.take_back(run.pk, by=Actor.system(), at=clock.now())
    work(run.pk, again(run).attempt, should_stop=lambda: False)
    assert (again(run).state, created()) == (State.UNDONE, 0)


def test_a_stopping_worker_gives_its_import_back(
    committed_town: Any, tmp_path: Any, monkeypatch: Any
) -> None:
    ticks = itertools.count()
    monkeypatch.setattr("parvis.intake.importing.working.monotonic", lambda: next(ticks))
    run = arrived(write_csv(tmp_path / "a.csv", (row(n) for n in range(2500))))
    asked: list[int] = []

    def should_stop() -> bool:
        asked.append(1)
        return len(asked) > 1  # at the start, then after the first thousand rows

    with pytest.raises(Waits):
        work(run.pk, run.attempt, should_stop=should_stop)
    halfway = again(run)
    assert (halfway.state, created()) == (State.WRITING, 1000)
    assert halfway.import_batch is not None
    work(run.pk, run.attempt, should_stop=lambda: False)
    assert (again(run).written["created"], created()) == (2500, 2500)


def test_two_administrators_confirm_at_once_and_one_import_runs(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    run = brought(client, csv_of())
    for page in ("colonnes", "valeurs"):
        client.post(at(run, page), form_of(client.get(at(run, page))))
    client.post(at(run, "essai"))
    job(run)
    leading.confirm(run.pk, by=Actor.system(), at=clock.now())
    with pytest.raises(leading.NotNow, match="Reprise en cours"):
        leading.confirm(run.pk, by=Actor.system(), at=clock.now())
    assert job(run).written["created"] == 3


def test_two_files_of_one_tool_are_taken_back_apart(committed_town: Any, tmp_path: Any) -> None:
    """The second was confirmed while the first wrote, and is stopped before it wrote anything."""
    first = arrived(write_csv(tmp_path / "a.csv", (row(n) for n in range(3))))
    second = arrived(write_csv(tmp_path / "b.csv", (row(n) for n in range(10, 15))))
    work(first.pk, first.attempt, should_stop=lambda: False)
    with pytest.raises(Waits):
        work(second.pk, second.attempt, should_stop=lambda: True)
    leading.stop(second.pk, at=clock.now())
    assert (again(second).state, again(second).import_batch) == (State.STOPPED, None)
    with pytest.raises(leading.NotNow, match="rien écrit"):
        leading.take_back(second.pk, by=Actor.system(), at=clock.now())
    assert created() == 3


def test_the_same_file_confirmed_twice_is_one_import(committed_town: Any, tmp_path: Any) -> None:
    path = write_csv(tmp_path / "a.csv", (row(n) for n in range(3)))
    first, second = arrived(path), arrived(path)
    for run in (first, second):
        work(run.pk, run.attempt, should_stop=lambda: False)
    assert (again(first).written["created"], again(second).written["created"]) == (3, 0)
    assert again(second).written["known"] == 3
    assert again(second).import_batch is None


def test_an_error_nobody_foresaw_ends_the_step_and_is_not_tried_again(
    committed_town: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    run = arrived(write_csv(tmp_path / "a.csv", (row(n) for n in range(3))))
    with monkeypatch.context() as broken:
        broken.setattr("parvis.intake.importing.engine.import_file", fails)
        work(run.pk, run.attempt, should_stop=lambda: False)
    ended = again(run)
    assert ended.state == State.STOPPED
    assert "n'avait pas prévue" in ended.problem
    leading.resume(run.pk, by=Actor.system(), at=clock.now())
    work(run.pk, again(run).attempt, should_stop=lambda: False)
    assert (again(run).state, created()) == (State.DONE, 3)


def created() -> int:
    with transaction.atomic():
        return int(Case.objects.count())


def test_a_statement_that_lasts_too_long_is_not_tried_again(town: Any) -> None:
    """A hundred times the same long statement would hold the only place that imports of every town share."""

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
        with pytest.raises(OperationalError) as caught:
            cursor.execute("SELECT pg_sleep(2)")
    transaction.set_rollback(True)
    assert not is_passing(caught.value)
    assert is_passing(InterfaceError("the connection is closed"))
    assert not is_passing(ValueError())


def test_a_value_nobody_foresaw_does_not_hide_the_other_rows(
    town: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = brought(administrator(signed_in))
    read = Reader.read

    def fails_once(self: Reader, row: Any, *args: Any) -> Any:
        if row.line == 3:
            raise ZeroDivisionError
        return read(self, row, *args)

    monkeypatch.setattr(Reader, "read", fails_once)
    sample = [
        {"line": n, "raw": list(cells), "cells": dict(zip(HEADER, cells, strict=True))}
        for n, cells in enumerate(ROWS[:3], 2)
    ]
    found = engine.preview(sample, engine.mapping_of(run.mapping, "essai"))
    assert [bool(one.understood) for one in found] == [True, False, True]
    assert "journal de l'installation" in found[1].refusal


def test_a_step_is_done_with_the_rights_of_who_asked_for_it(town: Any, signed_in: Any) -> None:
    """Somebody who reads a sealed sector brought the file; the colleague who goes on with it does not."""
    code = Department.objects.filter(sector__sealed=True).order_by("pk")[0].code
    bringer = agent("Aline Roy", "administrator", ("manager", code))
    other = agent("Bruno Petit", "administrator")
    run = brought(signed_in(bringer))
    assert access_of(run).readable_sectors > Access.of(other).readable_sectors
    leading.check(run.pk, by=Actor(ActorKind.AGENT, other.pk, other.display_name), at=clock.now())
    assert access_of(ImportRun.objects.get(pk=run.pk)).readable_sectors == Access.of(other).readable_sectors


def test_brackets_without_end_are_refused_in_french(town: Any) -> None:
    with pytest.raises(CannotImport) as refusal:
        engine.content_of("a = " + "[" * 5000 + "]" * 5000)
    assert "crochets" in str(refusal.value)
