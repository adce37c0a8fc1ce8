"""What a first visit weighs on the wire: every page of the desk and of the portal, its lists full."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.site import Site
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
HTML, ASSETS = 60_000, 250_000
#: Drawn when somebody comes to it: the library weighs more than all the rest.
MAP = re.compile(r"/map-|maplibre")
DESK = {
    "ma journée": "/desk/",
    "file": "/desk/queue?state=all",
    "recherche": "/desk/search?q=trottoir",
    "saisie": "/desk/new",
    "reçues": "/pilotage/recues",
    "non traitées": "/pilotage/non-traitees",
    "par service": "/pilotage/par-service",
}


@pytest.fixture(scope="module")
def sizes(chromium: Any, site: Site) -> Callable[[str, Any], tuple[int, dict[str, int]]]:
    """``sizes(path, cookies)``: bytes of the page and of each file, for a browser that never came."""

    def visit(path: str, cookies: Any) -> tuple[int, dict[str, int]]:
        context = chromium.new_context(locale="fr-FR")
        try:
            context.add_cookies(cookies)
            page = context.new_page()
            devtools = context.new_cdp_session(page)
            kinds: dict[str, tuple[str, str]] = {}
            sizes: dict[str, int] = {}
            devtools.on(
                "Network.responseReceived",
                lambda e: kinds.update({e["requestId"]: (e["type"], e["response"]["url"])}),
            )
            devtools.on(
                "Network.loadingFinished",
                lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
            )
            devtools.send("Network.enable")
            answer = page.goto(f"http://pleine.localhost:{site.port}{path}", wait_until="networkidle")
            assert answer.status == 200
            assert page.locator("main, [id=contenu]").count()
            html = sum(size for n, size in sizes.items() if kinds[n][0] == "Document")
            files = {kinds[n][1]: size for n, size in sizes.items() if kinds[n][0] != "Document"}
            return html, files
        finally:
            context.close()

    return visit


@pytest.fixture(scope="module")
def cookies(chromium: Any, site: Site) -> Any:
    context = chromium.new_context(locale="fr-FR", base_url=f"http://pleine.localhost:{site.port}")
    page = context.new_page()
    sign_in(page, "lise.barbier@mairie.test")
    kept = context.cookies()
    context.close()
    return kept


@pytest.mark.parametrize("name", DESK)
def test_a_page_of_the_desk_is_light(sizes: Any, cookies: Any, name: str) -> None:
    html, files = sizes(DESK[name], cookies)
    assert 1_000 < html < HTML
    assert 10_000 < sum(files.values()) < ASSETS, files
    assert not [url for url in files if MAP.search(url)]


@pytest.mark.parametrize("path", ["/", "/demande/", "/demande/VOI-NDP"])
def test_a_page_of_the_portal_is_light(sizes: Any, path: str) -> None:
    html, files = sizes(path, [])
    assert 1_000 < html < HTML
    assert 10_000 < sum(size for url, size in files.items() if not MAP.search(url)) < ASSETS, files
