"""The main journey, from the citizen's form to the dashboards, with axe on each page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep_picture, no_axe_violation
from tests.browser.site import Site
from tests.browser.town import PASSWORD

pytestmark = pytest.mark.browser


def sign_in(page: Any, email: str) -> None:
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(re.compile("/desk/$"))


def looked_at(page: Any, name: str) -> None:
    no_axe_violation(page)
    keep_picture(page, name)


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_from_the_web_form_to_the_dashboards(open_page: Callable[..., Any], site: Site, width: str) -> None:
    person = f"elodie.{width}@example.org"
    citizen = open_page()

    # The citizen says what they need in their own words.
    citizen.goto("/")
    looked_at(citizen, f"{width}-1-accueil")
    citizen.get_by_label("Décrivez en quelques mots").fill("un trou dans la chaussée, nid de poule")
    citizen.get_by_role("button", name="Chercher").click()
    looked_at(citizen, f"{width}-2-choix")
    citizen.get_by_role("link", name="Nid-de-poule, chaussée dégradée").first.click()
    looked_at(citizen, f"{width}-3-formulaire")

    # A mistake keeps what was typed.
    citizen.get_by_label("Votre demande").fill(
        "Un trou profond devant le 12, une voiture s'est abîmée <b>hier</b>."
    )
    citizen.get_by_role("button", name="Envoyer ma demande").click()
    expect(citizen.locator("[data-error-summary]")).to_be_visible()
    expect(citizen.get_by_label("Votre demande")).to_have_value(re.compile("Un trou profond"))
    looked_at(citizen, f"{width}-4-erreur")
    citizen.get_by_label("Adresse ou lieu").fill("12 rue des Lilas")
    citizen.get_by_label("Prénom").fill("Élodie")
    citizen.locator("#id_family_name").fill("Durand")
    citizen.get_by_label("E-mail").fill(person)
    citizen.get_by_role("button", name="Envoyer ma demande").click()
    expect(citizen.get_by_role("heading", name="Votre demande est enregistrée")).to_be_visible()
    reference = citizen.locator(".reference").inner_text().strip()
    assert re.fullmatch(r"\d{2}-\d{4}", reference)
    looked_at(citizen, f"{width}-5-recue")
    follow = citizen.get_by_role("link", name="Suivre ma demande").get_attribute("href")

    # The receipt arrives by e-mail with the same link.
    (receipt,) = site.mailbox.wait_for(person)
    assert reference in str(receipt["Subject"])
    assert follow in receipt.get_body(("plain",)).get_content()

    # It is already in the right service: an agent of the roads takes it.
    agent = open_page()
    sign_in(agent, "camille.martin@mairie.test")
    looked_at(agent, f"{width}-6-ma-journee")
    agent.goto("/desk/queue?state=untreated&department=VOI")
    looked_at(agent, f"{width}-7-file")
    agent.get_by_role("link", name=re.compile(reference)).first.click()
    expect(agent.get_by_role("heading", level=1)).to_contain_text(reference)
    expect(
        agent.get_by_text("Un trou profond devant le 12, une voiture s'est abîmée <b>hier</b>.")
    ).to_be_visible()
    looked_at(agent, f"{width}-8-demande")
    agent.locator("a,button").filter(
        has_text=re.compile("^\\s*(Prendre|Prendre en charge|Me l'attribuer)")
    ).first.click()
    dialog = agent.locator("dialog[open]")
    if dialog.count():
        dialog.get_by_role("button", name=re.compile("Prendre")).click()
    expect(agent.get_by_text("Prise en charge par Camille Martin")).to_be_visible()

    # The reply leaves by SMTP; the thread shows that it left.
    box = agent.locator("#composer-reply-body")
    if not box.is_visible():
        agent.locator("summary", has_text="Répondre à la personne").click()
    box.fill("Bonjour Madame,\n\nUne équipe passe demain matin.\n\nCamille Martin")
    agent.get_by_role("button", name=re.compile("Envoyer à")).click()
    expect(agent.get_by_text("Une équipe passe demain matin.")).to_be_visible()
    messages = site.mailbox.wait_for(person, 2, 45)
    assert "Une équipe passe demain matin." in messages[1].get_body(("plain",)).get_content()
    agent.reload()
    expect(agent.get_by_text(re.compile(r"^\s*Envoyé")).first).to_be_visible()

    # Closed, with a text the person reads.
    agent.goto(f"/desk/cases/{reference}/closure")
    looked_at(agent, f"{width}-9-cloture")
    agent.get_by_label("Issue").select_option("done")
    agent.get_by_label("Ce que la personne lira").fill("Le trou est rebouché.")
    agent.get_by_role("button", name="Clore la demande").click()
    expect(agent.get_by_text("La demande est close.").first).to_be_visible()
    looked_at(agent, f"{width}-10-close")

    # The person follows without an account, and is not satisfied.
    citizen.goto(follow)
    expect(citizen.get_by_text("Le trou est rebouché.").first).to_be_visible()
    expect(citizen.get_by_text("Une équipe passe demain matin.")).to_be_visible()
    looked_at(citizen, f"{width}-11-suivi")
    citizen.get_by_label("Dites-nous pourquoi").fill("Le trou est revenu avec la pluie.")
    citizen.get_by_role("button", name="Rouvrir ma demande").click()
    expect(citizen.get_by_text("Votre demande est rouverte.").first).to_be_visible()
    looked_at(citizen, f"{width}-12-rouverte")
    agent.goto(f"/desk/cases/{reference}")
    expect(agent.get_by_text("Le trou est revenu avec la pluie.").first).to_be_visible()

    # The dashboards count it, and each figure opens the list that makes it up.
    chief = open_page()
    sign_in(chief, "sylvie.morel@mairie.test")
    for path in ("", "non-traitees", "par-origine", "par-jour-et-priorite", "par-service", "recues"):
        chief.goto(f"/pilotage/{path}")
        looked_at(chief, f"{width}-13-pilotage-{path or 'index'}")
    chief.goto("/pilotage/par-origine")
    chief.get_by_role("link", name=re.compile("Site web|^\\d+")).first.click()
    expect(chief).to_have_url(re.compile("/desk/queue"))
    expect(chief.get_by_text(reference).first).to_be_visible()
