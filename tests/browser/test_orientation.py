"""Rules of routing on screen: by the keyboard, on a phone, and without script; the guided visit beside the pages it shows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep_picture, no_axe_violation
from tests.browser.site import Site
from tests.browser.test_counter import focus
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
HOME = "/administration/orientation/"


def test_a_rule_is_tried_saved_moved_deleted_and_brought_back(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, "sylvie.morel@mairie.test")
    if width == "phone":
        page.locator(".desk-bottom summary").click()
    page.get_by_role("link", name="Administration").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Administration")).to_be_visible()
    no_axe_violation(page)
    page.get_by_role("link", name="Orientation").click()
    no_axe_violation(page)
    keep_picture(page, f"{width}-orientation")
    page.get_by_role("link", name="Nouvelle règle").click()
    focus(page, "#rule-words")
    page.keyboard.type("rat musqué", delay=5)
    focus(page, "#rule-department")
    page.keyboard.type("Propreté")
    no_axe_violation(page)
    focus(page, "button[name=trial]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Essai sur le passé")).to_be_visible()
    expect(page.locator("[data-reading]")).to_contain_text("Aucune demande")
    no_axe_violation(page)
    page.get_by_role("button", name="Enregistrer la règle").click()
    rule = page.locator(".rule", has_text="« rat musqué », alors Propreté")
    expect(rule).to_be_visible()
    rank = int(rule.locator(".rule-rank").inner_text())
    rule.get_by_role("button", name=re.compile("^Monter")).focus()
    page.keyboard.press("Enter")
    expect(rule.locator(".rule-rank")).to_have_text(str(rank - 1))
    rule.locator("summary").focus()
    page.keyboard.press("Enter")
    rule.get_by_role("link", name="Supprimer…").click()
    no_axe_violation(page)
    page.get_by_role("button", name="Supprimer la règle").click()
    expect(rule).to_have_count(0)
    page.get_by_role("button", name="Annuler la suppression").click()
    expect(rule.locator(".rule-rank")).to_have_text(str(rank - 1))
    no_axe_violation(page)
    rule.locator("summary").click()
    rule.get_by_role("link", name="Supprimer…").click()
    page.get_by_role("button", name="Supprimer la règle").click()
    expect(rule).to_have_count(0)


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_without_script_a_mistake_is_said_and_the_rule_is_saved(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "sylvie.morel@mairie.test")
    page.goto(f"{HOME}nouvelle")
    page.locator("#rule-words").fill(f"chauve-souris {width}")
    page.get_by_role("button", name="Essayer sur le passé").click()
    expect(page.get_by_text("Choisissez le service qui reçoit ces demandes.").first).to_be_visible()
    page.locator("#rule-department").select_option(label="Espaces verts")
    page.get_by_role("button", name="Essayer sur le passé").click()
    page.get_by_role("button", name="Enregistrer la règle").click()
    rule = page.locator(".rule", has_text=f"« chauve-souris {width} », alors Espaces verts")
    expect(rule).to_be_visible()
    rule.locator("summary").click()
    rule.get_by_role("button", name="Mettre de côté").click()
    expect(rule.get_by_text("Mise de côté")).to_be_visible()
    page.goto("/desk/visite/administrator/2")
    expect(page.locator(".guide-panel")).to_contain_text("étape 2 sur 6")
    page.get_by_role("link", name="Suivant").click()
    expect(page.locator(".guide-panel")).to_contain_text("étape 3 sur 6")


def test_the_visit_leads_shows_folds_and_leaves(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, "nadia.perrin@mairie.test")
    page.goto("/desk/visite")
    expect(page.locator(".guide-steps > li")).to_have_count(6)
    no_axe_violation(page)
    page.get_by_role("link", name="Commencer").click()
    panel = page.locator(".guide-panel")
    expect(panel.locator("h2")).to_be_focused()
    expect(page.locator("[data-guide=figures]")).to_have_class(re.compile("is-guided"))
    no_axe_violation(page)
    keep_picture(page, f"{width}-visite")
    page.keyboard.press("ArrowRight")
    expect(panel).to_contain_text("étape 2 sur 6")
    expect(panel.locator("h2")).to_be_focused()
    no_axe_violation(page)
    page.locator("#description").click()
    expect(panel.locator("#guide-body")).to_be_hidden()
    page.keyboard.type("Un lampadaire")
    page.keyboard.press("Escape")
    expect(page.locator("#description")).to_have_value("Un lampadaire")
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Reprendre la visite").click()
    expect(panel.locator("#guide-body")).to_be_visible()
    panel.get_by_role("link", name="Précédent").click()
    expect(panel).to_contain_text("étape 1 sur 6")
    expect(panel.locator("h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page).to_have_url(f"{site.url}/desk/")
    expect(page.get_by_text("Première visite ?")).to_have_count(0)
