"""Persons, departments, agents and types brought on screen: guessed, tried, written, taken back."""

import pytest

from parvis.catalog.models import RequestType
from parvis.directory.models import Person
from parvis.intake.models import ImportRun
from parvis.organisation.models import Agent, Department, Membership
from tests.factories import agent
from tests.intake.screens import at, brought, csv_of, form_of, job

pytestmark = pytest.mark.usefixtures("imports_folder")
State = ImportRun.State


@pytest.fixture
def client(town, signed_in):
    return signed_in(agent("Anne Durand", "administrator"))


def text(answer):
    return answer.content.decode().replace("&#x27;", "'")


def tried(client, kind, header, rows, **answers):
    """Brought, with what is proposed and these answers, previewed and tried."""
    run = brought(client, csv_of(rows, header), kind=kind, name=f"{kind}.csv")
    assert run.state == State.COLUMNS, run.problem
    for page in ("colonnes", "valeurs"):
        given = form_of(client.get(at(run, page)))
        given |= {key: value for key, value in answers.items() if key in given}
        answer = client.post(at(run, page), given)
        assert answer.status_code == 302, text(answer)
    run.refresh_from_db()
    assert client.get(at(run, "apercu")).status_code == 200
    client.post(at(run, "essai"))
    run = job(run)
    assert run.state == State.CHECKED, run.problem
    return run


def written(client, run):
    client.post(at(run, "reprise"))
    run = job(run)
    assert run.state == State.DONE, run.problem
    return run


def taken_back(client, run):
    assert client.get(at(run, "annulation")).status_code == 200
    client.post(at(run, "annulation"))
    run = job(run)
    assert run.state == State.UNDONE, run.problem
    return text(client.get(at(run)))


def test_persons(client, town):
    header = ("Matricule", "NOM", "Prénom", "Courriel", "Téléphone", "Rue", "Code postal", "Ville")
    rows = [
        ("1", "DURAND", "Élodie", "elodie@example.org", "06 12 34 56 78", "1 rue du Bac", "28100", "Dreux"),
        ("2", "PETIT", "Paul", "paul@example.org", "02 37 00 00 01", "", "28100", "Dreux"),
        ("3", "", "", "rien@example.org", "", "", "", ""),
    ]
    run = tried(client, "persons", header, rows)
    assert (run.checked["created"], run.checked["refused"]) == (2, 1)
    assert not Person.objects.exists()
    page = text(client.get(at(run, "apercu")))
    assert "1 rue du Bac" in page
    run = written(client, run)
    assert Person.objects.count() == 2
    again = tried(client, "persons", header, rows)
    assert (again.checked["created"], again.checked["known"]) == (0, 2)
    page = taken_back(client, run)
    assert not Person.objects.exists()
    assert "retirés." in page


def test_agents_without_a_column_of_roles_get_the_one_chosen(client, town):
    header = ("Nom", "Prénom", "Adresse mail", "Service", "Fonction")
    rows = [
        ("Roux", "Jeanne", "jeanne.roux@ville.test", "Voirie, réseaux, éclairage", "Technicienne"),
        ("Faure", "Luc", "luc.faure@ville.test", "La voirie", "Agent"),
    ]
    run = brought(client, csv_of(rows, header), kind="agents", name="agents.csv")
    client.post(at(run, "colonnes"), form_of(client.get(at(run, "colonnes"))))
    answer = client.post(at(run, "valeurs"), form_of(client.get(at(run, "valeurs"))))
    assert answer.status_code == 422
    assert "Aucune colonne ne dit « Rôle »" in text(answer)
    given = form_of(answer)
    names = {w.word: w.name for q, _ in answer.context["questions"] for w in q.words}
    given |= {"role-constant": "case_worker", names["La voirie"]: "VOI"}
    assert client.post(at(run, "valeurs"), given).status_code == 302
    client.post(at(run, "essai"))
    run = job(run)
    assert (run.state, run.checked["created"], run.checked["refused"]) == (State.CHECKED, 2, 0), run.problem
    run = written(client, run)
    assert Membership.objects.filter(role="case_worker", department__code="VOI").count() == 2
    assert Agent.objects.filter(display_name="Jeanne Roux").exists()
    taken_back(client, run)
    assert not Agent.objects.filter(display_name="Jeanne Roux").exists()


def test_departments(client, town):
    header = ("Sigle", "Service", "Direction", "Mail", "Tél")
    rows = [("NUM", "Service numérique", "", "num@ville.test", "4512"), ("VOI", "Voirie", "", "", "")]
    run = tried(client, "departments", header, rows)
    assert (run.checked["created"], run.checked["matched"]) == (1, 1)
    assert "Déjà dans la commune" in text(client.get(at(run)))
    run = written(client, run)
    assert Department.objects.filter(code="NUM", phone="4512").exists()
    taken_back(client, run)
    assert not Department.objects.filter(code="NUM").exists()


def test_request_types(client, town):
    header = ("Code", "Libellé", "Service", "Délai", "Priorité")
    rows = [
        ("VOI-BAN", "Banc cassé", "VOI", "5 jours", "Basse"),
        ("VOI-ZZZ", "Autre", "Inconnu au bataillon", "", ""),
    ]
    run = tried(client, "request_types", header, rows)
    assert (run.checked["created"], run.checked["refused"]) == (1, 1)
    run = written(client, run)
    assert RequestType.objects.get(code="VOI-BAN").delay == 5
    taken_back(client, run)
    assert not RequestType.objects.filter(code="VOI-BAN").exists()


def test_a_mapping_of_another_kind_is_said(client, town):
    from django.core.files.uploadedfile import SimpleUploadedFile

    toml = SimpleUploadedFile("p.toml", b'imports = "persons"\nsource = "x"\n[name]\ncolumn = "Nom"\n')
    answer = client.post(
        "/administration/reprises/fichier",
        {"kind": "cases", "file": SimpleUploadedFile("a.csv", csv_of()), "mapping": toml},
    )
    assert answer.status_code == 422
    assert "faite pour une autre sorte de fichier" in text(answer)
    assert not ImportRun.objects.exists()


def test_a_name_at_least_is_asked_for(client, town):
    run = brought(client, csv_of([("a@b.fr", "0612345678")], ("Courriel", "Téléphone")), kind="persons")
    answer = client.post(at(run, "colonnes"), form_of(client.get(at(run, "colonnes"))))
    assert answer.status_code == 422
    assert "Dites quelle colonne donne « Nom de famille » ou « Nom complet »" in text(answer)


def test_an_administrator_gives_no_role_in_a_sealed_department(client, town):
    code = Department.objects.filter(sector__sealed=True).order_by("pk")[0].code
    header = ("Nom", "Prénom", "Adresse mail", "Service", "Rôle")
    rows = [("Roux", "Jeanne", "jeanne.roux@ville.test", code, "manager")]
    run = tried(client, "agents", header, rows)
    assert (run.checked["created"], run.checked["refused"]) == (0, 1)
    assert "est cloisonné" in run.checked["first_refusals"][0][1]
