"""A file that was imported before, or is being, is said on every page of the next one."""

from typing import Any

import pytest

from parvis.history.actors import Actor
from parvis.history.models import ImportBatch
from parvis.intake.importing import leading
from parvis.intake.models import ImportRun
from parvis.kit import clock
from tests.intake.screens import ROWS, at, brought, csv_of, form_of, job
from tests.intake.test_screens_faults import administrator, text

pytestmark = pytest.mark.usefixtures("imports_folder")
State = ImportRun.State


def checked(client: Any) -> ImportRun:
    run = brought(client, csv_of())
    for page in ("colonnes", "valeurs"):
        client.post(at(run, page), form_of(client.get(at(run, page))))
    client.post(at(run, "essai"))
    return job(run)


def test_a_file_imported_before_or_meanwhile_is_said_with_a_link(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    first, second = checked(client), checked(client)
    assert "Ce fichier" not in text(client.get(at(second)))
    client.post(at(first, "reprise"))
    assert "Ce fichier est en cours de reprise" in text(client.get(at(second)))
    first = job(first)
    number = first.import_batch_id
    for page in (text(client.get(at(second))), text(client.get(at(second, "colonnes")))):
        assert "Ce fichier a déjà été repris" in page
        assert f'href="{at(first)}"' in page
        assert f"reprise n° {number}" in page
    assert "Ce fichier" not in text(client.get(at(first))), "the first is not told of the second"
    client.post(at(second, "reprise"))
    job(second)
    assert "Ce fichier" not in text(client.get(at(first)))
    assert "Ce fichier a déjà été repris" in text(client.get(at(second)))
    other = brought(client, csv_of(ROWS[:2]))
    assert "Ce fichier a déjà" not in text(client.get(at(other, "colonnes")))
    leading.take_back(first.pk, by=Actor.system(), at=clock.now())
    job(first)
    third = checked(client)
    assert f"reprise n° {number}" not in text(client.get(at(third)))


def test_a_run_that_goes_on_with_the_batch_of_another_says_that_they_are_one(
    town: Any, signed_in: Any
) -> None:
    client = administrator(signed_in)
    first, second = checked(client), checked(client)
    client.post(at(first, "reprise"))
    first = job(first)
    ImportBatch.objects.filter(pk=first.import_batch_id).update(state=ImportBatch.State.RUNNING)
    ImportRun.objects.filter(pk=first.pk).update(state=State.STOPPED)
    assert "repris en partie" in text(client.get(at(second)))
    ImportRun.objects.filter(pk=second.pk).update(state=State.STOPPED, import_batch_id=first.import_batch_id)
    assert "annuler l'une annule l'autre" in text(client.get(at(second)))


def test_an_import_of_the_command_line_is_said_by_its_number(town: Any, signed_in: Any) -> None:
    client = administrator(signed_in)
    run = checked(client)
    batch = ImportBatch(source="ligne", digest=run.digest, started_at=clock.now(), state="done")
    batch.save(force_insert=True)
    page = text(client.get(at(run)))
    assert f"reprise n° {batch.pk}, par la ligne de commande" in page
    ImportBatch.objects.update(state="undone")
    assert "Ce fichier a déjà" not in text(client.get(at(run)))
