"""A secretary's afternoon: her file, the columns, the values, the first rows, the dry run, the import, and back."""

import csv
import io

import pytest

from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.history.models import ImportBatch
from parvis.intake.importing.uploads import path_of
from parvis.intake.models import ImportRun, SavedMapping
from parvis.kit import clock
from tests.factories import actor, agent, case
from tests.intake.screens import HEADER, ROWS, at, bring, brought, csv_of, form_of, job, waiting_jobs

pytestmark = pytest.mark.usefixtures("imports_folder")
LIST = "/administration/reprises/"


@pytest.fixture
def client(town, signed_in):
    return signed_in(agent("Anne Durand", "administrator"))


def text(answer):
    return answer.content.decode().replace("&#x27;", "'").replace("\xa0", " ").replace("\u202f", " ")


def confirmed(client, content=b""):
    run = brought(client, content)
    for page in ("colonnes", "valeurs"):
        answer = client.get(at(run, page))
        assert client.post(at(run, page), form_of(answer)).status_code == 302, page
    client.post(at(run, "essai"))
    job(run)
    client.post(at(run, "reprise"))
    return job(run)


def test_days_are_those_of_the_town(client):
    rows = [(*ROWS[0][:1], "05/03/2024 00:30", *ROWS[0][2:])]
    run = confirmed(client, csv_of(rows))
    assert "du 05/03/2024 au 05/03/2024" in text(client.get(at(run)))


def test_from_the_file_to_the_cases_and_back(client, town):
    assert "Aucune reprise à l'écran" in text(client.get(LIST))
    run = brought(client)
    assert client.get(at(run))["Location"].endswith("/colonnes")

    # Everything is guessed from the names and the values.
    page = client.get(at(run, "colonnes"))
    given = form_of(page)
    codes = ["identifier", "received", "closed", "type", "text", "channel", "state", "place.address"]
    assert [given[f"column-{n}"] for n in range(8)] == codes
    assert given["label"] == "Tableur de la voirie"
    assert client.post(at(run, "colonnes"), given)["Location"].endswith("/valeurs")

    page = client.get(at(run, "valeurs"))
    assert "« 05/03/2024 10:30 » se lit mardi 5 mars 2024 à 10 h 30." in text(page)
    given = form_of(page)
    assert {"in_progress", "closed:done", "received"} == {given[f"state-{n}"] for n in range(3)}
    assert {"phone", "counter", "email"} == {given[f"channel-{n}"] for n in range(3)}
    assert "VOI-NDP" in given.values()
    assert client.post(at(run, "valeurs"), given)["Location"].endswith("/apercu")

    page = text(client.get(at(run, "apercu")))
    assert "1 ligne sur 4 serait refusée." in page
    assert "date illisible : « pas une date »" in page
    assert "Lampadaire éteint depuis lundi." in page
    assert not Case.objects.exists()

    client.post(at(run, "essai"))
    assert job(run).state == ImportRun.State.CHECKED
    page = text(client.get(at(run)))
    assert "Sur 4 lignes lues, 3 seraient créées. Rien n'est encore écrit." in page
    assert "date illisible" in page
    assert not Case.objects.exists()

    client.post(at(run, "reprise"))
    assert job(run).state == ImportRun.State.DONE
    assert "3 fiches sont reprises." in text(client.get(at(run)))
    made = {c.external_id: c for c in Case.objects.all()}
    assert set(made) == {"V-1", "V-2", "V-3"}
    assert (made["V-2"].state, made["V-2"].channel, made["V-2"].outcome) == ("closed", "counter", "done")
    assert made["V-1"].address == "12 rue des Lilas"
    assert made["V-1"].external_source == "tableur-de-la-voirie"

    # Somebody works on one; the import is taken back, and that one stays.
    kept, elsewhere = made["V-1"], case()
    note(kept, body="Vu sur place.", by=actor("Paul"), at=clock.now())
    assert "1 a été travaillée depuis" in text(client.get(at(run, "annulation")))
    client.post(at(run, "annulation"))
    assert job(run).state == ImportRun.State.UNDONE
    page = text(client.get(at(run)))
    assert f'<a href="/desk/cases/{kept.reference}">{kept.reference}</a>' in page
    assert set(Case.objects.values_list("pk", flat=True)) == {kept.pk, elsewhere.pk}


def test_a_second_click_does_nothing_more(client, town):
    run = confirmed(client)
    before = waiting_jobs()
    for page in ("essai", "reprise"):
        answer = client.post(at(run, page), follow=True)
        assert "passé avant : « Terminée »" in text(answer)
    assert waiting_jobs() == before
    assert ImportBatch.objects.count() == 1
    client.post(at(run, "annulation"))
    client.post(at(run, "annulation"))
    assert job(run).state == ImportRun.State.UNDONE
    assert waiting_jobs() == before + 1


def test_a_job_run_again_after_its_end_changes_nothing(client, town):
    run = confirmed(client)
    written = dict(run.written)
    assert job(run).written == written
    assert Case.objects.count() == 3


def test_the_same_file_again_creates_nothing(client, town):
    confirmed(client)
    run = brought(client)
    client.post(at(run, "essai"))
    assert job(run).checked["known"] == 3
    page = text(client.get(at(run)))
    assert "Rien de nouveau à créer dans ce fichier." in page
    assert "Reprendre pour de bon" not in page


def test_the_refused_rows_are_a_file_that_can_be_corrected_and_brought_again(client, town):
    wrong = ("=1+1", "x", "", "Bruit", '=HYPERLINK("x")', "Tél.", "Reçue", "-1,5")
    run = confirmed(client, csv_of([*ROWS[:3], wrong]))
    assert (run.written["created"], run.written["refused"]) == (3, 1)
    answer = client.get(at(run, "refus.csv"))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(content), delimiter=";")
    assert not [cell for cell in line.values() if cell.startswith(("=", "@"))]
    assert line["Adresse"] == "-1,5"
    corrected = content.replace(";x;", ";09/03/2024 08:00;", 1).encode()
    client.post(at(run, "enregistrement"), {"name": "Notre tableur"})
    again = brought(client, corrected, name="refus.csv")
    assert again.mapping_name == "Notre tableur"
    client.post(at(again, "essai"))
    assert job(again).checked["created"] == 1


def test_a_mapping_is_kept_proposed_exported_and_accepted(client, town):
    run = confirmed(client)
    client.post(at(run, "enregistrement"), {"name": "Notre tableur", "back": "run"})
    saved = SavedMapping.objects.get()
    again = brought(client, name="export-2025.csv")
    assert again.mapping_name == "Notre tableur"
    assert "reconnue" in text(client.get(at(again, "colonnes")))
    exported = client.get(f"{LIST}correspondances/{saved.pk}.toml")
    assert exported["Content-Disposition"] == 'attachment; filename="notre-tableur.toml"'
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = SimpleUploadedFile("recue.toml", exported.content)
    third = brought(client, mapping=given)
    assert (third.mapping, third.mapping_name) == (saved.content, "recue")
    client.post(at(third, "correspondance"), {"name": ""})
    third.refresh_from_db()
    assert third.mapping_name == ""
    client.post(f"{LIST}correspondances/{saved.pk}/suppression")
    assert not SavedMapping.objects.exists()


def test_a_kept_mapping_is_recognised_though_the_columns_are_spelt_otherwise(client, town):
    run = confirmed(client)
    client.post(at(run, "enregistrement"), {"name": "Notre tableur", "back": "run"})
    header = ("N° DEMANDE", "Recue le", "Cloturée le", "Objet", "DESCRIPTION", "Canal", "Statut", "Adresse")
    again = brought(client, csv_of(ROWS, header))
    assert again.mapping_name == "Notre tableur"
    given = form_of(client.get(at(again, "colonnes")))
    assert (given["column-0"], given["column-1"], given["column-4"]) == ("identifier", "received", "text")
    client.post(at(again, "essai"))
    assert job(again).checked["known"] == 3


def test_the_exported_mapping_is_the_one_of_the_command(client, town, tmp_path):
    from parvis.intake.importing.mapping import load_mapping
    from tests.intake.importing import imported

    run = brought(client)
    client.post(at(run, "valeurs"), form_of(client.get(at(run, "valeurs"))))
    path, source = tmp_path / "voirie.toml", tmp_path / "voirie.csv"
    path.write_bytes(client.get(at(run, "correspondance.toml")).content)
    source.write_bytes(csv_of())
    report = imported(source, load_mapping(str(path)))
    assert (report.created, report.refused) == (3, 1)


def test_a_file_left_is_dropped_with_its_run(client, town, django_capture_on_commit_callbacks):
    run = brought(client)
    path = path_of(run.file_key)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(run, "abandon"))
    assert not ImportRun.objects.exists()
    assert not path.exists()


def test_hostile_words_are_shown_as_words(client, town):
    rows = [("<script>alert(1)</script>", "05/03/2024", "", "<b>Trou</b>", "<img src=x>", "<i>", "Reçue", "")]
    run = brought(client, csv_of(rows), name="<b>x</b>.csv")
    pages = [LIST, at(run, "colonnes"), at(run, "valeurs"), at(run, "apercu")]
    for page in pages:
        shown = client.get(page).content.decode()
        assert not [w for w in ("<script>alert", "<b>Trou", "<img src=x", "<i>", "<b>x</b>") if w in shown], (
            page
        )


def test_bring_says_what_is_wrong(client, town):
    assert "Choisissez un fichier." in text(client.post(f"{LIST}fichier", {"kind": "cases"}))
    answer = bring(client, b"\x00\x01\x02binaire")
    run = job(ImportRun.objects.get())
    assert answer.status_code == 302
    assert run.state == ImportRun.State.UNREADABLE
    assert "n'est pas du texte" in text(client.get(at(run)))


def test_a_file_without_numbers_is_told_what_it_risks(client):
    numbered = brought(client)
    bare = brought(client, csv_of([row[1:] for row in ROWS[:3]], HEADER[1:]))
    assert "reconnue à son contenu" not in text(client.get(at(numbered, "apercu")))
    assert "reconnue à son contenu" in text(client.get(at(bare, "apercu")))
