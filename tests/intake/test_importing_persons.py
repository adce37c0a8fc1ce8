"""Who asked, who had it and when it was due: taken up with the request, and taken back with it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.directory.matching import Identity
from parvis.directory.models import ContactPoint, Person
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.history.models import Event, ImportBatch, Tombstone
from parvis.intake.importing import undoing
from parvis.intake.importing.identifying import PersonColumns, split_name
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.report import Report
from parvis.intake.importing.undoing import undo
from parvis.kit import clock
from parvis.organisation.models import Department
from parvis.routing.models import Rule
from tests import factories
from tests.cases.steps import sealed_type
from tests.intake import importing
from tests.intake.importing import MAPPING, imported, mapping

MORE = ("prenom", "nom", "courriel", "tel", "mobile", "rue", "ville", "service", "agent", "echeance")
PERSON = """
[person]
given_names = "prenom"
family_name = "nom"
email = "courriel"
phone = ["mobile", "tel"]
postal_address = ["rue", "ville"]
"""
HOLDERS = """
[department]
column = "service"
[department.values]
"Les routes" = "VOI"
[agent]
column = "agent"
[due]
column = "echeance"
format = "%d/%m/%Y"
"""


def row(number: int, **cells: str) -> dict[str, str]:
    return importing.row(number) | dict.fromkeys(MORE, "") | cells


def take_up(folder: Path, rows: list[dict[str, str]], sections: str = PERSON, base: str = MAPPING) -> Report:
    path = importing.write_csv(folder / "a.csv", rows, columns=(*importing.COLUMNS, *MORE))
    return imported(path, mapping(folder, base + sections))


ELODIE = {
    "prenom": "Élodie",
    "nom": "Durand",
    "courriel": "Elodie.Durand@Example.org",
    "tel": "02 37 10 01 00",
}


def test_a_row_brings_its_person_once(town: Any, tmp_path: Path) -> None:
    report = take_up(
        tmp_path,
        [
            row(1, **ELODIE, rue="12 rue des Lilas", ville="Ville-sur-Test"),
            row(2, prenom="ELODIE", nom="durand", courriel="elodie.durand@example.org"),
            row(3, prenom="Paul", nom="Durand", tel="0237100100"),
            row(4),
        ],
    )
    elodie, paul = Person.objects.order_by("pk")
    assert (elodie.display_name, paul.display_name) == ("Élodie Durand", "Paul Durand")
    assert {elodie.batch_id, paul.batch_id} == {report.batch_id}
    assert dict(elodie.contact_points.values_list("kind", "value")) == {
        "email": "elodie.durand@example.org",
        "phone": "+33237100100",
        "postal": "12 rue des Lilas, Ville-sur-Test",
    }
    found = dict(Case.objects.values_list("external_id", "person_id"))
    assert found == {"A1": elodie.pk, "A2": elodie.pk, "A3": paul.pk, "A4": None}
    assert (report.persons, report.refused, report.left_out) == (3, 0, {})


def test_bad_contact_data_is_kept_out_and_counted(town: Any, tmp_path: Path) -> None:
    report = take_up(
        tmp_path,
        [
            row(1, nom="Petit", courriel="pas une adresse", tel="12", mobile="06 12 34 56 78"),
            row(2, nom="P" * 151, courriel="p@example.org", rue="r" * 301),
        ],
    )
    assert (report.created, report.refused) == (2, 0)
    assert report.left_out == {"courriel": 1, "téléphone": 1, "nom": 1, "adresse": 1}
    points = ContactPoint.objects.order_by("pk").values_list("value", "display")
    assert list(points) == [("+33612345678", "06 12 34 56 78"), ("p@example.org", "p@example.org")]


def test_a_person_of_a_sealed_sector_stays_unknown_outside(town: Any, tmp_path: Path) -> None:
    inside = factories.case(type_code=sealed_type().code)
    take_up(tmp_path, [row(1, **ELODIE)])
    outside = Case.objects.get(external_id="A1")
    assert outside.person_id not in (None, inside.person_id)
    assert not set(outside.person.sectors) & set(inside.person.sectors)


@pytest.mark.parametrize(
    ("name", "order", "split"),
    [
        ("DURAND Élodie", "auto", ("Élodie", "DURAND")),
        ("Élodie LE GOFF", "auto", ("Élodie", "LE GOFF")),
        ("Élodie Durand", "auto", ("Élodie", "Durand")),
        ("DURAND ELODIE", "family-first", ("ELODIE", "DURAND")),
        ("Jean Luc Petit", "given-first", ("Jean", "Luc Petit")),
        ("Durand", "auto", ("", "Durand")),
        ("", "auto", ("", "")),
    ],
)
def test_a_whole_name_is_cut(name: str, order: str, split: tuple[str, str]) -> None:
    assert split_name(name, order) == split


def test_a_name_in_one_cell() -> None:
    columns = PersonColumns(name=("demandeur",), title=("civ",))
    identity, left_out = columns.read({"demandeur": "M. DURAND\x00", "civ": "M."})
    assert (identity.given_names, identity.family_name, identity.title, left_out) == (
        "M.",
        "DURAND",
        "M.",
        (),
    )


def test_rules_apply_to_what_is_open(town: Any, tmp_path: Path) -> None:
    Rule(position=0, name="Écoles", words=["école"], department=Department.objects.get(code="SCO")).save()
    rows = [row(1), row(2, etat="Fini")]
    take_up(tmp_path, rows)
    found = dict(Case.objects.values_list("external_id", "department__code"))
    assert found == {"A1": "SCO", "A2": "VOI"}
    assert "Écoles" in Case.objects.get(external_id="A1").routing["explanation"]
    undo(ImportBatch.objects.get().pk)
    take_up(tmp_path, rows, "[routing]\nrules = false")
    assert set(Case.objects.values_list("department__code", flat=True)) == {"VOI"}
    undo(ImportBatch.objects.get(state="done").pk)
    take_up(tmp_path, rows, "[routing]\nrules = true")
    assert set(Case.objects.values_list("department__code", flat=True)) == {"SCO"}


def test_who_had_it_keeps_it(town: Any, tmp_path: Path) -> None:
    camille = factories.agent("Camille Martin", ("case_worker", "PRO"), email="camille@mairie.test")
    rows = [
        row(1, service="Les routes", agent="MARTIN Camille", echeance="31/12/2099"),
        row(2, service="pro", agent="Camille@mairie.test", objet="Licorne"),
        row(3, service="Inconnu au bataillon", agent="Personne"),
        row(4),
    ]
    report = take_up(tmp_path, rows, HOLDERS)
    found = Case.objects.order_by("external_id").values_list("department__code", "assignee_id", "due_at")
    due = datetime(2099, 12, 30, 23, tzinfo=UTC)
    assert list(found) == [
        ("VOI", camille.pk, due),
        ("PRO", camille.pk, None),
        ("VOI", None, None),
        ("VOI", None, None),
    ]
    assert report.left_out == {"service": 1, "agent": 1}


def test_a_sealed_request_goes_to_nobody_outside(town: Any, tmp_path: Path) -> None:
    factories.agent("Camille Martin", ("case_worker", "VOI"))
    base = MAPPING.replace('"Trou" = "VOI-NDP"', f'"Trou" = "{sealed_type().code}"')
    take_up(tmp_path, [row(1, service="Les routes", agent="Camille Martin")], HOLDERS, base)
    kept = Case.objects.get()
    assert (kept.department_id, kept.sector_id) == (sealed_type().department_id, sealed_type().sector_id)
    assert kept.assignee_id is None


@pytest.mark.parametrize(
    "wrong",
    [
        '[person]\nage = "x"',
        "[person]\nemail = 3",
        '[person]\nname = "x"\nname_order = "bottom-up"',
        '[routing]\nrules = "yes"',
        '[agent]\nvalues = {a = "b"}',
        '[department]\ncolumn = "service"\nvalues = {a = "NOWHERE"}',
    ],
)
def test_a_wrong_section_is_told(town: Any, tmp_path: Path, wrong: str) -> None:
    with pytest.raises(CannotImport):
        take_up(tmp_path, [row(1)], wrong)


def test_persons_and_what_was_added_to_others_go_too(town: Any, tmp_path: Path) -> None:
    own = factories.case()
    before = (Person.objects.count(), ContactPoint.objects.count(), Event.objects.count())
    report = take_up(tmp_path, [row(1, **ELODIE), row(2, nom="Petit", tel="06 12 34 56 78"), row(3)])
    assert ContactPoint.objects.filter(person=own.person).count() == 2, "her phone was added"
    assert report.batch_id
    undone = undo(report.batch_id)
    assert (undone.cases, undone.persons, undone.contact_points, undone.events) == (3, 1, 1, 3)
    assert (undone.kept, undone.kept_persons) == ([], [])
    assert (Person.objects.count(), ContactPoint.objects.count(), Event.objects.count()) == before
    assert Tombstone.objects.get().events == 3


def test_persons_touched_since_are_kept_and_named(town: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(undoing, "PART", 2)
    names = ("Ayant", "Vérifiée", "Modifié", "Rappelée", "Oubliée")
    report = take_up(
        tmp_path,
        [row(n, nom=name, courriel=f"p{n}@example.org") for n, name in enumerate(names)] + [row(9)],
    )
    person = {p.birth_name: p for p in Person.objects.all()}
    factories.case(person_id=person["Ayant"].pk, by=factories.actor())
    ContactPoint.objects.filter(person=person["Vérifiée"]).update(verified_at=clock.now())
    from parvis.cases.events import Noted

    append(Noted(1), by=Actor.system(), at=clock.now(), person_id=person["Modifié"].pk)
    worked = Case.objects.get(person=person["Rappelée"])
    note(worked, body="Je rappelle.", by=factories.actor("Zoé", ("case_worker", "VOI")), at=clock.now())
    assert report.batch_id
    undone = undo(report.batch_id)
    assert undone.kept == [worked.reference]
    assert sorted(undone.kept_persons) == sorted(names[:4])
    assert (undone.cases, undone.persons) == (5, 1)
    assert not Person.objects.filter(birth_name="Oubliée").exists()
    assert worked.refreshed().person_id == person["Rappelée"].pk


def test_work_on_other_cases_changes_nothing(town: Any, tmp_path: Path) -> None:
    other = factories.case(person=Identity("Ana", "Silva", email="ana@example.org"))
    report = take_up(tmp_path, [row(n, **ELODIE) for n in range(5)])
    note(other, body="Vu.", by=factories.actor("Zoé", ("case_worker", "VOI")), at=clock.now())
    assert report.batch_id
    assert undo(report.batch_id).cases == 5
    assert list(Case.objects.all()) == [other]


def test_an_undoing_interrupted_goes_on(town: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """Stopped in its third part: what went is gone, what stays is whole, and the same command ends it."""
    monkeypatch.setattr(undoing, "PART", 2)
    rows = [row(n, nom=f"Petit {n}", courriel=f"p{n}@example.org", etat="Fini") for n in range(9)]
    report = take_up(tmp_path, rows)
    assert report.batch_id
    parts, take_cases = [], undoing._take_cases

    def stopping(*given: Any) -> None:
        parts.append(1)
        take_cases(*given)
        if len(parts) == 3:
            raise OSError("killed")

    monkeypatch.setattr(undoing, "_take_cases", stopping)
    with pytest.raises(OSError, match="killed"):
        undo(report.batch_id)
    assert ImportBatch.objects.get().state == "undoing"
    left = Case.objects.count()
    assert left == 5, "the third part was rolled back"
    assert Event.objects.filter(batch_id=report.batch_id).count() == 2 * left
    undone = undo(report.batch_id)
    assert (undone.cases, undone.persons) == (5, 9)
    assert (Case.objects.count(), Person.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert Tombstone.objects.get().events == 18
    assert ImportBatch.objects.get().state == "undone"
    assert take_up(tmp_path, rows).created == 9


def test_figures_move_while_chunks_commit(town: Any, tmp_path: Path, monkeypatch: Any) -> None:
    from parvis.intake.importing import running

    monkeypatch.setattr(running, "CHUNK", 2)
    seen = []

    def watch(_position: int) -> None:
        seen.append(ImportBatch.objects.values_list("rows_read", "created", "refused").get())

    rows = [importing.row(1), importing.row(2), importing.row(3, recu="?"), importing.row(4)]
    path = importing.write_csv(tmp_path / "a.csv", rows)
    running.import_cases(path, mapping(tmp_path), write=True, on_bytes=watch)
    assert seen == [(2, 2, 0), (4, 3, 1)]


def test_the_planner_knows_what_an_import_brought(committed_town: Any, tmp_path: Path) -> None:
    from django.db import connection, transaction

    path = importing.write_csv(tmp_path / "a.csv", (importing.row(n) for n in range(1500)))
    imported(path, mapping(tmp_path))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'cases_case'::regclass")
        assert cursor.fetchone()[0] == 1500


@pytest.mark.parametrize(
    ("written", "kept", "left_out"),
    [
        ("06 12 34 56 78", "+33612345678", ()),
        ("06 12 34 56 78 / 02 37 10 11 22", "+33612345678", ("téléphone",)),
        ("voir fiche ; 02 37 10 11 22", "+33237101122", ("téléphone",)),
        ("06.12.34.56.78 ou 06 12 34 56 78", "+33612345678", ()),
        ("néant", "", ("téléphone",)),
    ],
)
def test_of_several_numbers_in_a_cell_the_first_is_kept(
    written: str, kept: str, left_out: tuple[str, ...]
) -> None:
    found, out = PersonColumns(phone=("tel",)).read({"tel": written})
    assert (found.phone, out) == (kept, left_out)
