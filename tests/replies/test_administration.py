"""The administrator's screens: templates with their versions and their preview on a real case, approval rules."""

import pytest

from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.models import ApprovalRule, ReplyTemplate, ReplyTemplateVersion
from parvis.replies.templating import Wording, save_template
from tests.factories import agent, case

MODELS, RULES = "/administration/reponses/modeles", "/administration/reponses/validation"


def html(answer):
    return answer.content.decode().replace("&#x27;", "'")


@pytest.fixture
def sylvie(town):
    return agent("Sylvie Morel", "administrator")


@pytest.fixture
def browser(signed_in, sylvie):
    return signed_in(sylvie)


def test_the_administration_leads_there(browser):
    page = html(browser.get("/administration/"))
    assert MODELS in page
    assert RULES in page
    assert "Chaussée : intervention prévue" in html(browser.get(MODELS))


@pytest.mark.parametrize("path", [MODELS, f"{MODELS}/nouveau", RULES, f"{RULES}/nouvelle"])
def test_others_are_told_it_is_not_theirs(signed_in, paul, path):
    answer = signed_in(paul).get(path)
    assert answer.status_code == 403
    assert "Votre rôle" in html(answer)


def test_written_then_changed_then_brought_back(browser):
    roads = Department.objects.get(code="VOI")
    data = {
        "title": "Trottoir",
        "scope": f"service-{roads.pk}",
        "body": "Bonjour {usager.nom},\r\nC'est noté.",
    }
    answer = browser.post(f"{MODELS}/nouveau", data)
    assert answer.status_code == 302
    made = ReplyTemplate.objects.get(title="Trottoir")
    assert (made.department_id, made.number) == (roads.pk, 1)
    browser.post(f"{MODELS}/{made.pk}", data | {"body": "Autre", "number": "1"})
    page = html(browser.get(f"{MODELS}/{made.pk}"))
    assert "Revenir à la version 1" in page
    browser.post(f"{MODELS}/{made.pk}/retour", {"number": "1", "drawn": "2"})
    made.refresh_from_db()
    assert made.number == 3
    assert (
        ReplyTemplateVersion.objects.get(template=made, number=3).body == "Bonjour {usager.nom},\nC'est noté."
    )
    assert browser.post(f"{MODELS}/{made.pk}/retour", {"number": "9", "drawn": "3"}).status_code == 404
    browser.post(f"{MODELS}/{made.pk}/activite", {"active": "0"})
    assert not ReplyTemplate.objects.get(pk=made.pk).active


def test_an_unknown_variable_is_refused_with_the_text_kept(browser):
    answer = browser.post(f"{MODELS}/nouveau", {"title": "T", "scope": "", "body": "Cher {prénom}, merci."})
    assert answer.status_code == 422
    page = html(answer)
    assert "« {prénom} » n'existe pas" in page
    assert "{usager.nom}" in page
    assert "Cher {prénom}, merci." in page


def test_two_administrators_do_not_overwrite_each_other(browser, sylvie):
    made = save_template(None, Wording("Titre", "Un"), by=actor_of(sylvie), at=clock.now())
    save_template(made, Wording("Titre", "Deux"), by=actor_of(sylvie), at=clock.now(), number=1)
    data = {"title": "Titre", "scope": "", "body": "Trois", "number": "1"}
    answer = browser.post(f"{MODELS}/{made.pk}", data)
    assert answer.status_code == 409
    assert "Deux" in html(answer)
    assert "Trois</textarea>" in html(answer)
    assert 'name="number" value="2"' in html(answer)


def test_seen_on_a_real_case_that_the_administrator_reads(browser):
    made = case()
    data = {"title": "T", "scope": "", "body": "Bonjour {usager.nom}", "preview": "1", "case": made.reference}
    page = html(browser.post(f"{MODELS}/nouveau", data))
    assert "Bonjour Élodie Durand" in page
    assert f"réponse à votre demande {made.reference}" in page
    assert not ReplyTemplate.objects.filter(title="T").exists()
    social = Department.objects.get(code="SOC").request_types.order_by("code")[0].code
    sealed = case(type_code=social)
    for reference in (sealed.reference, "26-9999"):
        answer = browser.post(f"{MODELS}/nouveau", data | {"case": reference})
        assert answer.status_code == 422
        assert "Aucune demande que vous lisez" in html(answer)
    assert browser.post(f"{MODELS}/nouveau", data | {"case": "x\x00"}).status_code == 422


def test_a_rule_written_changed_and_put_aside(browser, sylvie):
    data = {"about": "refusals", "role": "manager", "then_role": "", "name": "Refus relus", "kind": ""}
    assert browser.post(f"{RULES}/nouvelle", data).status_code == 302
    made = ApprovalRule.objects.get()
    page = html(browser.get(RULES))
    assert "Les refus : sont validés par le chef du service" in page
    assert "Personne ne tient le rôle : chef de service" in page
    same = browser.post(f"{RULES}/{made.pk}", data | {"then_role": "manager", "version": "1"})
    assert same.status_code == 422
    assert "un autre rôle" in html(same)
    assert (
        browser.post(f"{RULES}/{made.pk}", data | {"then_role": "executive", "version": "1"}).status_code
        == 302
    )
    stale = browser.post(f"{RULES}/{made.pk}", data | {"name": "Dépassé", "version": "1"})
    assert stale.status_code == 409
    assert 'value="Dépassé"' in html(stale)
    browser.post(f"{RULES}/{made.pk}/activite", {"active": "0"})
    assert not ApprovalRule.objects.get().active
