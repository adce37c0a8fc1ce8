"""The queue by keyboard alone: a view is kept, all that match is handed over and taken back, a sentence opens an act."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import no_axe_violation
from tests.browser.site import Site
from tests.browser.test_journey import looked_at, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def full_town(open_page: Callable[..., Any], site: Site) -> Any:
    """Signed in where the lists are full."""
    page = open_page()
    page.goto(f"http://pleine.localhost:{site.port}/connexion")
    page.get_by_label("Adresse électronique").fill("lise.barbier@mairie.test")
    page.get_by_label("Mot de passe", exact=True).fill("un mot de passe de test 2026")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(re.compile("/desk/$"))
    return page


def keys(page: Any, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_view_is_kept_with_the_keyboard(full_town: Any, width: str) -> None:
    page = full_town
    keys(page, "g", "q")
    expect(page.get_by_role("heading", name=re.compile("Demandes ouvertes"))).to_be_visible()
    page.wait_for_load_state()
    keys(page, "f")
    expect(page.get_by_label("Mots ou adresse")).to_be_focused()
    page.keyboard.type("chaussée")
    keys(page, "Enter")
    expect(page.get_by_role("list", name="Filtres en cours")).to_be_visible()
    keys(page, "Escape", "v")
    expect(page.get_by_label("Nom de la vue")).to_be_visible()
    looked_at(page, "vues-1-nouvelle")
    page.get_by_label("Nom de la vue").focus()
    page.keyboard.type("Chaussée")
    keys(page, "Enter")
    expect(page.get_by_role("heading", name=re.compile("^Chaussée"))).to_be_visible()
    side = page.locator("#side-views")
    expect(side.get_by_role("link", name=re.compile("Chaussée"))).to_have_attribute("aria-current", "page")
    expect(side.locator(".badge-count")).to_have_text("55")
    looked_at(page, "vues-2-file")
    keys(page, "g", "v")
    expect(page.get_by_role("heading", name="Vues enregistrées")).to_be_visible()
    looked_at(page, "vues-3-liste")
    # On a French keyboard the key of « 1 » is « & » without Shift.
    expect(side.get_by_role("link", name=re.compile("Chaussée"))).to_be_visible()
    page.evaluate(
        """for (const [key, code] of [["g", "KeyG"], ["&", "Digit1"]])
             document.body.dispatchEvent(new KeyboardEvent("keydown", {key, code, bubbles: true}))"""
    )
    expect(page).to_have_url(re.compile(r"q=chauss.*view=\d+"))
    page.goto("/desk/colonnes".replace("/desk", page.url.split("/desk")[0] + "/desk"))
    page.get_by_label("Colonne 1", exact=True).select_option("Lieu")
    page.get_by_label("Colonne 2", exact=True).select_option("Dernière activité")
    page.get_by_label("Colonne 3", exact=True).select_option("Tâches à faire")
    looked_at(page, "vues-4-colonnes")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("columnheader", name="Lieu")).to_be_visible()
    page.get_by_role("columnheader", name="Dernière activité").get_by_role("link").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text(re.compile("Dernière activité"))
    looked_at(page, "vues-5-colonnes-choisies")
    page.goto(page.url.split("/desk")[0] + "/desk/colonnes")
    page.get_by_role("button", name="Revenir aux colonnes habituelles").click()


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_all_that_match_handed_over_and_taken_back(full_town: Any, width: str) -> None:
    page = full_town
    page.goto(page.url + "queue?state=open&type=VOI-NDP")
    expect(page.locator("[data-row]")).to_have_count(50)
    keys(page, "j", "x", "j", "j", "Shift+X")
    expect(page.locator("[data-bulk-count]")).to_have_text("3 demandes choisies")
    looked_at(page, "lots-1-cochees")
    keys(page, "*", "*")
    expect(page.locator("[data-bulk-count]")).to_have_text("55 demandes choisies")
    keys(page, "t")
    expect(page.get_by_role("heading", name=re.compile("Transmettre : 55 demandes"))).to_be_visible()
    page.get_by_label("Service").select_option("Espaces verts")
    page.get_by_label("Pourquoi ?").focus()
    page.keyboard.type("Les racines soulèvent la chaussée.")
    looked_at(page, "lots-2-geste")
    keys(page, "Control+Enter")
    expect(page.get_by_text("55 demandes seront traitées.")).to_be_visible()
    looked_at(page, "lots-3-apercu")
    keys(page, "Enter")  # the button has the focus
    expect(page.get_by_text("55 demandes sur 55 : transmises.")).to_be_visible(timeout=30_000)
    looked_at(page, "lots-4-bilan")
    keys(page, "z")
    expect(page.get_by_text("55 demandes sont revenues comme avant.")).to_be_visible(timeout=30_000)
    looked_at(page, "lots-5-annulee")
    page.goto(page.url.rsplit("/", 1)[0])
    expect(page.get_by_role("link", name=re.compile("Transmettre au service Espaces verts"))).to_be_visible()
    looked_at(page, "lots-6-mes-actions")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_sentence_opens_an_act_filled_in(full_town: Any, width: str) -> None:
    page = full_town
    keys(page, "g", "q")
    reference = page.locator(".row-reference").first.inner_text().strip()
    keys(page, "Control+k")
    field = page.get_by_role("combobox", name="Que voulez-vous faire ?")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name="Ma journée")).to_be_visible()
    page.keyboard.type(f"tranferer {reference.split('-')[1]} espaces verts car une haie dépasse")
    expect(
        page.get_by_role("option", name=re.compile(f"Transmettre {reference} → Espaces verts"))
    ).to_be_visible()
    keys(page, "ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "palette-options-0")
    looked_at(page, "palette-1-phrase")
    keys(page, "Enter")
    dialog = page.locator("#act-dialog[open]")
    expect(dialog.get_by_label("Pourquoi ?")).to_have_value("une haie dépasse")
    expect(dialog.locator("select option:checked").first).to_have_text("Espaces verts")
    looked_at(page, "palette-2-geste")
    keys(page, "Escape")
    expect(dialog).to_have_count(0)
    # Escape again, and the page has its keys back; what is under the search field answers the arrows.
    keys(page, "/")
    page.keyboard.type("lefevbre 12")
    page.keyboard.press("Control+a")
    page.keyboard.type("trottoi")
    expect(page.locator("#desk-q-options").get_by_role("option").first).to_be_visible()
    keys(page, "ArrowDown")
    looked_at(page, "palette-3-recherche")
    keys(page, "Enter")
    expect(page).to_have_url(re.compile(r"/desk/cases/\d\d-\d+"))
    keys(page, "Control+k")
    page.keyboard.type("clore")
    expect(page.get_by_role("option", name=re.compile(r"Clore \d\d-\d+"))).to_be_visible()
    keys(page, "Escape", "Escape")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_the_sheet_of_keys_and_how_to_do_without(full_town: Any, width: str) -> None:
    page = full_town
    keys(page, "g", "q")
    expect(page.locator("[data-row]").first).to_be_visible()
    keys(page, "?")
    sheet = page.get_by_role("dialog", name="Raccourcis clavier")
    for told in ("Cocher la demande", "Ligne suivante", "Les vues enregistrées", "Dire ce qu'on veut faire"):
        expect(sheet.get_by_text(told)).to_be_visible()
    looked_at(page, "touches")
    sheet.get_by_label("Activer les raccourcis d'une touche").uncheck()
    keys(page, "Escape", "j", "x")
    expect(page.locator("[data-pick]:checked")).to_have_count(0)
    keys(page, "Control+k")
    expect(page.get_by_role("combobox", name="Que voulez-vous faire ?")).to_be_focused()


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_on_a_phone(full_town: Any, width: str) -> None:
    page = full_town
    page.goto(page.url + "queue?state=open")
    page.locator("label.pick").first.click()
    expect(page.locator("[data-bulk-count]")).to_have_text("1 demande choisie")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    looked_at(page, "phone-lots-1-cochee")
    page.get_by_role("button", name="Tout décocher").click()
    page.get_by_role("button", name="Agir").click()
    page.keyboard.type("espaces verts")
    expect(page.locator("#palette-options, dialog.palette .option-hint").first).to_be_attached()
    looked_at(page, "phone-palette")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_without_scripts(open_page: Callable[..., Any], width: str) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "camille.martin@mairie.test")
    page.goto("/desk/queue?state=open")
    if page.locator("[data-pick]").count():
        page.locator("[data-pick]").first.check()
        page.get_by_role("button", name="Ajouter une note").click()
        page.get_by_label("Note interne aux collègues").fill("Vu sans script")
        page.get_by_role("button", name="Voir ce qui va se passer").click()
        expect(page.get_by_text("1 demande sera traitée.")).to_be_visible()
    page.goto("/desk/vues/nouvelle?state=open&priority=1")
    page.get_by_label("Nom de la vue").fill("Urgentes")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name=re.compile("Urgentes"))).to_be_visible()


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_a_word_without_end_stays_within_the_page(open_page: Callable[..., Any], width: str) -> None:
    page = open_page()
    sign_in(page, "camille.martin@mairie.test")
    page.goto("/desk/vues/nouvelle?state=open&priority=2")
    page.get_by_label("Nom de la vue").fill("Anticonstitutionnellement" * 3)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name=re.compile("Anticonstitutionnellement"))).to_be_visible()
    within = "[...document.querySelectorAll('h1, .toast-note, .view-list > li')].every(e => e.scrollWidth <= e.clientWidth + 1)"
    for path in (page.url, "/desk/vues", f"/desk/queue?state={'z' * 40}"):
        page.goto(path)
        assert page.evaluate(within), path
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path


def test_pages_without_anything(open_page: Callable[..., Any], width: str) -> None:
    page = open_page()
    sign_in(page, "gaelle.morvan@mairie.test")
    for path, name in (("/desk/vues", "vues"), ("/desk/lots", "lots"), ("/desk/colonnes", "colonnes")):
        page.goto(path)
        no_axe_violation(page)
        looked_at(page, f"{width}-vide-{name}")
