"""One site per worker for the browser tests, and pages of Chromium at two widths with axe at hand."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parvis.territory.standin import StandIn, Street
from tests.browser.site import Site, address, tile_server
from tests.environment import EXTERNAL, ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
]  # fmt: skip
WIDTHS = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="session")
def site(
    server: Any, template: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A running Parvis with the towns of ``tests/browser/town.py``."""
    from parvis.kit.database import connection_parts
    from parvis.kit.env import env

    name = f"parvis_browser_{worker_id}_{os.getpid()}"
    server.create(name, template)
    if EXTERNAL:
        base = EXTERNAL.rsplit("/", 1)[0]
        app_parts = connection_parts(env(), "app")
        owner = f"{base}/{name}"
        app = owner.replace(f"//{connection_parts(env(), 'owner')['user']}", f"//{app_parts['user']}", 1)
        app = app if not app_parts.get("password") else _with_password(app, app_parts)
    else:
        owner = address(connection_parts(env(), "owner"), name)
        app = address(connection_parts(env(), "app"), name)
    data = tmp_path_factory.mktemp("site")
    streets = [
        Street("Rue des Lilas", 48.7301, 1.3602, "28100", "28134", "Dreux", "12"),
        Street("Rue des Acacias", 48.7311, 1.3622, "28100", "28134", "Dreux"),
    ]
    with tile_server() as tiles, StandIn(streets) as geocoder:
        made = Site(name, owner, app, data, tiles, geocoder.url)
        made.smtp.start()
        try:
            made.run("-m", "tests.browser.town")
            made.start("web")
            made.start("worker")
            made.wait_until_ready()
            yield made
        finally:
            made.close()
            made.smtp.stop()
    server.drop(name)


def _with_password(url: str, parts: dict[str, Any]) -> str:
    from urllib.parse import quote, urlsplit, urlunsplit

    split = urlsplit(url)
    host = split.netloc.rpartition("@")[2]
    return urlunsplit(
        split._replace(netloc=f"{quote(str(parts['user']))}:{quote(str(parts['password']))}@{host}")
    )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser a module: while it lives, Playwright's event loop runs in this thread."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("PARVIS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is needed: apt-get install chromium, or name it in PARVIS_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def open_page(chromium: Any, site: Site, width: str) -> Iterator[Callable[..., Any]]:
    """``open_page()``: a page of a new, empty browser at this width. Errors of its scripts fail the test."""
    contexts, errors = [], []

    def make(**options: Any) -> Any:
        context = chromium.new_context(viewport=WIDTHS[width], locale="fr-FR", base_url=site.url, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def no_axe_violation(page: Any) -> None:
    """axe finds nothing on the page as it stands."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [f"{v['id']}: {v['help']} — {[n['target'] for n in v['nodes']][:4]}" for v in found]
    assert told == [], f"{page.url}\n" + "\n".join(told)


def keep_picture(page: Any, name: str) -> None:
    """A screenshot for whoever looks, in the folder that PARVIS_PICTURES names; none otherwise."""
    if folder := os.environ.get("PARVIS_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
