"""The front desk by the keyboard alone: a call, an interruption, an answer on the spot, a lost network, a receipt."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep_picture, no_axe_violation
from tests.browser.site import Site
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
NADIA = "nadia.perrin@mairie.test"


def new_request(page: Any, key: str = "n") -> None:
    page.wait_for_load_state("networkidle")
    page.keyboard.press(key)
    expect(page.locator("#q")).to_be_focused()


def say(page: Any, who: str, what: str) -> None:
    """Who, Enter, what: the hands never leave the keyboard."""
    page.keyboard.type(who, delay=5)
    page.keyboard.press("Enter")
    expect(page.locator("#description")).to_be_focused()
    page.keyboard.type(what, delay=5)


def reference(page: Any) -> str:
    page.wait_for_url(re.compile(r"/desk/new/\d{2}-\d{4}"))
    return str(page.locator(".taken-reference span").first.inner_text())


def type_chosen(page: Any) -> Any:
    return page.locator("#types input[name=type]:checked")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_at_the_counter_with_the_keyboard_alone(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, NADIA)
    new_request(page)
    say(page, f"Dupont Marie{width} pour sa mère", "elle a plus de lumière devant chez elle rue des Lilas")
    expect(type_chosen(page)).to_have_value("VOI-ECL")
    expect(page.locator("#address")).to_have_value("rue des Lilas")
    expect(page.locator("#on_behalf_of")).to_have_value("sa mère")
    expect(page.locator("#persons")).to_contain_text(f"nom Dupont Marie{width}".split(" Marie")[0])
    no_axe_violation(page)
    keep_picture(page, f"{width}-accueil-saisie")
    page.keyboard.press("Control+Enter")
    first = reference(page)
    expect(page.locator(".taken-said")).to_contain_text(f"enregistrée sous le numéro {first}")
    no_axe_violation(page)
    keep_picture(page, f"{width}-accueil-enregistree")
    # The same person has something else to say: one key, nothing typed again; the first request is a neighbour.
    page.keyboard.press("n")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#recent")).to_contain_text(first)
    page.keyboard.press("Enter")
    page.keyboard.type("le lampadaire clignote aussi rue des Lilas", delay=5)
    expect(page.locator("#neighbours")).to_contain_text(first)
    no_axe_violation(page)
    page.keyboard.press("F9")
    reference(page)
    expect(page.get_by_role("heading", name="Répondu sur place")).to_be_visible()
    no_axe_violation(page)
    page.keyboard.press("z")
    expect(page.locator(".taken-said")).to_contain_text("est enregistrée sous le numéro")
    # The receipt is a sheet of its own.
    page.emulate_media(media="print")
    expect(page.locator(".receipt")).to_be_visible()
    expect(page.locator(".taken-card")).to_be_hidden()
    for size in ("A5", "A4"):
        sheets = page.pdf(format=size, prefer_css_page_size=False)
        assert len(re.findall(rb"/Type\s*/Page[^s]", sheets)) == 1, size
    page.emulate_media(media="screen")
    new_request(page, "N")
    expect(page.locator("#q")).to_have_value("")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_caller_is_recognised_and_another_can_be_chosen_without_leaving_the_field(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, NADIA)
    new_request(page)
    say(page, "Quillivéré Zoé 06 39 98 10 11", "un trou dans la chaussée 12 rue des Lilas")
    expect(type_chosen(page)).to_have_value("VOI-NDP")
    expect(page.locator("#lat")).to_have_value(re.compile(r"^48\.73"))
    page.keyboard.press("Control+Enter")
    known = reference(page)
    page.goto(f"{site.url}/desk/new?tel=%2B33639981011")
    expect(page.locator("#channel-phone")).to_be_checked()
    expect(page.locator("#persons .choice:has(:checked)")).to_contain_text("Zoé Quillivéré")
    expect(page.locator("#recent")).to_contain_text(known)
    no_axe_violation(page)
    keep_picture(page, f"{width}-accueil-appel")
    page.locator("#q").focus()
    # The first arrow goes to whoever was recognised, not past them.
    page.keyboard.press("ArrowDown")
    expect(page.locator("#persons .choice:has(:checked)")).to_contain_text("Zoé Quillivéré")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#persons .choice:has(:checked)")).to_contain_text("Nouvelle personne")
    expect(page.locator("#recent")).to_be_empty()
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type("la plaque d'égout devant chez elle", delay=5)
    expect(type_chosen(page)).to_have_count(1)
    page.locator("#address").fill("3 rue des Acacias")
    page.keyboard.press("Control+Enter")
    reference(page)
    expect(page.locator(".receipt")).to_contain_text("Zoé Quillivéré")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_an_interrupted_entry_comes_back_to_whoever_typed_it_alone(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, NADIA)
    new_request(page)
    say(page, "Secretan Ida", "une branche est tombée rue des Lilas")
    expect(type_chosen(page)).to_have_value("ESV-ARB")
    page.wait_for_timeout(400)
    # The page is reloaded in the middle of a sentence.
    page.reload()
    expect(page.locator("#description")).to_have_value("une branche est tombée rue des Lilas")
    expect(type_chosen(page)).to_have_value("ESV-ARB")
    # Somebody else is at the counter.
    page.keyboard.press("F4")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("[data-entry-kept]")).to_contain_text("Secretan Ida")
    no_axe_violation(page)
    keep_picture(page, f"{width}-accueil-de-cote")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "parvis-entry:" in kept
    for secret in ("Secretan", "branche", "Lilas"):
        assert secret not in kept
    # The computer is shared: another agent finds nothing.
    page.context.clear_cookies()
    sign_in(page, "paul.legrand@mairie.test")
    new_request(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-entry-kept]")).to_be_hidden()
    page.context.clear_cookies()
    sign_in(page, NADIA)
    new_request(page)
    page.keyboard.press("F8")
    page.keyboard.press("Enter")
    expect(page.locator("#description")).to_have_value("une branche est tombée rue des Lilas")
    expect(page.locator("#q")).to_have_value("Secretan Ida")
    page.keyboard.press("Control+Enter")
    reference(page)
    expect(page.locator(".receipt")).to_contain_text("Ida Secretan")
    assert "parvis-entry:" not in page.evaluate("JSON.stringify({...localStorage})")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_a_network_lost_while_saving_loses_and_doubles_nothing(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    page = open_page()
    sign_in(page, NADIA)
    new_request(page)
    say(page, "Perdue Lucie", "un chat écrasé 8 rue des Acacias")
    expect(type_chosen(page)).to_have_value("PRO-ANM")
    page.wait_for_load_state("networkidle")
    reached: list[int] = []

    def cut(route: Any) -> None:
        # The server has it; its answer is lost on the way back.
        reached.append(route.fetch(max_redirects=0).status)
        route.abort("connectionreset")

    page.route("**/desk/new", cut)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Le réseau ne répond pas")).to_be_visible()
    assert reached == [204]
    expect(page.locator("#description")).to_have_value("un chat écrasé 8 rue des Acacias")
    no_axe_violation(page)
    keep_picture(page, f"{width}-accueil-reseau")
    page.unroute("**/desk/new")
    page.locator("#description").focus()
    page.keyboard.press("Control+Enter")
    saved = reference(page)
    page.goto(f"{site.url}/desk/search?q=Lucie+Perdue")
    expect(page.get_by_text(saved).first).to_be_visible()
    assert len(set(re.findall(r"\b\d{2}-\d{4}\b", page.locator("main").inner_text()))) == 1


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_without_script(open_page: Callable[..., Any], site: Site, width: str) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, NADIA)
    page.goto(f"{site.url}/desk/new")
    page.locator("#q").fill("Sansscript Léa 06 39 98 20 21")
    page.locator("#description").fill("nid de poule rue des Acacias")
    page.get_by_role("button", name="Vérifier et compléter").click()
    expect(type_chosen(page)).to_have_value("VOI-NDP")
    page.get_by_role("button", name="Répondu sur place").click()
    reference(page)
    page.get_by_role("button", name="Annuler : le service doit s'en occuper").click()
    expect(page.locator(".taken-said")).to_contain_text("est enregistrée sous le numéro")
