"""Persons, departments, agents and request types: once, from whatever the file calls them."""

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.directory.matching import Identity, match_or_create
from parvis.directory.models import ContactPoint, Person
from parvis.history.models import ImportBatch
from parvis.intake.importing.kinds.registry import AnyMapping, ImportKind, kinds
from parvis.intake.importing.kinds.rows import CHUNK
from parvis.intake.importing.mapping import parse_mapping
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.undoing import undo
from parvis.intake.models import ImportedRow
from parvis.kit import clock
from parvis.organisation.models import Account, Agent, Department, Membership, Sector
from tests import factories
from tests.environment import ROOT
from tests.intake.importing import imported
from tests.intake.importing_kinds import AGENTS, DEPARTMENTS, PERSONS, TYPES

Rows = list[dict[str, str]]


def mapping(text: str) -> AnyMapping:
    return parse_mapping("annuaire", tomllib.loads(text))


def file(folder: Path, rows: Rows) -> Path:
    path = folder / "annuaire.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(
            out, list(dict.fromkeys(k for row in rows for k in row)), delimiter=";", restval=""
        )
        writer.writeheader()
        writer.writerows(rows)
    return path


def known_person() -> Person:
    identity = Identity(given_names="Camille", family_name="Martin", email="c.martin@exemple.fr")
    open_sectors = frozenset(Sector.objects.filter(sealed=False).values_list("pk", flat=True))
    return match_or_create(
        identity, sector_id=min(open_sectors), readable=open_sectors, at=clock.now(), trusted=True
    )


def brought(folder: Path, text: str, rows: Rows, *, write: bool = True) -> Any:
    return imported(file(folder, rows), mapping(text), write=write)


def test_every_kind_is_complete() -> None:
    assert list(kinds()) == ["agents", "departments", "persons", "request_types"]
    with pytest.raises(TypeError, match="has no plural"):
        type("Half", (ImportKind,), {"code": "half", "label": "moitié"})


def test_the_examples_of_the_documentation_are_mappings() -> None:
    examples = re.findall(
        r"```toml\n(.*?)```", (ROOT / "docs" / "reprise.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert {mapping(example).imports for example in examples} == set(kinds())


PEOPLE = [
    {
        "Usager": "MARTIN Camille",
        "Mail": "C.Martin@Exemple.fr",
        "Tél": "612345678 / 02 37 38 84 01",
        "Adresse": "3 rue A",
    },
    {"Usager": "DUPONT Jean", "Mail": "", "Tél": "06 12 34 56 78", "Adresse": ""},
    {"Usager": "Inconnu", "Mail": "pas une adresse", "Tél": "", "Adresse": ""},
]


def test_persons_with_several_contact_points(town: Any, tmp_path: Path) -> None:
    report = brought(tmp_path, PERSONS, PEOPLE)
    assert (report.created, report.matched, report.refused) == (2, 0, 1)
    assert report.first_refusals == [(4, "adresse électronique illisible : « pas une adresse »")]
    camille = Person.objects.get(birth_name="MARTIN")
    assert (camille.given_names, camille.sort_name) == ("Camille", "martin camille")
    assert set(camille.contact_points.values_list("kind", "value")) == {
        ("email", "c.martin@exemple.fr"),
        ("phone", "+33612345678"),
        ("phone", "+33237388401"),
        ("postal", "3 rue A"),
    }
    # The same telephone is a household's: other names, other person.
    assert Person.objects.get(birth_name="DUPONT").contact_points.get().display == "06 12 34 56 78"
    again = brought(tmp_path, PERSONS, PEOPLE)
    assert (again.created, again.matched, again.known) == (0, 0, 2)
    assert Person.objects.count() == 2


def test_who_is_known_is_found_and_known_better(town: Any, tmp_path: Path) -> None:
    one = known_person()
    report = brought(tmp_path, PERSONS, [PEOPLE[0], PEOPLE[0] | {"Tél": "0699999999"}])
    assert (report.created, report.matched) == (0, 2)
    assert Person.objects.get().pk == one.pk
    assert ContactPoint.objects.filter(person=one, kind="phone").count() == 3


def test_a_name_alone_never_designates(town: Any, tmp_path: Path) -> None:
    rows = [{"Usager": "MARTIN Camille", "Mail": "", "Tél": "", "Adresse": "3 rue A"}] * 2
    report = brought(tmp_path, PERSONS, rows)
    assert (report.created, report.matched, Person.objects.count()) == (2, 0, 2)


def test_a_sealed_sector_stays_sealed(town: Any, tmp_path: Path) -> None:
    sealed = Sector.objects.filter(sealed=True).order_by("pk")[0]
    hidden = known_person()
    Person.objects.filter(pk=hidden.pk).update(sectors=[sealed.pk])
    ContactPoint.objects.filter(person=hidden).update(sectors=[sealed.pk])
    report = brought(tmp_path, PERSONS, PEOPLE[:1])
    assert (report.created, report.matched) == (1, 0)
    assert sealed.pk not in Person.objects.exclude(pk=hidden.pk).get().sectors
    there = PERSONS + f'\n[sector]\nconstant = "{sealed.code}"\n'
    report = brought(tmp_path, there.replace('"usagers"', '"usagers-ccas"'), PEOPLE[:1])
    assert (report.created, report.matched) == (0, 1)


def test_a_telephone_that_everybody_gives(town: Any, tmp_path: Path) -> None:
    rows = [{"Usager": f"NOM{n} P", "Mail": "", "Tél": "02 37 38 84 01", "Adresse": ""} for n in range(60)]
    assert brought(tmp_path, PERSONS, rows[:40]).created == 40
    report = brought(tmp_path, PERSONS.replace('"usagers"', '"autres"'), rows)
    # Of those who share it, the twenty known first are looked at, as everywhere.
    assert (report.matched, report.created) == (20, 40)


def test_organisations_and_their_number(town: Any, tmp_path: Path) -> None:
    text = PERSONS + '\n[organisation]\ncolumn = "Raison sociale"\n[registration]\ncolumn = "SIRET"\n'
    rows = [
        {
            "Usager": "",
            "Raison sociale": "La Poste",
            "SIRET": "356 000 000 00048",
            "Mail": "",
            "Tél": "",
            "Adresse": "",
        },
        {
            "Usager": "",
            "Raison sociale": "Faux",
            "SIRET": "12345678901234",
            "Mail": "",
            "Tél": "",
            "Adresse": "",
        },
    ]
    report = brought(tmp_path, text, rows)
    assert (report.created, report.reasons) == (1, {"SIRET ou RNA faux": 1})
    assert Person.objects.get().kind == "legal"


SERVICES = [
    {"Code": "EAU", "Nom": "Eau potable", "Direction": "Régies", "Mail": "eau@ville.fr"},
    {"Code": "REG", "Nom": "Régies", "Direction": "", "Mail": ""},
    {"Code": "VOI", "Nom": "La voirie", "Direction": "", "Mail": ""},
    {"Code": "ORP", "Nom": "Orpheline", "Direction": "Nulle part", "Mail": ""},
    {"Code": "TROPLONGPOURUNCODE", "Nom": "X", "Direction": "", "Mail": ""},
]


def test_departments_whatever_their_order(town: Any, tmp_path: Path) -> None:
    dry = brought(tmp_path, DEPARTMENTS, SERVICES, write=False)
    assert not Department.objects.filter(code="EAU").exists()
    report = brought(tmp_path, DEPARTMENTS, SERVICES)
    assert (
        (dry.created, dry.matched, dry.refused)
        == (report.created, report.matched, report.refused)
        == (2, 1, 2)
    )
    assert dry.batch_id is None
    water = Department.objects.get(code="EAU")
    assert (water.parent.code, water.sector, water.email) == ("REG", water.parent.sector, "eau@ville.fr")
    assert Department.objects.get(code="VOI").name != "La voirie"
    assert report.reasons == {"direction inconnue": 1, "code de plus de 12 caractères": 1}


STAFF = [
    {
        "Mail": "A.Durand@ville.fr",
        "NOM Prénom": "DURAND Alix",
        "Rôle": "Agent traitant, Chef de service",
        "Service": "VOI;PRO",
    },
    {"Mail": "b@ville.fr", "NOM Prénom": "Bo Petit", "Rôle": "instructeur", "Service": ""},
    {"Mail": "c@ville.fr", "NOM Prénom": "Chris Roy", "Rôle": "DGS", "Service": ""},
    {"Mail": "d@ville.fr", "NOM Prénom": "Dom Roy", "Rôle": "pape", "Service": ""},
    {
        "Mail": "a.durand@ville.fr",
        "NOM Prénom": "DURAND Alix",
        "Rôle": "Agent de terrain",
        "Service": "Voirie, réseaux, éclairage",
    },
]


def test_agents_with_their_roles_and_no_password(town: Any, tmp_path: Path) -> None:
    factories_before = Agent.objects.count()
    report = brought(tmp_path, AGENTS, STAFF)
    assert (report.created, report.matched, report.refused) == (2, 1, 2)
    assert Agent.objects.count() == factories_before + 2
    alix = Agent.objects.get(account__email="a.durand@ville.fr")
    assert alix.display_name == "Alix DURAND"
    assert not alix.account.has_usable_password()
    assert set(alix.memberships.values_list("department__code", "role")) == {
        ("VOI", "case_worker"),
        ("VOI", "manager"),
        ("PRO", "case_worker"),
        ("PRO", "manager"),
        ("VOI", "field"),
    }
    assert Agent.objects.get(account__email="c@ville.fr").memberships.get().department is None
    assert (
        report.first_refusals[0][1] == "« Agent traitant » s'exerce dans un service : la ligne n'en donne pas"
    )
    assert report.first_refusals[1][1].startswith("rôle : « pape » n'existe pas ; connus : Agent d'accueil,")


def test_an_account_of_another_town_is_the_same_account(town: Any, other_town: Any, tmp_path: Path) -> None:
    from parvis.kit.tenant import activate

    brought(tmp_path, AGENTS, STAFF[2:3])
    with activate(other_town.pk):
        report = brought(tmp_path, AGENTS, STAFF[2:3])
    assert report.created == 1
    assert Account.objects.filter(email="c@ville.fr").count() == 1


CATALOGUE = [
    {
        "Code": "EAU-FUI",
        "Libellé": "Fuite d'eau",
        "Service": "VOI",
        "Délai": "48 h",
        "Mots": "eau, fuite",
        "Actif": "oui",
    },
    {
        "Code": "EAU-QUA",
        "Libellé": "Qualité de l'eau",
        "Service": "voirie reseaux eclairage",
        "Délai": "5 jours ouvrés",
        "Mots": "",
        "Actif": "non",
    },
    {"Code": "EAU-X", "Libellé": "X", "Service": "Nulle", "Délai": "", "Mots": "", "Actif": ""},
    {"Code": "EAU-Y", "Libellé": "Y", "Service": "VOI", "Délai": "bientôt", "Mots": "", "Actif": ""},
    {"Code": "VOI-NDP", "Libellé": "Trou", "Service": "VOI", "Délai": "", "Mots": "", "Actif": ""},
]


def test_request_types(town: Any, tmp_path: Path) -> None:
    report = brought(tmp_path, TYPES, CATALOGUE)
    assert (report.created, report.matched) == (2, 1)
    assert report.reasons == {"service inconnu": 1, "délai illisible": 1}
    leak, quality = RequestType.objects.get(code="EAU-FUI"), RequestType.objects.get(code="EAU-QUA")
    assert (leak.delay, leak.delay_unit, leak.kind, leak.keywords) == (
        48,
        "hours",
        "report",
        ["eau", "fuite"],
    )
    assert (quality.delay, quality.delay_unit, quality.active) == (5, "working_days", False)
    assert quality.sector == quality.department.sector


def test_taken_back_as_a_whole(town: Any, tmp_path: Path) -> None:
    one = known_person()
    report = brought(tmp_path, PERSONS, PEOPLE)
    assert report.batch_id
    undone = undo(report.batch_id)
    # The known person stays, without what the import had added.
    assert undone.rows.removed == {"usager": 1, "coordonnée": 4}
    assert Person.objects.get().pk == one.pk
    assert ContactPoint.objects.get().value == "c.martin@exemple.fr"
    assert not ImportedRow.objects.exists()
    assert brought(tmp_path, PERSONS, PEOPLE).created == 1


def test_what_is_used_or_changed_since_is_kept_and_named(town: Any, tmp_path: Path) -> None:
    people = brought(tmp_path, PERSONS, PEOPLE)
    case = factories.case()
    Case.objects.filter(pk=case.pk).update(person=Person.objects.get(birth_name="MARTIN"))
    assert undo(people.batch_id).rows.kept == ["Camille MARTIN"]
    assert Person.objects.get(birth_name="MARTIN").contact_points.count() == 4

    services = brought(tmp_path, DEPARTMENTS, SERVICES)
    Department.objects.filter(code="EAU").update(name="Eau et assainissement")
    undone = undo(services.batch_id).rows
    assert (undone.removed, undone.kept) == ({}, ["Eau et assainissement", "Régies"])

    staff = brought(tmp_path, AGENTS, STAFF)
    Account.objects.filter(email="c@ville.fr").update(last_login=clock.now())
    undone = undo(staff.batch_id).rows
    assert (undone.removed, undone.kept) == ({"agent": 1, "rôle": 5, "compte": 1}, ["Chris Roy"])
    assert Membership.objects.filter(agent__account__email="c@ville.fr").count() == 1

    types = brought(tmp_path, TYPES, CATALOGUE)
    assert undo(types.batch_id).rows.removed == {"type de demande": 2}


def test_nothing_to_take_back_when_all_was_known(town: Any, tmp_path: Path) -> None:
    report = brought(tmp_path, DEPARTMENTS, SERVICES[2:3])
    rows = undo(report.batch_id).rows
    assert (rows.concerned, rows.removed, rows.kept) == (True, {}, [])
    assert Department.objects.filter(code="VOI").exists()


def test_a_department_below_goes_before_the_one_above(town: Any, tmp_path: Path) -> None:
    report = brought(tmp_path, DEPARTMENTS, SERVICES)
    assert undo(report.batch_id).rows.removed == {"service": 2}
    assert not Department.objects.filter(code__in=["EAU", "REG"]).exists()


@pytest.mark.parametrize(
    ("text", "before", "after", "said"),
    [
        (PERSONS, '[name]\ncolumn = "Usager"', "", "raison|name"),
        (PERSONS, "[email]", "[courriel]", "rubrique inconnue : courriel"),
        (PERSONS, 'separator = "/"', "separateur = '/'", "ne connaît pas"),
        (DEPARTMENTS, 'imports = "departments"', 'imports = "licornes"', "licornes"),
        (DEPARTMENTS, '[code]\ncolumn = "Code"', "", r"\[code\]"),
    ],
)
def test_a_wrong_mapping_is_refused(text: str, before: str, after: str, said: str) -> None:
    assert before in text
    with pytest.raises(ValueError, match=said):
        mapping(text.replace(before, after))


def test_a_mapping_that_names_what_the_town_has_not(town: Any, tmp_path: Path) -> None:
    for text in (
        PERSONS + '\n[sector]\nconstant = "lune"\n',
        TYPES.replace('column = "Service"', 'constant = "ZZZ"'),
        AGENTS.replace('"executive"', '"pape"'),
    ):
        with pytest.raises(CannotImport, match=r"lune|ZZZ|pape"):
            brought(tmp_path, text, [*PEOPLE, *STAFF, *CATALOGUE])
    assert not ImportBatch.objects.exists()


def test_thousands_in_a_few_statements(town: Any, tmp_path: Path, django_assert_max_num_queries: Any) -> None:
    rows = [
        {"Usager": f"NOM{n} Prénom", "Mail": f"p{n}@exemple.fr", "Tél": f"06{n:08d}", "Adresse": ""}
        for n in range(1, 2101)
    ]
    assert CHUNK == 1000
    with django_assert_max_num_queries(70):
        report = brought(tmp_path, PERSONS, rows)
    assert (report.created, Person.objects.count()) == (2100, 2100)
