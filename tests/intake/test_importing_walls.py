"""An import led on screen opens no door that its leader has not."""

from pathlib import Path
from typing import Any

import pytest

from parvis.directory.models import ContactPoint, Person
from parvis.intake.importing.running import import_file
from parvis.organisation.access import Access
from parvis.organisation.models import Account, Agent, Department, Membership, Sector
from tests import factories
from tests.intake.importing_kinds import AGENTS, PERSONS
from tests.intake.test_importing_kinds import PEOPLE, STAFF, brought, file, known_person, mapping


def led(folder: Path, text: str, rows: Any, leader: Agent, *, write: bool = True) -> Any:
    return import_file(file(folder, rows), mapping(text), write=write, access=Access.of(leader))


@pytest.fixture
def leader(town: Any) -> Agent:
    return factories.agent("Anne Durand", "administrator", email="anne@ville.fr")


@pytest.fixture
def sealed(town: Any) -> Department:
    found = Department.objects.filter(sector__sealed=True).order_by("pk").first()
    assert found is not None
    return found


def test_no_role_in_a_sealed_department_that_one_does_not_read(
    leader: Agent, sealed: Department, tmp_path: Path
) -> None:
    Department.objects.filter(code="PRO").update(also_sectors=[sealed.sector_id])
    rows = [STAFF[0] | {"Service": code} for code in (sealed.code, "PRO", "VOI")]
    report = led(tmp_path, AGENTS, rows, leader)
    assert (report.created, report.refused) == (1, 2)
    assert all("est cloisonné" in reason for _, reason in report.first_refusals)
    assert set(Membership.objects.exclude(agent=leader).values_list("department__code", flat=True)) == {"VOI"}
    reader = factories.agent("Luc Faure", "administrator", ("manager", sealed.code))
    assert led(tmp_path, AGENTS, rows[:1], reader).refused == 0


def test_nobody_gives_themselves_a_role(leader: Agent, tmp_path: Path) -> None:
    report = led(tmp_path, AGENTS, [STAFF[2] | {"Mail": leader.account.email}], leader)
    assert (report.refused, report.matched) == (1, 0)
    assert list(leader.memberships.values_list("role", flat=True)) == ["administrator"]


def test_a_disabled_account_is_refused_without_saying_so(leader: Agent, tmp_path: Path) -> None:
    brought(tmp_path, AGENTS, STAFF[2:3])
    Account.objects.filter(email="c@ville.fr").update(is_active=False)
    again = AGENTS.replace('"annuaire"', '"autre"')
    report = led(tmp_path, again, STAFF[2:3], leader)
    assert report.first_refusals == [(2, "cette adresse ne peut pas recevoir de rôle")]


def test_a_sealed_sector_answers_nothing_to_who_does_not_read_it(
    leader: Agent, sealed: Department, tmp_path: Path
) -> None:
    hidden = known_person()
    Person.objects.filter(pk=hidden.pk).update(sectors=[sealed.sector_id])
    ContactPoint.objects.filter(person=hidden).update(sectors=[sealed.sector_id])
    open_code = Sector.objects.filter(sealed=False).order_by("pk")[0].code
    for words in ([sealed.sector.code], [sealed.sector.code, open_code]):
        text = PERSONS + f"\n[sector]\nconstant = {words}\n".replace("'", '"')
        report = led(tmp_path, text, PEOPLE[:1], leader, write=False)
        assert (report.matched, report.created, report.refused) == (0, 0, 1)


def test_who_is_found_through_a_sealed_sector_stays_there(sealed: Department, tmp_path: Path) -> None:
    hidden = known_person()
    Person.objects.filter(pk=hidden.pk).update(sectors=[sealed.sector_id])
    ContactPoint.objects.filter(person=hidden).update(sectors=[sealed.sector_id])
    open_code = Sector.objects.filter(sealed=False).order_by("pk")[0].code
    text = PERSONS + f'\n[sector]\nconstant = ["{sealed.sector.code}", "{open_code}"]\n'
    assert brought(tmp_path, text, PEOPLE[:1]).matched == 1
    hidden.refresh_from_db()
    assert hidden.sectors == [sealed.sector_id]
    assert {tuple(p.sectors) for p in hidden.contact_points.all()} == {(sealed.sector_id,)}


def test_half_a_name_too_long_costs_its_row_alone(town: Any, tmp_path: Path) -> None:
    rows = [PEOPLE[0] | {"Usager": "M" * 160 + " Camille"}, PEOPLE[1]]
    report = brought(tmp_path, PERSONS, rows)
    assert (report.created, report.refused) == (1, 1)
    assert report.first_refusals[0][1] == "nom de famille de plus de 150 caractères"
