"""Two agents at once, each in a browser: what one does shows in the other's pages, which nobody reloads."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.test_journey import looked_at, sign_in
from tests.browser.test_tasks import reported

pytestmark = pytest.mark.browser

CAMILLE, PAUL = "camille.martin@mairie.test", "paul.legrand@mairie.test"


def not_reloaded(page: Any) -> None:
    assert page.evaluate("window.still") == "here", "the page was loaded again"


def tabs(page: Any) -> dict[str, int]:
    """The figures of the queue's tabs, by name, and the one beside its title."""
    said = page.locator("[data-live-part=tabs] a, h1").evaluate_all(
        "all => all.map(one => [one.firstChild.textContent.trim(), one.querySelector('span').textContent])"
    )
    return {name: int(re.sub(r"\D", "", count)) for name, count in said}


def tabs_become(page: Any, figures: dict[str, int]) -> None:
    for _ in range(100):
        if tabs(page) == figures:
            return
        page.wait_for_timeout(100)
    assert tabs(page) == figures, "as they would be if the page were loaded again"


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_what_one_does_shows_in_the_other_s_pages(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    reference, _ = reported(open_page(), "direct@example.org")
    camille, queue = open_page(), open_page()
    sign_in(camille, CAMILLE)
    sign_in(queue, PAUL)
    queue.goto("/desk/queue?state=open")
    # Looked at apart: what axe and pictures leave on a page is not there for htmx to copy.
    other_tab = queue.context.new_page()
    other_tab.goto("/desk/queue?state=open")
    case = queue.context.new_page()
    case.goto(f"/desk/cases/{reference}")
    for page in (queue, case):
        page.evaluate("window.still = 'here'")
    untaken = int(re.sub(r"\D", "", queue.locator(".desk-nav [data-live-count=queue]").inner_text()))
    row = queue.locator(f"[data-live-row='{reference}']")
    expect(row).to_contain_text("Reçue")
    figures = tabs(queue)
    expect(case.locator(".desk-nav [data-live-count=queue]")).to_have_text(
        f"{untaken:,}".replace(",", "\u202f")
    )

    # Paul is writing a note: nothing touches his words nor his cursor.
    note = case.get_by_label("Note interne aux collègues")
    case.locator("body").press("m")
    note.type("Je demande un dev")

    camille.goto(f"/desk/cases/{reference}")
    camille.get_by_role("link", name="Prendre").click()
    camille.locator("dialog[open]").get_by_role("button", name="Prendre la demande").click()
    expect(row).to_contain_text("Camille Martin")
    expect(row).to_contain_text("En cours")
    expect(queue.locator(".desk-nav [data-live-count=queue]")).to_have_text(
        f"{untaken - 1:,}".replace(",", "\u202f") if untaken > 1 else ""
    )
    figures |= {"Reçues": figures["Reçues"] - 1, "En cours": figures["En cours"] + 1}
    tabs_become(queue, figures)
    expect(case.locator(".timeline")).to_contain_text("Prise en charge par Camille Martin")
    expect(case.locator(".case-badges")).to_contain_text("En cours")
    expect(case.get_by_role("link", name="Prendre")).to_have_count(0)
    expect(note).to_be_focused()
    expect(note).to_have_value("Je demande un dev")
    looked_at(case, "direct-2-demande")

    # A new request waits to be asked for.
    newer, _ = reported(open_page(), "direct2@example.org")
    expect(queue.get_by_role("link", name="1 nouvelle demande : afficher")).to_be_visible()
    expect(queue.locator(f"[data-live-row='{newer}']")).to_have_count(0)
    for name in ("Demandes ouvertes", "Ouvertes", "Reçues", "Toutes"):
        figures[name] += 1
    tabs_become(queue, figures)
    expect(other_tab.get_by_role("link", name="1 nouvelle demande : afficher")).to_be_visible()
    looked_at(other_tab, "direct-1-nouvelle")
    not_reloaded(queue)
    queue.get_by_role("link", name="1 nouvelle demande : afficher").click()
    expect(queue.locator(f"[data-live-row='{newer}']")).to_be_visible()
    expect(queue.locator("[data-live-arrivals]")).to_have_count(0)
    not_reloaded(queue)

    # Closed: the row stays in its place, and says so.
    camille.goto(f"/desk/cases/{reference}/closure")
    camille.get_by_label("Issue").select_option("done")
    camille.get_by_role("button", name="Clore la demande").click()
    expect(row).to_contain_text("Réalisée")
    for name, more in (("Demandes ouvertes", -1), ("Ouvertes", -1), ("En cours", -1), ("Closes", 1)):
        figures[name] += more
    tabs_become(queue, figures)
    expect(case.locator(".case-badges")).to_contain_text("Close")
    not_reloaded(case)

    # What Paul sends was begun before: he is told what changed, field by field, and his words are kept.
    case.get_by_role("button", name="Ajouter la note interne").click()
    expect(case.get_by_role("heading", name="Note interne")).to_be_visible()
    changes = case.locator("[data-changes]")
    expect(changes).to_contain_text("Agent chargé")
    expect(changes).to_contain_text("Personne")
    expect(changes).to_contain_text("Camille Martin")
    expect(changes).to_contain_text("État")
    expect(case.get_by_label("Note interne aux collègues")).to_have_value("Je demande un dev")
    looked_at(case, "direct-4-perime")
    case.get_by_role("button", name="Envoyer quand même").click()
    expect(case.locator(".timeline")).to_contain_text("Je demande un dev")

    # Sealed by a hand-over: it leaves the pages of those who may not read it any more, and the words stay in the browser.
    case.goto(f"/desk/cases/{newer}")
    case.get_by_label("Votre réponse à la personne").fill("Je commençais à répondre")
    camille.goto(f"/desk/cases/{newer}/hand-over")
    camille.get_by_label("Service").select_option(label="Action sociale (CCAS)")
    camille.get_by_label("Pourquoi ?").fill("Suivi social")
    camille.get_by_role("button", name="Transmettre").click()
    expect(case.get_by_text("Cette demande n'est plus de votre ressort")).to_be_visible()
    expect(case.locator(".timeline")).to_have_count(0)
    expect(queue.locator(f"[data-live-row='{newer}']")).to_have_count(0)
    for name in ("Demandes ouvertes", "Ouvertes", "Reçues", "Toutes"):
        figures[name] -= 1
    tabs_become(queue, figures)
    not_reloaded(queue)
    queue.reload()
    assert tabs(queue) == figures


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_who_is_there_and_who_writes(open_page: Callable[..., Any], site: Site, width: str) -> None:
    reference, _ = reported(open_page(), f"presence.{width}@example.org")
    camille, paul, queue = open_page(), open_page(), open_page()
    sign_in(camille, CAMILLE)
    sign_in(paul, PAUL)
    sign_in(queue, "nadia.perrin@mairie.test")
    queue.goto("/desk/queue?state=open")
    camille.goto(f"/desk/cases/{reference}")
    paul.goto(f"/desk/cases/{reference}")
    expect(paul.locator("[data-live-who]")).to_contain_text("Camille Martin lit cette demande")
    expect(camille.locator("[data-live-who]")).to_contain_text("Paul Legrand lit cette demande")

    camille.get_by_label("Votre réponse à la personne").fill("Bonjour, nous passons demain.")
    expect(paul.locator("[data-live-who]")).to_contain_text("Camille Martin écrit une réponse")
    expect(
        paul.get_by_text("Camille Martin écrit une réponse à cette personne en ce moment.")
    ).to_be_visible()
    expect(queue.locator(f"[data-live-row='{reference}']")).to_contain_text("Camille Martin répond")
    # Her draft is no act on the case: its page is told all the same.
    expect(paul.locator("[data-live-part=on-its-way]")).to_contain_text("Camille Martin a un brouillon")
    looked_at(paul, f"{width}-presence-1")
    looked_at(queue, f"{width}-presence-2-file")

    # The first press asks; the second sends.
    paul.get_by_label("Votre réponse à la personne").fill("Bonjour, c'est prévu.")
    paul.get_by_role("button", name=re.compile("^Envoyer à")).click()
    again = paul.get_by_role("button", name="Envoyer quand même")
    expect(again).to_be_focused()
    expect(paul.locator(".timeline")).not_to_contain_text("c'est prévu")
    looked_at(paul, f"{width}-presence-3-garde")
    again.click()
    # It leaves ten seconds later, unless it is undone.
    expect(paul.locator(".timeline")).to_contain_text("c'est prévu", timeout=25_000)
    expect(camille.locator(".timeline")).to_contain_text("c'est prévu", timeout=25_000)

    # Gone at once when the page is left.
    paul.goto("/desk/")
    expect(camille.locator("[data-live-who]")).to_be_hidden()
    camille.goto("/desk/")
    expect(queue.locator(f"[data-live-row='{reference}']")).not_to_contain_text("Camille Martin répond")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_cut_restarted_and_many_tabs(open_page: Callable[..., Any], site: Site, width: str) -> None:
    reference, _ = reported(open_page(), "coupure@example.org")
    paul, camille = open_page(), open_page()
    sign_in(paul, PAUL)
    sign_in(camille, CAMILLE)
    # More tabs than a browser may have connections to one host: one of them listens for all.
    tabs = [paul.context.new_page() for _ in range(9)]
    for tab in tabs:
        tab.goto("/desk/queue?state=open")
    expect(tabs[0].locator("[data-live-since]")).to_be_visible()
    camille.goto(f"/desk/cases/{reference}/note")
    camille.get_by_label("Note interne aux collègues").fill("un")
    camille.get_by_role("button", name="Ajouter la note interne").click()
    for tab in tabs:
        expect(tab.locator(f"[data-live-row='{reference}']")).to_have_attribute("data-live-version", "2")

    # The web process dies while Paul types, and comes back: he loses nothing, and sees what he missed.
    paul.goto(f"/desk/cases/{reference}")
    area = paul.get_by_label("Votre réponse à la personne")
    area.fill("Bonjour, je commence")
    site.children["web"].kill()
    site.children.pop("web").wait()
    try:
        area.type(" à répondre")
        expect(paul.get_by_text("Connexion interrompue")).to_be_visible(timeout=15_000)
        looked_at(paul, "direct-5-coupure")
    finally:  # the site is the other tests' too
        site.start("web")
        site.wait_until_ready()
    camille.goto(f"/desk/cases/{reference}/note")
    camille.get_by_label("Note interne aux collègues").fill("deux, pendant la coupure")
    camille.get_by_role("button", name="Ajouter la note interne").click()
    expect(paul.locator(".timeline")).to_contain_text("pendant la coupure", timeout=30_000)
    expect(paul.get_by_text("Connexion interrompue")).to_be_hidden()
    expect(area).to_have_value("Bonjour, je commence à répondre")


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_behind_a_proxy_that_holds_back_and_without_script(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    reference, _ = reported(open_page(), "tampon@example.org")
    held, plain, camille = open_page(), open_page(java_script_enabled=False), open_page()
    # As a buffering proxy: the stream is opened, and nothing ever comes out of it.
    held.route("**/desk/live/stream*", lambda route: None)
    sign_in(held, PAUL)
    held.goto(f"/desk/cases/{reference}")
    sign_in(camille, CAMILLE)
    camille.goto(f"/desk/cases/{reference}/note")
    camille.get_by_label("Note interne aux collègues").fill("par un autre chemin")
    camille.get_by_role("button", name="Ajouter la note interne").click()
    expect(held.locator(".timeline")).to_contain_text("par un autre chemin", timeout=20_000)
    sign_in(plain, PAUL)
    plain.goto("/desk/queue?state=open")
    expect(plain.locator(f"[data-live-row='{reference}']")).to_be_visible()
    plain.goto(f"/desk/cases/{reference}")
    expect(plain.locator(".timeline")).to_contain_text("par un autre chemin")


#: What the page hears from the other tabs of the browser.
OVERHEARS = """
window.overheard = [];
window.BroadcastChannel = class extends BroadcastChannel {
  constructor(name) {
    super(name);
    this.addEventListener("message", (event) => window.overheard.push(JSON.stringify(event.data)));
  }
};
"""


@pytest.mark.parametrize("width", ["desktop"], indirect=True)
def test_the_next_agent_on_a_shared_browser_hears_nothing_of_the_former(
    open_page: Callable[..., Any], site: Site, width: str
) -> None:
    reference, _ = reported(open_page(), "partage@example.org")
    left, camille = open_page(), open_page()
    sign_in(left, PAUL)
    left.goto("/desk/queue?state=open")
    expect(left.locator("[data-live-state=on]")).to_be_visible()
    sign_in(camille, CAMILLE)
    camille.goto(f"/desk/cases/{reference}/note")
    camille.get_by_label("Note interne aux collègues").fill("avant")
    camille.get_by_role("button", name="Ajouter la note interne").click()
    expect(left.locator(f"[data-live-row='{reference}']")).to_have_attribute("data-live-version", "2")

    # Paul signs out in another tab of the same browser, and forgets this one.
    other = left.context.new_page()
    other.goto("/desk/")
    other.locator("form[action='/deconnexion'] button").first.dispatch_event("click")
    expect(left.get_by_text("Vous n'êtes plus connecté")).to_be_visible()
    looked_at(left, "direct-6-deconnecte")
    nadia = left.context.new_page()
    nadia.add_init_script(OVERHEARS)
    sign_in(nadia, "nadia.perrin@mairie.test")
    expect(nadia.locator("[data-live-state=on]")).to_be_visible()
    assert nadia.evaluate("window.overheard.filter((said) => said.includes('told'))") == []

    # A second tab of hers takes what the first heard.
    nadia.goto("/desk/queue?state=open")
    camille.goto(f"/desk/cases/{reference}/note")
    camille.get_by_label("Note interne aux collègues").fill("après")
    camille.get_by_role("button", name="Ajouter la note interne").click()
    expect(nadia.locator(f"[data-live-row='{reference}']")).to_have_attribute("data-live-version", "3")
    expect(left.locator(f"[data-live-row='{reference}']")).to_have_attribute("data-live-version", "2")
