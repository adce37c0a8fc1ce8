"""A full disk stops an import in words; what was written stays, and the same command goes on from there."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from parvis.cases.models import Case
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.stopping import stops_in_words
from tests.intake.importing import imported, mapping, row, write_csv


def test_the_disk_of_the_refusals_is_full(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2, etat="Perdu"), row(3)])
    with pytest.raises(CannotImport, match=r"disque est plein.*la même commande"):
        imported(path, mapping(tmp_path), rejects=Path("/dev/full"))
    assert Case.objects.count() == 2
    assert imported(path, mapping(tmp_path)).known == 2


@pytest.mark.parametrize(
    ("condition", "said"), [("disk_full", "n'a plus de place"), ("admin_shutdown", "ne répond plus")]
)
def test_the_base_cannot_go_on(town: Any, condition: str, said: str) -> None:
    with (
        pytest.raises(CannotImport, match=said),
        stops_in_words(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DO $$ BEGIN RAISE {condition}; END $$")


def test_faults_of_the_program_are_not_hidden(town: Any) -> None:
    with (
        pytest.raises(Exception, match="boum"),
        stops_in_words(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DO $$ BEGIN RAISE 'boum'; END $$")
    with pytest.raises(FileNotFoundError), stops_in_words():
        Path("/nulle/part").read_bytes()
