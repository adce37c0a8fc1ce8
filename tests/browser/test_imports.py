"""A spreadsheet brought, corrected, tried, imported and taken back: with a mouse, a phone, and the keyboard alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep_picture, no_axe_violation
from tests.browser.site import Site
from tests.browser.test_journey import sign_in
from tests.intake.screens import ROWS, csv_of

pytestmark = pytest.mark.browser
ADMINISTRATOR = "sylvie.morel@mairie.test"


def looked_at(page: Any, name: str) -> None:
    no_axe_violation(page)
    keep_picture(page, name)


def spreadsheet(width: str, rows: int = 0) -> dict[str, Any]:
    """Its own numbers and name for each width, so that neither finds the other's cases already known."""
    found = [(f"{width}-{row[0]}", *row[1:]) for row in ROWS]
    found += [
        (f"{width}-{n}", "05/03/2024 10:30", "", "Bruit", "Bruit de nuit.", "Tél.", "Reçue", "")
        for n in range(rows)
    ]
    return {"name": f"Tableur {width}.csv", "mimeType": "text/csv", "buffer": csv_of(found)}


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_spreadsheet_is_imported_and_taken_back(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, ADMINISTRATOR)
    page.goto("/administration/reprises/")
    looked_at(page, f"{width}-reprise-1-liste")
    page.get_by_role("link", name="Reprendre un fichier").click()
    looked_at(page, f"{width}-reprise-2-fichier")
    page.get_by_label("Le fichier").set_input_files(spreadsheet(width))
    page.get_by_role("button", name="Envoyer et lire les colonnes").click()

    # The worker reads the columns; the page goes on by itself.
    expect(page.get_by_role("heading", name="Que veulent dire les colonnes ?")).to_be_visible()
    expect(page.get_by_label("Reçue le", exact=True)).to_have_value("received")
    looked_at(page, f"{width}-reprise-3-colonnes")
    # Two columns for one thing is said beside it, and corrected.
    page.get_by_label("Adresse", exact=True).select_option("identifier")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("est déjà donné par la colonne « N° demande »").first).to_be_visible()
    looked_at(page, f"{width}-reprise-4-erreur")
    page.get_by_label("Adresse", exact=True).select_option("place.address")
    page.get_by_role("button", name="Continuer").click()

    expect(page.get_by_role("heading", name="Que deviennent les valeurs ?")).to_be_visible()
    looked_at(page, f"{width}-reprise-5-valeurs")
    page.get_by_label("Traitée", exact=True).select_option("closed:answered")
    page.get_by_role("button", name="Voir les premières lignes").click()
    expect(page.get_by_text("1 ligne sur 4 serait refusée.")).to_be_visible()
    looked_at(page, f"{width}-reprise-6-apercu")
    page.get_by_role("button", name="Essayer sur tout le fichier").click()

    expect(page.get_by_text("3 seraient créées. Rien n'est encore écrit.")).to_be_visible()
    looked_at(page, f"{width}-reprise-7-essai")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger les lignes refusées").click()
    assert "date illisible" in download.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Reprendre pour de bon").click()
    expect(page.get_by_text("3 fiches sont reprises.")).to_be_visible()
    looked_at(page, f"{width}-reprise-8-faite")
    page.get_by_text("Garder cette correspondance").click()
    page.get_by_label("Son nom").fill(f"Tableur {width}")
    page.get_by_role("button", name="Garder").click()
    expect(page.get_by_text("elle sera proposée pour le prochain fichier.")).to_be_visible()
    page.goto("/desk/search?q=Lampadaire")
    expect(page.get_by_text("Lampadaire éteint depuis lundi.").first).to_be_visible()

    page.goto("/administration/reprises/")
    looked_at(page, f"{width}-reprise-9-liste")
    page.get_by_role("link", name=f"Tableur {width}.csv").click()
    page.get_by_role("link", name="Annuler cette reprise…").click()
    looked_at(page, f"{width}-reprise-10-annulation")
    page.get_by_role("button", name="Annuler la reprise").click()
    expect(page.get_by_text("3 fiches sont retirées, avec leur historique.")).to_be_visible()
    looked_at(page, f"{width}-reprise-11-annulee")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_with_the_keyboard_alone(open_page: Callable[..., Any], site: Site, width: str) -> None:
    page = open_page()
    sign_in(page, ADMINISTRATOR)
    page.goto("/administration/reprises/fichier")
    page.get_by_label("Le fichier").set_input_files(spreadsheet(f"clavier-{width}", rows=1500))
    reach(page, "Envoyer et lire les colonnes")
    for button in (
        "Continuer",
        "Voir les premières lignes",
        "Essayer sur tout le fichier",
        "Reprendre pour de bon",
    ):
        expect(page.get_by_role("button", name=button)).to_be_visible()
        reach(page, button)
    expect(page.get_by_text(re.compile("1.503 fiches sont reprises."))).to_be_visible(timeout=30_000)


def reach(page: Any, button: str) -> None:
    """Tab until the button has the focus, then Enter."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if button in page.evaluate("document.activeElement.innerText || ''"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"« {button} » is not reached by the keyboard")


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_without_script(open_page: Callable[..., Any], site: Site, width: str) -> None:
    if width == "phone":
        pytest.skip("once is enough")
    page = open_page(java_script_enabled=False)
    page.goto("/connexion")
    from tests.browser.town import PASSWORD

    page.get_by_label("Adresse électronique").fill(ADMINISTRATOR)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    page.goto("/administration/reprises/fichier")
    page.get_by_label("Le fichier").set_input_files(spreadsheet("sans-script"))
    page.get_by_role("button", name="Envoyer et lire les colonnes").click()
    for button in (
        "Continuer",
        "Voir les premières lignes",
        "Essayer sur tout le fichier",
        "Reprendre pour de bon",
    ):
        wait_by_reloading(page, button)
        page.get_by_role("button", name=button).click()
    wait_by_reloading(page, "Garder")
    expect(page.get_by_text("3 fiches sont reprises.")).to_be_visible()


def wait_by_reloading(page: Any, button: str) -> None:
    for _ in range(40):
        if (
            page.get_by_role("button", name=button).count()
            or page.get_by_text("fiches sont reprises").count()
        ):
            return
        page.wait_for_timeout(250)
        page.get_by_role("link", name="Actualiser").click()
    raise AssertionError(f"« {button} » never came")
