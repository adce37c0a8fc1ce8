"""A dry run of persons says what the import does, holds no long transaction and writes nothing, however long the file."""

import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from parvis.directory.models import ContactPoint, Person
from parvis.intake.importing.kinds import rows
from parvis.intake.importing.running import import_file
from tests.intake.importing_kinds import PERSONS
from tests.intake.test_importing_kinds import brought, file, known_person, mapping

NAMES = ("MARTIN Camille", "MARTIN Paul", "DURAND Élodie", "PETIT Zoé", "DURAND", "ROUX Jean")


def people(seed: int, count: int) -> list[dict[str, str]]:
    """Households, shared mailboxes, the same person again and again, somebody the town has."""
    chosen = random.Random(seed)
    return [
        {
            "Usager": chosen.choice(NAMES),
            "Mail": chosen.choice(("", "c.martin@exemple.fr", "a@exemple.fr", "b@exemple.fr")),
            "Tél": chosen.choice(("", "0612345678", "0237100100", "0612345679/0237100101")),
            "Adresse": chosen.choice(("", "1 rue du Bac")),
        }
        for _ in range(count)
    ]


def said(report: Any) -> tuple[Any, ...]:
    return report.read, report.created, report.matched, report.refused, report.known, dict(report.reasons)


@pytest.mark.parametrize("seed", range(8))
def test_it_says_what_the_import_then_does(
    town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(rows, "CHUNK", 7)
    known_person()
    before = Person.objects.count(), ContactPoint.objects.count()
    dry = brought(tmp_path, PERSONS, people(seed, 60), write=False)
    assert (Person.objects.count(), ContactPoint.objects.count()) == before
    assert dry.batch_id is None
    real = brought(tmp_path, PERSONS, people(seed, 60))
    assert said(dry) == said(real)
    assert dry.created > 3


def test_each_piece_is_a_transaction_of_its_own_that_cannot_write(
    committed_town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "CHUNK", 10)
    seen = []
    chunk = rows._Run.chunk

    def watched(self: Any, given: Any) -> None:
        chunk(self, given)
        with connection.cursor() as cursor:
            cursor.execute("SELECT now(), current_setting('transaction_read_only')")
            seen.append(cursor.fetchone())

    monkeypatch.setattr(rows._Run, "chunk", watched)
    told: list[int] = []
    path = file(tmp_path, people(1, 35))
    import_file(path, mapping(PERSONS), write=False, on_bytes=told.append)
    assert [read_only for _now, read_only in seen] == ["on"] * 4
    assert len({now for now, _ in seen}) == 4, "one transaction each"
    assert len(told) == 4
