"""Rows of a directory taken back: part by part, without what somebody answers for since."""

from pathlib import Path
from typing import Any

import pytest

from parvis.directory.models import ContactPoint, Person
from parvis.intake.importing import taking_back
from parvis.intake.importing.undoing import undo
from parvis.kit import clock
from tests.intake.importing_kinds import PERSONS
from tests.intake.test_importing_kinds import PEOPLE, brought, known_person


def test_a_contact_point_verified_since_stays_with_its_person(town: Any, tmp_path: Path) -> None:
    report = brought(tmp_path, PERSONS, PEOPLE[:2])
    ContactPoint.objects.filter(value="+33237388401").update(verified_at=clock.now())
    undone = undo(report.batch_id).rows
    assert (undone.removed, undone.kept) == ({"coordonnée": 1, "usager": 1}, ["Camille MARTIN"])
    assert Person.objects.get().contact_points.count() == 4


def test_a_contact_point_added_to_somebody_known_and_verified_stays(town: Any, tmp_path: Path) -> None:
    one = known_person()
    report = brought(tmp_path, PERSONS, PEOPLE[:1])
    ContactPoint.objects.filter(value="+33237388401").update(verified_at=clock.now())
    assert undo(report.batch_id).rows.removed == {"coordonnée": 2}
    assert set(one.contact_points.values_list("value", flat=True)) == {"c.martin@exemple.fr", "+33237388401"}


def test_persons_go_by_parts(town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_back, "PART", 2)
    rows = [{"Usager": f"NOM{n} P", "Mail": f"p{n}@exemple.fr", "Tél": "", "Adresse": ""} for n in range(5)]
    report = brought(tmp_path, PERSONS, rows)
    sizes: list[int] = []
    whole = taking_back._take_with_parts
    monkeypatch.setattr(
        taking_back, "_take_with_parts", lambda *given: (sizes.append(len(given[4])), whole(*given))
    )
    assert undo(report.batch_id).rows.removed == {"coordonnée": 5, "usager": 5}
    assert sizes == [2, 2, 1]
