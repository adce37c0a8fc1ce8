"""A colleague called in a note, with the keyboard alone, from the « @ » to the notice read, with axe on each page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import looked_at, sign_in
from tests.browser.test_tasks import reported

pytestmark = pytest.mark.browser


def eventually_rings(page: Any, text: str) -> None:
    """Notices are made by the worker: the page is loaded again until its bell says so."""
    for _ in range(40):
        page.goto("/desk/")
        if page.locator(".bell").inner_text().strip().startswith(text):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"the bell never said {text}")


def patient(page: Any) -> Any:
    """On a busy machine a first page takes its time."""
    page.set_default_timeout(30_000)
    return page


def all_read(page: Any) -> None:
    """What another journey left."""
    page.goto("/desk/avis")
    button = page.get_by_role("button", name="Tout marquer comme lu")
    if button.count():
        button.click()
        expect(page.get_by_role("heading", name="Tout est lu")).to_be_visible()


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_from_the_at_sign_to_the_notice_read(open_page: Callable[..., Any], width: str) -> None:
    reference, _ = reported(patient(open_page()), f"mention.{width}@example.org")
    gaelle = patient(open_page())
    sign_in(gaelle, "gaelle.morvan@mairie.test")
    all_read(gaelle)
    camille = patient(open_page())
    sign_in(camille, "camille.martin@mairie.test")
    camille.goto(f"/desk/cases/{reference}")
    camille.keyboard.press("m")
    note = camille.locator("#composer-note-body")
    expect(note).to_be_focused()
    camille.keyboard.type("Une haie à voir, @gae")
    option = camille.get_by_role("option", name=re.compile("Gaëlle Morvan"))
    expect(option).to_be_visible()
    looked_at(camille, f"{width}-collegues-1-liste")
    camille.keyboard.press("Enter")
    camille.keyboard.type("et @ESV, merci.")
    expect(note).to_have_value("Une haie à voir, @Gaëlle Morvan et @ESV, merci.")
    camille.keyboard.press("Escape")
    note.focus()
    camille.keyboard.press("Control+Enter")
    expect(camille.locator(".mention").first).to_have_text("@Gaëlle Morvan")
    looked_at(camille, f"{width}-collegues-2-note")

    eventually_rings(gaelle, "1")
    expect(gaelle.get_by_role("heading", name=re.compile("On vous a mentionné"))).to_be_visible()
    looked_at(gaelle, f"{width}-collegues-3-ma-journee")
    gaelle.goto("/desk/avis")
    expect(gaelle.get_by_text("Une haie à voir, @Gaëlle Morvan et @ESV, merci.").first).to_be_visible()
    looked_at(gaelle, f"{width}-collegues-4-notifications")
    gaelle.keyboard.press("j")
    gaelle.keyboard.press("Enter")
    expect(gaelle.get_by_role("heading", level=1)).to_contain_text(reference)
    # Seen is read: nothing more to press.
    expect(gaelle.locator(".bell")).to_contain_text("tout est lu")
    expect(gaelle.locator("form[data-reading]")).to_be_hidden()
    looked_at(gaelle, f"{width}-collegues-5-lue")

    # What comes next is new to her.
    camille.goto(f"/desk/cases/{reference}/note")
    camille.get_by_label("Note interne").fill("L'enrobé est commandé, @Morvan.")
    camille.get_by_role("button", name="Ajouter la note interne").click()
    eventually_rings(gaelle, "1")
    gaelle.goto(f"/desk/cases/{reference}")
    expect(gaelle.get_by_text("Nouveau depuis votre passage")).to_be_visible()
    looked_at(gaelle, f"{width}-collegues-6-nouveau")
    gaelle.goto("/desk/avis?show=all")
    looked_at(gaelle, f"{width}-collegues-7-toutes")
    gaelle.goto("/desk/preferences")
    looked_at(gaelle, f"{width}-collegues-8-preferences")
    assert gaelle.evaluate("document.documentElement.scrollWidth") <= (1280 if width == "desktop" else 390)

    # Without script: a text, and a button.
    plain = open_page(java_script_enabled=False)
    sign_in(plain, "camille.martin@mairie.test")
    plain.goto(f"/desk/cases/{reference}/note")
    plain.get_by_label("Note interne").fill("@Gaëlle, @Dupont ?")
    plain.get_by_role("button", name="Ajouter la note interne").click()
    expect(plain.get_by_text("« @Dupont » n'est le nom d'aucun agent")).to_be_visible()
    plain.get_by_role("button", name="Marquer comme lue").click()
    expect(plain.get_by_role("button", name="Marquer comme lue")).to_have_count(0)


@pytest.mark.parametrize("width", ["desktop", "phone"], indirect=True)
def test_a_service_follows_and_its_agents_are_told(open_page: Callable[..., Any], width: str) -> None:
    reference, _ = reported(patient(open_page()), f"suivi.{width}@example.org")
    gaelle = patient(open_page())
    sign_in(gaelle, "gaelle.morvan@mairie.test")
    all_read(gaelle)
    camille = patient(open_page())
    sign_in(camille, "camille.martin@mairie.test")
    camille.goto(f"/desk/cases/{reference}")
    panel = camille.locator("#suivi")
    panel.get_by_role("link", name="Ajouter un service").press("Enter")
    dialog = camille.locator("dialog[open]")
    dialog.get_by_label("Service").select_option("Espaces verts")
    looked_at(camille, f"{width}-suivi-1-ajout")
    dialog.get_by_role("button", name="Ajouter").press("Enter")
    expect(panel.get_by_text("Espaces verts", exact=True)).to_be_visible()
    expect(camille.get_by_text("Le service Espaces verts suit la demande.")).to_be_visible()
    panel.scroll_into_view_if_needed()
    looked_at(camille, f"{width}-suivi-2-panneau")
    eventually_rings(gaelle, "1")
    gaelle.goto("/desk/avis")
    expect(gaelle.get_by_text("a ajouté votre service au suivi de la demande")).to_be_visible()
    gaelle.goto(f"/desk/cases/{reference}")
    expect(gaelle.locator("#suivi")).to_contain_text("Vous êtes averti avec votre service.")
    looked_at(gaelle, f"{width}-suivi-3-avec-son-service")
    camille.locator("#suivi").get_by_role("button", name="Retirer Espaces verts du suivi").press("Enter")
    expect(camille.locator("#suivi").get_by_text("Espaces verts", exact=True)).to_have_count(0)


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_many_are_followed_by_the_keyboard_then_no_more(open_page: Callable[..., Any], width: str) -> None:
    page = patient(open_page())
    references = [reported(page, f"suivis.{n}@example.org")[0] for n in range(2)]
    camille = patient(open_page())
    sign_in(camille, "camille.martin@mairie.test")
    camille.goto("/desk/queue?state=open")
    for reference in references:
        camille.locator("tr", has_text=reference).get_by_role("checkbox").check()
    looked_at(camille, f"{width}-suivi-4-file")
    camille.keyboard.press("s")
    expect(camille.get_by_role("heading", name="Suivre : 2 demandes")).to_be_visible()
    camille.keyboard.press("Enter")
    expect(camille.get_by_text("2 demandes seront traitées.")).to_be_visible()
    camille.keyboard.press("Enter")
    expect(camille.get_by_text("2 demandes sur 2 : suivies.")).to_be_visible()
    looked_at(camille, f"{width}-suivi-5-bilan")
    camille.keyboard.press("z")
    expect(camille.get_by_text("2 demandes sont revenues comme avant.")).to_be_visible()
