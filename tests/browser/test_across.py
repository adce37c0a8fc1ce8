"""Across services: four neighbours answered together, a company on a phone without scripts, a sealed case in an emergency."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.test_journey import looked_at, sign_in
from tests.browser.test_tasks import reported

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_three_duplicates_are_answered_together(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    people = [f"voisin{n}@example.org" for n in range(4)]
    page = open_page()
    cases = [reported(page, person) for person in people]
    main, follow = cases[0]

    road = open_page()
    sign_in(road, "camille.martin@mairie.test")
    road.goto(f"/desk/cases/{main}")
    looked_at(road, "liens-1-demande")
    road.get_by_role("link", name="Rapprocher des doublons").click()
    dialog = road.locator("dialog[open]")
    for reference, _link in cases[1:]:
        dialog.get_by_label(re.compile(reference)).check()
    looked_at(road, "liens-2-doublons")
    dialog.get_by_role("button", name="Clore les doublons choisis").click()
    panel = road.locator("#liens")
    expect(panel.get_by_role("heading", name="3 doublons")).to_be_visible()
    looked_at(road, "liens-3-rapprochees")

    # Closed once, with the keyboard; the box is ticked.
    road.locator("body").press("x")
    dialog.get_by_label("Issue").select_option("done")
    expect(dialog.get_by_label("L'envoyer aussi aux personnes des 3 doublons")).to_be_checked()
    dialog.get_by_label("Ce que la personne lira").fill("Le trou est rebouché.")
    looked_at(road, "liens-4-cloture")
    road.keyboard.press("Control+Enter")
    expect(road.get_by_text("La demande est close.").first).to_be_visible()

    for person, (_reference, link) in zip(people[1:], cases[1:], strict=True):
        letters = [m.get_body(("plain",)).get_content() for m in site.mailbox.wait_for(person, 3, seconds=60)]
        (answered,) = [text for text in letters if "Le trou est rebouché." in text]
        assert link in answered
        assert "Le problème que vous aviez signalé est réglé." in answered
        for other in cases:
            if other[1] != link:
                assert other[0] not in answered
    citizen = open_page()
    citizen.goto(cases[1][1])
    expect(citizen.get_by_text("Le trou est rebouché.")).to_be_visible()
    looked_at(citizen, "liens-5-page-de-suivi")

    # One of them was another hole.
    road.goto(f"/desk/cases/{main}")
    road.locator("#liens").get_by_role("link", name=re.compile(f"Retirer le lien avec {cases[3][0]}")).click()
    dialog.get_by_label("Pourquoi ?").fill("C'est l'autre trou.")
    dialog.get_by_role("button", name="Séparer").click()
    expect(road.get_by_role("heading", name="2 doublons")).to_be_visible()
    assert follow


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_a_company_works_from_a_phone_without_scripts(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    reference, _follow = reported(open_page(), "chantier@example.org")
    road = open_page()
    sign_in(road, "camille.martin@mairie.test")
    road.goto(f"/desk/cases/{reference}/outside")
    road.get_by_label("Ce qu'il y a à faire").fill("Reboucher à l'enrobé")
    road.get_by_label("Consignes").fill("Passez par la cour.")
    road.get_by_label("Nom de la personne").fill("Luc Maurin")
    road.get_by_label("Entreprise ou organisme").fill("Maurin TP")
    road.get_by_label("Courriel").fill("luc@maurin.example")
    looked_at(road, "exterieur-1-confier")
    road.get_by_role("button", name="Envoyer le lien").click()
    expect(road.locator("#taches")).to_contain_text("Lien pas encore ouvert")

    (letter,) = [m.get_body(("plain",)).get_content() for m in site.mailbox.wait_for("luc@maurin.example")]
    link = re.search(r"/tache/\w{26}/", letter)
    assert link
    seen = open_page()
    seen.set_viewport_size({"width": 320, "height": 640})
    seen.goto(link[0])
    assert seen.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("C'est fait", "Envoyer sans finir"):
        assert seen.get_by_role("button", name=name).bounding_box()["height"] >= 44, name
    looked_at(seen, "exterieur-2-tache")

    luc = open_page(java_script_enabled=False)
    luc.goto(link[0])
    expect(luc.get_by_text("Durand")).to_have_count(0)
    luc.get_by_role("button", name="Envoyer sans finir").click()
    expect(luc.get_by_text("Écrivez votre message ou choisissez une photo.").first).to_be_visible()
    luc.get_by_label("Un mot").fill("Je passe jeudi.")
    luc.get_by_role("button", name="Envoyer sans finir").click()
    expect(luc.get_by_text("C'est envoyé")).to_be_visible()
    luc.get_by_label("Un mot").fill("Rebouché, 2 m².")
    luc.get_by_role("button", name="C'est fait").click()
    expect(luc.get_by_text("C'est fait, merci.")).to_be_visible()
    seen.reload()
    looked_at(seen, "exterieur-3-faite")
    seen.goto("/tache/aaaaaaaaaaaaaaaaaaaaaaaaaa/")
    looked_at(seen, "exterieur-4-perdu")

    road.goto(f"/desk/cases/{reference}")
    expect(road.get_by_text("Je passe jeudi.")).to_be_visible()
    expect(road.get_by_text("Tâche faite par Luc Maurin (Maurin TP) par lien")).to_be_visible()
    looked_at(road, "exterieur-5-demande")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_sealed_case_is_opened_in_an_emergency(open_page: Callable[..., Any], width: str) -> None:
    citizen = open_page()
    citizen.goto("/demande/SOC-NUM/")
    citizen.get_by_label("Votre demande").fill("Je n'en peux plus, je suis seule.")
    citizen.get_by_label("Prénom").fill("Zoé")
    citizen.locator("#id_family_name").fill("Secrète")
    citizen.get_by_label("E-mail").fill("zoe@example.org")
    citizen.get_by_role("button", name="Envoyer ma demande").click()
    reference = citizen.locator(".reference").inner_text().strip()
    follow = citizen.get_by_role("link", name="Suivre ma demande").get_attribute("href")

    desk = open_page()
    sign_in(desk, "nadia.perrin@mairie.test")
    desk.goto(f"/desk/search?q={reference}")
    expect(desk.get_by_text("Rien trouvé")).to_be_visible()
    looked_at(desk, "urgence-1-recherche")
    desk.get_by_role("link", name="Accès d'urgence").click()
    desk.get_by_role("button", name="Ouvrir la demande").click()
    desk.get_by_label("Référence de la demande").fill(reference)
    desk.get_by_label("Pourquoi devez-vous la lire maintenant ?").fill(
        "Elle est au guichet et parle de mourir."
    )
    desk.get_by_label("Je sais que cet accès est enregistré et montré").check()
    looked_at(desk, "urgence-2-formulaire")
    desk.get_by_role("button", name="Ouvrir la demande").click()
    expect(desk.get_by_text("Je n'en peux plus, je suis seule.")).to_be_visible()
    expect(desk.get_by_text(re.compile("Accès d'urgence jusqu'à"))).to_be_visible()
    looked_at(desk, "urgence-3-demande")
    desk.locator("summary", has_text="Note interne").click()
    desk.get_by_label("Note interne aux collègues").fill("Elle est avec nous, le SAMU arrive.")
    desk.get_by_role("button", name="Ajouter la note interne").click()
    expect(desk.get_by_text("Elle est avec nous, le SAMU arrive.").first).to_be_visible()

    officer = open_page()
    sign_in(officer, "denis.robin@mairie.test")
    officer.get_by_role("link", name="Consultations").click()
    expect(officer.get_by_text("Elle est au guichet et parle de mourir.")).to_be_visible()
    looked_at(officer, "urgence-4-consultations")
    officer.get_by_role("searchbox", name="Qui").fill("personne")
    officer.keyboard.press("Enter")
    expect(officer.get_by_text("Aucune consultation")).to_be_visible()
    looked_at(officer, "urgence-5-aucune")

    # The steps of a type, as an administrator writes them.
    administrator = open_page()
    sign_in(administrator, "sylvie.morel@mairie.test")
    administrator.goto("/administration/etapes/")
    looked_at(administrator, "etapes-1-types")
    administrator.get_by_role("link", name="Proposer un événement").click()
    administrator.get_by_label("Ce qu'il y a à faire").nth(3).fill("Écrire aux riverains")
    looked_at(administrator, "etapes-2-type")
    administrator.get_by_role("button", name="Enregistrer").click()
    expect(administrator.get_by_text("Les étapes sont enregistrées").first).to_be_visible()

    citizen.goto(follow)
    expect(
        citizen.get_by_text("Un agent d'un autre service a consulté votre demande en urgence.")
    ).to_be_visible()
