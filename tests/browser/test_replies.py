"""The public reply: template, preview, ten seconds to undo, another device, a colleague, an approval; axe on each page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.test_journey import looked_at, sign_in

pytestmark = pytest.mark.browser
#: The ten seconds, the worker's look for what is due, and two slow cores.
PATIENCE = 45


def reported(page: Any, person: str, code: str = "VOI-NDP") -> str:
    """From the web form: its reference."""
    page.goto(f"/demande/{code}/")
    page.get_by_label("Votre demande").fill("Un trou profond devant chez moi.")
    page.get_by_label("Adresse ou lieu").fill("12 rue des Lilas")
    page.get_by_label("Prénom").fill("Élodie")
    page.locator("#id_family_name").fill("Durand")
    page.get_by_label("E-mail").fill(person)
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", name="Votre demande est enregistrée")).to_be_visible()
    return str(page.locator(".reference").inner_text()).strip()


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_from_a_template_to_the_mail(open_page: Callable[..., Any], site: Site, width: str) -> None:
    person = "modele@example.org"
    reference = reported(open_page(), person)
    agent = open_page()
    sign_in(agent, "camille.martin@mairie.test")
    agent.goto(f"/desk/cases/{reference}")

    # A template found by its words, with the keyboard alone; what the case does not know is selected.
    agent.locator("body").press("b")
    expect(agent.get_by_label("Chercher un modèle")).to_be_focused()
    agent.keyboard.type("chaussee interv")
    expect(agent.locator("#template-rows [data-insert]")).to_have_count(1)
    looked_at(agent, "reponse-1-modeles")
    agent.keyboard.press("Enter")
    box = agent.locator("#composer-reply-body")
    expect(box).to_be_focused()
    expect(box).to_have_value(re.compile("^Merci de nous avoir signalé"))
    assert agent.evaluate("getSelection().toString()") == "[à compléter : jour de l'intervention]"

    # It does not leave with holes in it.
    agent.get_by_role("button", name=re.compile("Envoyer à")).click()
    expect(agent.get_by_text(re.compile("Complétez ou retirez d'abord")).first).to_be_visible()
    # And stays as a draft, even closed at once and opened elsewhere.
    expect(agent.get_by_text(re.compile("Brouillon enregistré à"))).to_be_visible()
    elsewhere = open_page()
    sign_in(elsewhere, "camille.martin@mairie.test")
    elsewhere.goto(f"/desk/cases/{reference}")
    expect(elsewhere.locator("#composer-reply-body")).to_have_value(
        re.compile("^Merci de nous avoir signalé")
    )
    elsewhere.close()
    looked_at(agent, "reponse-2-a-completer")
    agent.goto(f"/desk/cases/{reference}")
    text = "Madame,\n\nUne équipe passe mardi matin."
    box.fill(text)
    expect(agent.get_by_text(re.compile("Brouillon enregistré à"))).to_be_visible()

    # The mail as it will leave.
    agent.get_by_role("button", name="Aperçu").click()
    dialog = agent.locator("dialog[open]")
    expect(dialog.get_by_text("Une équipe passe mardi matin.")).to_be_visible()
    expect(dialog).to_contain_text(person)
    previewed = dialog.locator(".mail-text").inner_text()
    looked_at(agent, "reponse-3-apercu")
    agent.keyboard.press("Escape")

    # Another device finds the draft; a colleague sees that there is one.
    tablet = open_page()
    sign_in(tablet, "camille.martin@mairie.test")
    expect(tablet.get_by_role("heading", name=re.compile("Mes brouillons"))).to_be_visible()
    looked_at(tablet, "reponse-4-ma-journee")
    tablet.goto(f"/desk/cases/{reference}")
    expect(tablet.locator("#composer-reply-body")).to_have_value(text)
    chief = open_page()
    sign_in(chief, "paul.legrand@mairie.test")
    chief.goto(f"/desk/cases/{reference}")
    expect(chief.get_by_text("a un brouillon")).to_be_visible()
    looked_at(chief, "reponse-5-brouillon-d-un-collegue")

    # Written on the tablet meanwhile: this window does not overwrite it.
    tablet.locator("#composer-reply-body").fill(text + " Depuis la tablette.")
    expect(tablet.get_by_text(re.compile("Brouillon enregistré à"))).to_be_visible()
    box.press("End")
    box.type(" Depuis le bureau.")
    expect(agent.get_by_text(re.compile("a changé dans une autre fenêtre"))).to_be_visible()
    agent.get_by_role("button", name="Garder ce texte").click()
    expect(agent.get_by_text(re.compile("Brouillon enregistré à"))).to_be_visible()
    box.fill(text)
    expect(agent.get_by_text(re.compile("Brouillon enregistré à"))).to_be_visible()

    # Sent, undone, sent again: it arrives once.
    agent.get_by_role("button", name=re.compile("Envoyer à")).click()
    expect(agent.locator("[data-leaves-in]")).to_be_visible()
    looked_at(agent, "reponse-6-part-dans")
    agent.get_by_role("button", name="Annuler l'envoi").click()
    expect(agent.get_by_text("Rien n'est parti").first).to_be_visible()
    expect(box).to_have_value(text)
    agent.get_by_role("button", name=re.compile("Envoyer à")).click()
    expect(agent.locator("[data-leaves-in]")).to_be_visible()
    messages = site.mailbox.wait_for(person, 2, PATIENCE)
    sent = messages[1].get_body(("plain",)).get_content()
    assert sent.split() == previewed.split()
    # The page follows by itself.
    expect(agent.locator(".timeline-item.is-outgoing", has_text="Une équipe passe mardi")).to_be_visible(
        timeout=20_000
    )
    expect(agent.locator(".on-its-way-item")).to_have_count(0)
    expect(box).to_have_value("")
    assert len(site.mailbox.to(person)) == 2


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_submitted_amended_and_sent(open_page: Callable[..., Any], site: Site, width: str) -> None:
    person = "valide@example.org"
    reference = reported(open_page(), person, "VOI-MOB")
    admin = open_page()
    sign_in(admin, "sylvie.morel@mairie.test")
    admin.goto("/administration/reponses/validation")
    looked_at(admin, "validation-1-vide")
    admin.goto("/administration/reponses/validation/nouvelle")
    option = admin.locator("#approval-request_type option", has_text=re.compile("^Mobilier")).first
    admin.get_by_label("Type de demande").select_option(option.get_attribute("value"))
    admin.get_by_label("Validé par").select_option("manager")
    admin.get_by_label("Nom de la règle").fill("Mobilier relu par le chef")
    looked_at(admin, "validation-2-regle")
    admin.get_by_role("button", name="Enregistrer").click()
    looked_at(admin, "validation-3-regles")

    agent = open_page()
    sign_in(agent, "camille.martin@mairie.test")
    agent.goto(f"/desk/cases/{reference}")
    agent.locator("#composer-reply-body").fill("Le banc sera changé bientot.")
    looked_at(agent, "validation-4-soumettre")
    agent.get_by_role("button", name="Soumettre à validation").click()
    expect(agent.get_by_text(re.compile("À valider par le chef du service")).first).to_be_visible()
    looked_at(agent, "validation-5-soumise")

    chief = open_page()
    sign_in(chief, "paul.legrand@mairie.test")
    expect(chief.get_by_role("heading", name=re.compile("À valider"))).to_be_visible()
    chief.locator("#approvals").get_by_role("link", name=re.compile(reference)).click()
    expect(chief.get_by_text("Le banc sera changé bientot.").first).to_be_visible()
    looked_at(chief, "validation-6-relire")
    chief.get_by_label("Le texte").fill("Le banc sera changé avant la fin du mois.")
    chief.get_by_role("button", name="Valider ce texte").click()
    expect(chief.get_by_text("C'est validé").first).to_be_visible()

    # The author sees what changed, before it leaves.
    agent.goto(f"/desk/cases/{reference}")
    messages = site.mailbox.wait_for(person, 2, PATIENCE)
    body = messages[1].get_body(("plain",)).get_content()
    assert "Le banc sera changé avant la fin du mois." in body
    assert "bientot" not in body
    admin.goto("/administration/reponses/validation")
    admin.get_by_role("button", name=re.compile("Mettre de côté")).click()


def test_the_pages_at_both_widths(open_page: Callable[..., Any], width: str) -> None:
    admin = open_page()
    sign_in(admin, "sylvie.morel@mairie.test")
    admin.goto("/administration/reponses/modeles")
    looked_at(admin, f"{width}-modeles")
    admin.get_by_role("link", name=re.compile("Chaussée")).first.click()
    looked_at(admin, f"{width}-modele")
    for name in ("drafts", "planned", "submitted", "approvals"):
        admin.goto(f"/desk/ecrits?liste={name}")
        looked_at(admin, f"{width}-ecrits-{name}")
    reference = reported(open_page(), f"pages.{width}@example.org")
    agent = open_page()
    sign_in(agent, "camille.martin@mairie.test")
    agent.goto(f"/desk/cases/{reference}")
    agent.get_by_text("Plus tard").click()
    looked_at(agent, f"{width}-composer")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_typed_without_a_network_then_the_window_dies(open_page: Callable[..., Any], width: str) -> None:
    reference = reported(open_page(), "coupure@example.org")
    agent = open_page()
    sign_in(agent, "camille.martin@mairie.test")
    agent.goto(f"/desk/cases/{reference}")
    agent.locator("#composer-reply-body").fill("Tapé avec le réseau.")
    expect(agent.get_by_text(re.compile("Brouillon enregistré à"))).to_be_visible()
    agent.context.set_offline(True)
    agent.locator("#composer-reply-body").fill("Tapé avec le réseau, puis sans.")
    expect(agent.get_by_text(re.compile("Pas de réseau"))).to_be_visible()
    agent.close()
    agent.context.set_offline(False)
    again = agent.context.new_page()
    again.goto(f"/desk/cases/{reference}")
    expect(again.locator("#composer-reply-body")).to_have_value("Tapé avec le réseau, puis sans.")
    expect(again.get_by_text(re.compile("Brouillon enregistré à"))).to_be_visible()
    again.reload()
    expect(again.locator("#composer-reply-body")).to_have_value("Tapé avec le réseau, puis sans.")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_shared_computer_keeps_nothing_that_can_be_read(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    reference = reported(open_page(), "partage@example.org")
    address, words = f"/desk/cases/{reference}", "Son fils est placé depuis mardi."
    page = open_page()
    sign_in(page, "camille.martin@mairie.test")
    page.goto(address)
    box = page.locator("#composer-reply-body")

    # A first click kept from leaving (a colleague writes too): what is typed then is still saved.
    page.evaluate(
        """document.querySelector("#composer-reply-body").form.addEventListener(
            "submit", (event) => event.preventDefault(), { once: true })"""
    )
    box.fill("Madame,")
    page.get_by_role("button", name=re.compile("Envoyer à")).click()
    with page.expect_response(lambda answer: "monsieur" in (answer.request.post_data or "")):
        box.fill("Madame, monsieur,")
    page.reload()
    expect(box).to_have_value("Madame, monsieur,")

    # Without a network the device keeps it, and gives it back to whoever typed it.
    page.route(f"**{address}/draft", lambda route: route.abort())
    box.fill(words)
    expect(page.get_by_text(re.compile("gardé sur cet appareil"))).to_be_visible()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "parvis-text:" in kept
    assert "placé" not in kept
    page.reload()
    expect(box).to_have_value(words)
    expect(page.get_by_text("Brouillon retrouvé sur cet appareil.")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, "paul.legrand@mairie.test")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(box).to_have_value("")
    assert "placé" not in page.evaluate("document.body.innerText")
