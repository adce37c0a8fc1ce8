"""Places: address suggestions, a point on the map, and a plain text when neither server answers; without script too."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import no_axe_violation
from tests.browser.site import Site

pytestmark = pytest.mark.browser


def test_an_address_is_suggested_and_brings_its_point(open_page: Callable[..., Any], site: Site) -> None:
    page = open_page()
    page.goto("/demande/VOI-NDP/")
    page.locator("#id_address").press_sequentially("12 rue des lil", delay=20)
    option = page.get_by_role("option", name=re.compile("12 Rue des Lilas"))
    expect(option).to_be_visible()
    no_axe_violation(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_address")).to_have_value(re.compile("12 Rue des Lilas"))
    assert float(page.locator("#id_latitude").input_value()) == pytest.approx(48.7301, abs=0.001)


def test_the_address_server_is_away(open_page: Callable[..., Any], site: Site) -> None:
    page = open_page()
    page.route("**/adresses**", lambda route: route.abort())
    page.goto("/demande/VOI-NDP/")
    page.locator("#id_address").press_sequentially("12 rue des lil", delay=20)
    page.get_by_label("Votre demande").fill("Un trou.")
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", name="Votre demande est enregistrée")).to_be_visible()


def test_a_point_on_the_map(open_page: Callable[..., Any], site: Site) -> None:
    page = open_page()
    page.goto("/demande/VOI-NDP/")
    picker = page.locator("[data-map-picker]")
    picker.scroll_into_view_if_needed()
    canvas = picker.locator("canvas")
    expect(canvas).to_be_visible(timeout=20_000)
    page.wait_for_timeout(1500)  # the page scrolls smoothly; a click aims at where things are
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#id_latitude")).not_to_have_value("")
    assert float(page.locator("#id_latitude").input_value()) == pytest.approx(48.73, abs=0.05)


def test_the_tile_server_is_away(open_page: Callable[..., Any], site: Site) -> None:
    page = open_page()
    page.route(re.compile(r"/\d+/\d+/\d+\.png"), lambda route: route.abort())
    page.goto("/demande/VOI-NDP/")
    page.locator("[data-map-picker]").scroll_into_view_if_needed()
    expect(page.get_by_text("La carte n'est pas disponible")).to_be_visible(timeout=20_000)
    expect(page.locator("#id_address")).to_be_editable()


def test_the_whole_form_works_without_script(open_page: Callable[..., Any], site: Site) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Décrivez en quelques mots").fill("lampadaire éteint")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Éclairage public en panne").first.click()
    page.get_by_label("Votre demande").fill("Le lampadaire du 12 est éteint.")
    page.locator("#id_address").fill("12 rue des Lilas")
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", name="Votre demande est enregistrée")).to_be_visible()
    page.get_by_role("link", name="Suivre ma demande").click()
    page.locator("#id_body").fill("Il clignote aussi le jour.")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("Il clignote aussi le jour.")).to_be_visible()
