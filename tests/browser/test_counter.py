"""At the counter, with the keyboard alone."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep_picture, no_axe_violation
from tests.browser.site import TILE, Site
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_request_is_taken_by_the_keyboard_alone(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, "nadia.perrin@mairie.test")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Nouvelle demande")).to_be_visible()
    started = time.monotonic()
    page.keyboard.type("Lefebvre Odile", delay=5)
    page.wait_for_timeout(400)
    focus(page, "textarea")
    page.keyboard.type("le lampadaire devant chez elle est éteint", delay=5)
    expect(page.get_by_text("Éclairage public en panne").first).to_be_visible()
    page.wait_for_timeout(400)
    focus(page, "input[name=address]")
    page.keyboard.type("14 rue des Acacias", delay=5)
    keep_picture(page, f"{width}-guichet")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".reference, .taken-reference").first).to_have_text(re.compile(r"\d{2}-\d{4}"))
    # The machine's part of the forty-five seconds.
    assert time.monotonic() - started < 30
    no_axe_violation(page)
    keep_picture(page, f"{width}-guichet-recue")
    expect(page.get_by_text("Voirie, réseaux, éclairage").first).to_be_visible()


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_an_act_goes_wrong_in_its_dialog_and_leaves_the_focus_on_the_case(
    open_page: Callable[..., Any], site: Site
) -> None:
    page = open_page()
    sign_in(page, "nadia.perrin@mairie.test")
    page.goto(f"{site.url}/desk/new")
    page.locator("#q").fill("Zoé Quillivéré 06 12 34 56 78")
    page.locator("#description").fill("le lampadaire devant chez elle est éteint")
    expect(page.get_by_text("Éclairage public en panne").first).to_be_visible()
    page.wait_for_timeout(400)
    page.locator("#address").fill("14 rue des Acacias")
    page.keyboard.press("Control+Enter")
    reference = page.locator(".taken-reference [aria-hidden]").inner_text()
    page.go_back()
    expect(page.locator("#description")).to_have_value("")
    expect(page.locator("#q")).to_have_value("")
    page.goto(f"{site.url}/desk/cases/{reference}")
    expect(page.get_by_text("Zoé Quillivéré").first).to_be_visible()
    page.locator(".case-bar a", has_text="Joindre").click()
    dialog = page.locator("#act-dialog")
    expect(dialog.locator("form")).to_be_visible()
    dialog.locator("form").evaluate("form => form.noValidate = true")
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_text("Choisissez un fichier.").first).to_be_visible()
    expect(page.locator(".timeline")).to_be_visible()
    no_axe_violation(page)
    dialog.locator("input[type=file]").set_input_files(
        {"name": "trou.png", "mimeType": "image/png", "buffer": TILE}
    )
    dialog.locator("button[type=submit]").click()
    expect(page.locator(".timeline").get_by_text("trou")).to_be_visible()
    expect(dialog).to_be_hidden()
    expect(page.locator("h1")).to_be_focused()


def focus(page: Any, selector: str) -> None:
    """Tab until there, as a person does; fails when the keyboard does not lead there."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")
