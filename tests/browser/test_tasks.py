"""A request closed with the help of another service, from the task to what the person thinks of it, with axe on each page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.test_journey import looked_at, sign_in

pytestmark = pytest.mark.browser


def reported(page: Any, person: str) -> tuple[str, str]:
    """A pothole, from the web form: its reference and the private link."""
    page.goto("/demande/VOI-NDP/")
    page.get_by_label("Votre demande").fill("Un trou caché par une haie.")
    page.get_by_label("Adresse ou lieu").fill("12 rue des Lilas")
    page.get_by_label("Prénom").fill("Élodie")
    page.locator("#id_family_name").fill("Durand")
    page.get_by_label("E-mail").fill(person)
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", name="Votre demande est enregistrée")).to_be_visible()
    link = page.get_by_role("link", name="Suivre ma demande").get_attribute("href")
    return page.locator(".reference").inner_text().strip(), link


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_task_given_by_one_service_and_done_by_another(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    person, what = "haie@example.org", "Tailler la haie"
    reference, follow = reported(open_page(), person)

    # The roads keep the request, and give the hedge to the green spaces, with the keyboard alone.
    road = open_page()
    sign_in(road, "camille.martin@mairie.test")
    road.goto(f"/desk/cases/{reference}")
    road.locator("body").press("k")
    dialog = road.locator("dialog[open]")
    expect(dialog.get_by_label("Ce qu'il y a à faire")).to_be_focused()
    looked_at(road, "taches-1-confier")
    road.keyboard.type(what)
    dialog.get_by_label("Chercher un service, un nom…").fill("espaces")
    expect(dialog.get_by_label("À qui ?")).to_have_value(re.compile(r"^s\d+$"))
    dialog.get_by_label("Consignes").fill("Côté école.")
    road.keyboard.press("Control+Enter")
    panel = road.locator("#taches")
    expect(panel.locator(".fact-name", has_text=what)).to_be_visible()
    expect(panel.get_by_text("Espaces verts")).to_be_visible()
    expect(panel.get_by_role("link", name=re.compile("Faite"))).to_have_count(0)
    looked_at(road, "taches-2-demande")

    # It cannot be closed in silence.
    road.goto(f"/desk/cases/{reference}/closure")
    expect(road.get_by_text("Une tâche n'est pas faite : elle sera annulée.")).to_be_visible()
    looked_at(road, "taches-3-cloture")

    # The green spaces find it in their day and in their list, take it and do it without leaving the list.
    green = open_page()
    sign_in(green, "gaelle.morvan@mairie.test")
    expect(green.get_by_role("heading", name=re.compile("Tâches confiées à vos services"))).to_be_visible()
    looked_at(green, "taches-4-ma-journee")
    green.goto("/desk/taches")
    looked_at(green, "taches-5-liste")
    row = green.get_by_role("row").filter(has_text=what)
    row.get_by_role("link", name=re.compile("Prendre")).click()
    green.locator("dialog[open]").get_by_role("button", name="Prendre la tâche").click()
    expect(green.get_by_text("Cette tâche est à vous.")).to_be_visible()
    expect(row).to_contain_text("Gaëlle Morvan")
    row.get_by_role("link", name=re.compile("Faite")).click()
    green.get_by_label("Ce qui a été fait").fill("Taillée ce matin.")
    green.locator("dialog[open]").get_by_role("button", name="C'est fait").click()
    expect(green).to_have_url(re.compile("/desk/taches$"))
    expect(row).to_have_count(0)

    # The roads read it, and close.
    road.goto(f"/desk/cases/{reference}")
    expect(road.get_by_text("Tâche faite par le service Espaces verts")).to_be_visible()
    looked_at(road, "taches-6-faite")
    road.goto(f"/desk/cases/{reference}/closure")
    expect(road.get_by_text("n'est pas faite")).to_have_count(0)
    road.get_by_label("Issue").select_option("done")
    road.get_by_label("Ce que la personne lira").fill("Le trou est rebouché.")
    road.get_by_role("button", name="Clore la demande").click()
    expect(road.get_by_text("La demande est close.").first).to_be_visible()

    # The person is asked what they think of it.
    letters = [m.get_body(("plain",)).get_content() for m in site.mailbox.wait_for(person, 2)]
    (text,) = [
        letter for letter in letters if "bien traitée" in letter
    ]  # a busy machine may send them out of order
    assert follow in text


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_what_one_thinks_of_it_on_a_small_phone(open_page: Callable[..., Any], width: str) -> None:
    reference, follow = reported(open_page(), "avis@example.org")
    road = open_page(java_script_enabled=False)
    sign_in(road, "camille.martin@mairie.test")
    road.goto(f"/desk/cases/{reference}/tasks")
    road.get_by_label("Ce qu'il y a à faire").fill("Poser un panneau")
    road.get_by_label("À qui ?").select_option("Espaces verts (tout le service)")
    road.get_by_role("button", name="Confier la tâche").click()
    expect(road.locator("#taches")).to_contain_text("Poser un panneau")
    road.goto(f"/desk/cases/{reference}/closure")
    road.get_by_label("Issue").select_option("answered")
    road.get_by_label("Pourquoi clore").fill("Plus utile.")
    road.get_by_role("button", name="Clore la demande").click()

    # axe needs scripts.
    other = open_page()
    sign_in(other, "gaelle.morvan@mairie.test")
    other.goto("/desk/taches?scope=all&state=ended")
    looked_at(other, "phone-taches")

    citizen = open_page()
    citizen.set_viewport_size({"width": 320, "height": 640})
    citizen.goto(follow)
    assert citizen.evaluate("document.documentElement.scrollWidth") <= 320
    for word in ("Tout à fait", "Plutôt oui", "Moyennement", "Plutôt non", "Pas du tout"):
        box = citizen.get_by_label(word).locator("xpath=..").bounding_box()
        assert box["height"] >= 44, word
    looked_at(citizen, "phone-avis-1-question")
    citizen.get_by_role("button", name="Donner mon avis").click()
    expect(citizen.get_by_label("Tout à fait")).to_have_js_property("validity.valueMissing", True)
    citizen.get_by_label("Tout à fait").focus()
    citizen.keyboard.press("ArrowDown")
    citizen.keyboard.press("ArrowDown")
    expect(citizen.get_by_label("Moyennement")).to_be_checked()
    citizen.get_by_label("Un mot pour nous aider").fill("Personne n'a prévenu.")
    citizen.get_by_role("button", name="Donner mon avis").click()
    expect(citizen.get_by_text("Merci : votre avis est enregistré.")).to_be_visible()
    citizen.get_by_text("Modifier ma réponse").click()
    looked_at(citizen, "phone-avis-2-corriger")

    # Without scripts it is corrected as well.
    plain = open_page(java_script_enabled=False)
    plain.goto(follow)
    plain.get_by_text("Modifier ma réponse").click()
    plain.get_by_label("Plutôt oui").check()
    plain.get_by_role("button", name="Donner mon avis").click()
    expect(plain.get_by_text("Votre avis sur le traitement de cette demande : Plutôt oui.")).to_be_visible()
    road.goto(f"/desk/cases/{reference}")
    expect(road.locator("#avis")).to_contain_text("Plutôt oui")
    expect(road.locator("#avis")).to_contain_text("Personne n'a prévenu.")
