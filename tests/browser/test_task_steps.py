"""The steps of a task: typed by one service, ticked on a phone by another and by a company, by keyboard and without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.test_journey import looked_at, sign_in
from tests.browser.test_tasks import reported

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_steps_are_ticked_one_by_one(open_page: Callable[..., Any], site: Site, width: str) -> None:
    reference, _follow = reported(open_page(), "etapes@example.org")
    road = open_page()
    sign_in(road, "camille.martin@mairie.test")
    road.goto(f"/desk/cases/{reference}/tasks")
    road.get_by_label("Ce qu'il y a à faire").fill("Refaire le massif")
    road.get_by_label("À qui ?").select_option(label="Espaces verts (tout le service)")
    road.get_by_label("Étapes").fill("Baliser\nArracher les souches\nReplanter")
    looked_at(road, "etapes-1-confier")
    road.get_by_role("button", name="Confier la tâche").click()
    expect(road.locator("#taches")).to_contain_text("Étapes faites : 0 sur 3")
    expect(road.get_by_role("checkbox", name="Baliser")).to_have_count(0)

    green = open_page()
    sign_in(green, "gaelle.morvan@mairie.test")
    green.goto(f"/desk/cases/{reference}")
    step = green.get_by_role("checkbox", name="Baliser")
    box = step.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    step.click()
    expect(green.get_by_role("checkbox", name="Baliser")).to_be_checked()
    second = green.get_by_role("checkbox", name="Arracher les souches")
    second.focus()
    green.keyboard.press("Space")
    expect(green.get_by_role("checkbox", name="Arracher les souches")).to_be_checked()
    expect(green.locator("#taches")).to_contain_text("Étapes faites : 2 sur 3")
    looked_at(green, "etapes-2-cochees")

    # What is left is told before the task is said to be done.
    green.locator("#taches").get_by_role("link", name=re.compile("Faite")).click()
    dialog = green.locator("dialog[open]")
    expect(dialog).to_contain_text("Une étape n'est pas cochée.")
    looked_at(green, "etapes-3-finir")
    dialog.get_by_label("Pourquoi finir sans ces étapes ?").fill("On replante à l'automne.")
    dialog.get_by_role("button", name="C'est fait").click()
    road.goto(f"/desk/cases/{reference}")
    road.get_by_text("1 tâche terminée").click()
    expect(road.locator("#taches")).to_contain_text("Étapes laissées : On replante à l'automne.")

    # A company, by its private link, without scripts.
    road.goto(f"/desk/cases/{reference}/outside")
    road.get_by_label("Ce qu'il y a à faire").fill("Reboucher le trou")
    road.get_by_label("Étapes").fill("Poser les barrières\nReboucher")
    road.get_by_label("Nom de la personne").fill("Luc Petit")
    road.get_by_label("Courriel").fill("luc@travaux.example")
    road.get_by_role("button", name="Envoyer le lien").click()
    (letter,) = [m.get_body(("plain",)).get_content() for m in site.mailbox.wait_for("luc@travaux.example")]
    link = re.search(r"/tache/\w{26}/", letter)
    assert link
    company = open_page(java_script_enabled=False)
    company.goto(link[0])
    company.get_by_role("checkbox", name="Poser les barrières").click()
    expect(company.get_by_role("checkbox", name="Poser les barrières")).to_be_checked()
    company.get_by_role("button", name="C'est fait").click()
    expect(company.get_by_text("Il reste des étapes").first).to_be_visible()
    seen = open_page()
    seen.goto(link[0])
    looked_at(seen, "etapes-4-lien")
    company.get_by_label("Pourquoi finir sans toutes les étapes ?").fill("Plus d'enrobé")
    company.get_by_role("button", name="C'est fait").click()
    expect(company.get_by_text("C'est fait, merci.")).to_be_visible()
