"""What a row becomes: one silent case with its history, once."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from parvis.cases.models import Case
from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import RequestType
from parvis.history.models import Event, ImportBatch
from parvis.intake.importing import running
from parvis.intake.importing.kinds.registry import AnyMapping
from parvis.tenancy.configuration import snapshot
from tests.intake.importing import MAPPING, imported, mapping, row, write_csv


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def test_dry_run_writes_nothing_and_tells(town: Any, tmp_path: Path) -> None:
    types = RequestType.objects.count()
    path = write_csv(tmp_path / "a.csv", [row(1), row(2, objet="Poubelle brûlée"), row(3, recu="demain")])
    report = imported(path, mapping(tmp_path), write=False)
    assert (report.read, report.created, report.known, report.refused) == (3, 2, 0, 1)
    assert [w.label for w in report.new_types.values()] == ["Poubelle brûlée"]
    assert report.first_refusals == [(4, "date illisible : « demain »")]
    assert not Case.objects.exists()
    assert not ImportBatch.objects.exists()
    assert RequestType.objects.count() == types


def test_a_row_becomes_a_silent_case_with_its_history(town: Any, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv.gz", [row(1, etat="Fini", clos="07/03/2024 09:00", origine="Tél|Guichet")]
    )
    report = imported(path, mapping(tmp_path))
    case = Case.objects.get()
    assert case.channels == ["phone", "counter"]
    assert case.received_at == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert case.closed_at == datetime(2024, 3, 7, 8, 0, tzinfo=UTC)
    assert (case.state, case.outcome, case.closing_unknown, case.due_at) == ("closed", "done", False, None)
    assert (case.reference, case.department.code, case.batch_id) == ("24-0001", "VOI", report.batch_id)
    events = Event.objects.filter(case_id=case.pk).order_by("id")
    assert [(e.type, e.at, e.batch_id) for e in events] == [
        ("case.opened", case.received_at, report.batch_id),
        ("case.closed", case.closed_at, report.batch_id),
    ]
    assert "Voirie" in events[0].sentence
    assert jobs() == 0


def test_a_closing_without_date_says_so(town: Any, tmp_path: Path) -> None:
    imported(write_csv(tmp_path / "a.csv", [row(1, etat="Fini")]), mapping(tmp_path))
    case = Case.objects.get()
    assert case.closing_unknown
    assert case.closed_at == case.received_at
    assert "n'est pas connue" in case.closing_text


def test_again_adds_nothing(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    imported(path, mapping(tmp_path))
    again = imported(path, mapping(tmp_path))
    assert (again.created, again.known, again.batch_id) == (0, 5, None)
    assert (Case.objects.count(), Event.objects.count(), ImportBatch.objects.count()) == (5, 5, 1)


def test_references_go_on_after_those_given(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2, recu="31/12/2023 23:30"), row(3)])
    imported(path, mapping(tmp_path))
    found = dict(Case.objects.values_list("external_id", "reference"))
    assert found == {"A1": "24-0001", "A2": "23-0001", "A3": "24-0002"}


def test_a_bad_row_in_the_middle_is_told_and_can_be_brought_back(town: Any, tmp_path: Path) -> None:
    rows = [
        row(1),
        row(2, etat="Perdu"),
        row(3, lat="95", lon="3"),
        row(4, recu="05/03/1900 10:30"),
        row(5, recu="05/03/2900 10:30"),
        row(6, etat="Fini", clos="01/01/2024 10:00"),
        row(1),
        row(7, origine="", texte="Ligne\nsur deux lignes"),
        row(8, texte="a" * 20_001),
        row(9),
    ]
    path, rejects = write_csv(tmp_path / "a.csv", rows), tmp_path / "refus.csv"
    report = imported(path, mapping(tmp_path), rejects=rejects)
    assert (report.created, report.refused) == (2, 8)
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(r["parvis_ligne"], r["parvis_motif"]) for r in found] == [
        ("8", "identifiant déjà lu dans ce fichier : A1"),
        ("3", "état : « Perdu » n'est pas dans la correspondance"),
        ("4", "ce point n'existe pas : 95 3"),
        ("5", "date trop ancienne, horloge sans doute fausse : 05/03/1900"),
        ("6", "date dans le futur : 05/03/2900"),
        ("7", "date de clôture avant la réception"),
        ("9", "origine : cellule vide"),
        ("11", "texte de plus de 20000 caractères"),
    ]
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace("Perdu", "Fini"), encoding="utf-8")
    assert imported(rejects, mapping(tmp_path)).created == 1
    assert Case.objects.get(external_id="A2").outcome == "done"


@pytest.mark.parametrize("written", ["NaN", "Infinity", "sNaN", "1e400"])
def test_what_is_a_number_and_no_place_refuses_its_row(town: Any, tmp_path: Path, written: str) -> None:
    report = imported(
        write_csv(tmp_path / "a.csv", [row(1, lat=written, lon="1"), row(2)]), mapping(tmp_path)
    )
    assert (report.created, report.refused) == (1, 1)


def test_short_and_long_rows_are_refused(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    path.write_text(path.read_text() + "A2,05/03/2024 10:30\n" + ",".join(["x"] * 12) + "\n\n")
    report = imported(path, mapping(tmp_path))
    assert (report.created, report.refused) == (1, 2)


def test_html_emoji_and_sql_stay_text(town: Any, tmp_path: Path) -> None:
    text = "<script>alert(1)</script> &amp; l&#039;égout 🐀\n'); DROP TABLE cases_case; -- \\u0000 %s {}"
    imported(write_csv(tmp_path / "a.csv", [row(1, texte=text)]), mapping(tmp_path))
    assert Case.objects.get().description == text


def test_a_type_is_made_once_inactive_in_its_department(town: Any, tmp_path: Path) -> None:
    rows = [row(1, objet="Poubelle brûlée"), row(2, objet="Poubelle brûlée"), row(3, objet="Licorne")]
    imported(write_csv(tmp_path / "a.csv", rows), mapping(tmp_path))
    made = list(
        RequestType.objects.filter(code__startswith="IMP-").select_related("department").order_by("label")
    )
    assert [(t.label, t.department.code, t.active, t.on_web) for t in made] == [
        ("Licorne", "ACC", False, False),
        ("Poubelle brûlée", "PRO", False, False),
    ]
    assert made[0].code not in catalogue(snapshot()).by_code


def test_a_type_may_be_refused_or_gathered(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1, objet="Licorne"), row(2)])
    refusing = mapping(tmp_path, MAPPING.replace('unknown = "create"', 'unknown = "refuse"'))
    assert imported(path, refusing, write=False).first_refusals == [(2, "type inconnu : « Licorne »")]
    gathering = mapping(tmp_path, MAPPING.replace('unknown = "create"', 'unknown = "CAB-INT"'))
    imported(path, gathering)
    assert Case.objects.get(external_id="A1").request_type.code == "CAB-INT"


def digest_mapping(folder: Path) -> AnyMapping:
    return mapping(folder, MAPPING.replace('column = "numero"', 'digest = ["recu", "objet"]'))


def test_true_duplicates_without_number_stay_distinct(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(1), row(2, etat="Perdu"), row(3)])
    rejects = tmp_path / "refus.csv"
    assert imported(path, digest_mapping(tmp_path), rejects=rejects).created == 3
    assert imported(path, digest_mapping(tmp_path)).known == 3
    ends = sorted(i[-2:] for i in Case.objects.values_list("external_id", flat=True))
    assert ends == ["-1", "-2", "-4"]
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace("Perdu", "Ouvert"))
    assert imported(rejects, digest_mapping(tmp_path)).created == 1
    assert imported(path, digest_mapping(tmp_path), write=False).known == 4


def test_chunks_make_the_same_cases(town: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(running, "CHUNK", 3)
    path = write_csv(tmp_path / "a.csv", [row(n, objet=f"Poubelle {n % 4}") for n in range(10)])
    report = imported(path, mapping(tmp_path))
    assert (report.created, Case.objects.count(), ImportBatch.objects.get().created) == (10, 10, 10)
    assert len(report.new_types) == 4
