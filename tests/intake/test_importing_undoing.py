"""An import taken back leaves a tombstone, and the cases that somebody has worked on since."""

from pathlib import Path
from typing import Any

import pytest

from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.catalog.models import RequestType
from parvis.history.models import Event, ImportBatch, Tombstone
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.undoing import undo
from parvis.kit import clock
from tests import factories
from tests.intake.importing import imported, mapping, row, write_csv


def test_everything_goes_and_a_tombstone_stays(town: Any, tmp_path: Path) -> None:
    own = factories.case()
    before = Event.objects.count()
    rows = [row(1), row(2, etat="Fini"), row(3, objet="Licorne")]
    report = imported(write_csv(tmp_path / "a.csv", rows), mapping(tmp_path))
    assert report.batch_id
    undone = undo(report.batch_id)
    assert (undone.cases, undone.events, undone.types, undone.kept) == (3, 4, 1, [])
    assert list(Case.objects.all()) == [own]
    assert Event.objects.count() == before
    assert not RequestType.objects.filter(code__startswith="IMP-").exists()
    assert Tombstone.objects.get().events == 4
    assert ImportBatch.objects.get().state == "undone"


def test_what_was_worked_on_since_stays_with_its_history(town: Any, tmp_path: Path) -> None:
    report = imported(
        write_csv(tmp_path / "a.csv", [row(1), row(2, objet="Licorne"), row(3)]), mapping(tmp_path)
    )
    worked = Case.objects.get(external_id="A2")
    note(
        worked,
        body="Je regarde.",
        by=factories.actor("Camille Martin", ("case_worker", "ACC")),
        at=clock.now(),
    )
    assert report.batch_id
    undone = undo(report.batch_id)
    assert (undone.cases, undone.events, undone.kept) == (2, 2, [worked.reference])
    kept = Case.objects.get()
    assert kept.pk == worked.pk
    assert [e.type for e in Event.objects.filter(case_id=kept.pk).order_by("at")] == [
        "case.opened",
        "case.noted",
    ]
    assert RequestType.objects.filter(label="Licorne").exists()
    assert imported(write_csv(tmp_path / "a.csv", [row(1), row(2), row(3)]), mapping(tmp_path)).created == 2


def test_once_only_and_never_another_town_s(town: Any, other_town: Any, tmp_path: Path) -> None:
    from parvis.kit.tenant import activate

    report = imported(write_csv(tmp_path / "a.csv", [row(1)]), mapping(tmp_path))
    assert report.batch_id
    with activate(other_town.pk), pytest.raises(CannotImport, match="Aucune reprise"):
        undo(report.batch_id)
    undo(report.batch_id)
    with pytest.raises(CannotImport, match="déjà annulée"):
        undo(report.batch_id)


def test_the_types_of_another_source_stay(town: Any, tmp_path: Path) -> None:
    report = imported(write_csv(tmp_path / "a.csv", [row(1, objet="Licorne")]), mapping(tmp_path))
    mine = RequestType.objects.get(label="Licorne")
    # Another import has just made it, and has not written its cases yet.
    mine.pk, mine.code = None, "IMP-AUTRE"
    mine.save(force_insert=True)
    assert report.batch_id
    assert undo(report.batch_id).types == 1
    assert list(RequestType.objects.filter(label="Licorne").values_list("code", flat=True)) == ["IMP-AUTRE"]
