"""What pages weigh on the wire and when they are first painted, in Chromium, on a throttled phone that never came before.

Asked of a running server, by a browser with an empty cache: a processor four times slower, 1.6 Mbit/s and 150 ms there and
back. Maps are drawn where one sees them; their library is told apart, for it comes after the page can be read.
"""

import os
import statistics
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse

from bench.generator import HOST, SLUG, long_case
from bench.million import EXECUTIVE, ROADS
from bench.pages import signed_in
from bench.setting import Report, in_town
from bench.startup import PORT, serving
from parvis.insights.dashboards import DASHBOARDS

HTML, ASSETS, PAINT = 60_000, 250_000, 1_000
GOAL = "HTML < 60 ko, fichiers < 250 ko, première peinture < 1 s"
TRIES = 3
PHONE = {"width": 390, "height": 844}
SLOW_4G = {
    "offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8,
}  # fmt: skip
SLOWER = 4
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]  # fmt: skip


@dataclass
class Visit:
    """Bytes on the wire by kind, headers included; milliseconds to the first paint."""

    html: int = 0
    assets: dict[str, int] = field(default_factory=dict)
    maps: int = 0
    paint: float = 0.0


def run(report: Report) -> None:
    from scripts.find_chromium import found

    path = found()
    if path is None:
        report.value("Poids des pages", "Chromium manque : ce n'est pas mesuré")
        return
    agents = {role: signed_in(role).cookies["parvis_session"].value for role in (ROADS, EXECUTIVE)}
    with in_town(SLUG), transaction.atomic():
        case = long_case().reference
    pages = {
        "Ma journée": ("/desk/", ROADS),
        "File, 50 lignes": ("/desk/queue?state=all", ROADS),
        "Demande, 30 messages": (f"/desk/cases/{case}", ROADS),
        "Saisie": ("/desk/new", ROADS),
        "Recherche, 50 lignes": ("/desk/search?q=trottoir", ROADS),
        **{one.title: (reverse(f"insights:{name}"), EXECUTIVE) for name, one in DASHBOARDS.items()},
        "Portail, accueil": ("/", None),
        "Portail, choix": ("/demande/", None),
        "Portail, formulaire": ("/demande/VOI-NDP", None),
        "Connexion": (reverse("organisation:sign_in"), None),
    }
    environ = {
        "DATA": os.environ["DATA"],
        "PARVIS_TILES_URL": f"http://127.0.0.1:{PORT}/{{z}}/{{x}}/{{y}}.png",
    }
    with serving([sys.executable, "-m", "parvis.ops.cli", "serve"], environ), _browser(path) as browser:
        for name, (address, role) in pages.items():
            visits = [_visit(browser, address, agents[role] if role else "") for _ in range(TRIES)]
            _tell(report, name, visits)


def _tell(report: Report, name: str, visits: list[Visit]) -> None:
    """The heaviest visit (pages of a living town differ by a few bytes), the median paint."""
    html, assets = max(v.html for v in visits), max(sum(v.assets.values()) for v in visits)
    paint = statistics.median(v.paint for v in visits)
    kinds = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in sorted(visits[0].assets.items()))
    maps = f" ; puis la carte {visits[0].maps / 1000:.0f} ko" if visits[0].maps else ""
    missed = [
        what
        for what, over in (("HTML", html > HTML), ("fichiers", assets > ASSETS), ("peinture", paint > PAINT))
        if over
    ]
    verdict = f"MANQUÉ : {', '.join(missed)}" if missed else "tenu"
    report.value(
        f"Poids, {name}",
        f"HTML {html / 1000:.1f} ko ; fichiers {assets / 1000:.0f} ko ({kinds}){maps} ; peinte en {paint:.0f} ms ; {verdict}",
        goal=GOAL,
    )


@contextmanager
def _browser(path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def _visit(browser: Any, address: str, session: str) -> Visit:
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="fr-FR"
    )
    try:
        if session:
            context.add_cookies([{"name": "parvis_session", "value": session, "domain": HOST, "path": "/"}])
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        answers: dict[str, Mapping[str, Any]] = {}
        sizes: dict[str, int] = {}
        devtools.on("Network.responseReceived", lambda e: answers.update({e["requestId"]: e}))
        devtools.on(
            "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])})
        )
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        answer = page.goto(f"http://{HOST}:{PORT}{address}", wait_until="load")
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
        page.wait_for_timeout(800)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        return _weighed(answers, sizes, float(paint or 0))
    finally:
        context.close()


def _weighed(answers: Mapping[str, Mapping[str, Any]], sizes: Mapping[str, int], paint: float) -> Visit:
    visit = Visit(paint=paint)
    for number, size in sizes.items():
        if number not in answers:
            continue
        answer = answers[number]
        url, kind = answer["response"]["url"], answer["type"]
        if kind == "Document":
            visit.html += size
        elif "map-" in url or "maplibre" in url or url.endswith(".png"):
            visit.maps += size
        elif not url.startswith("data:"):
            visit.assets[kind] = visit.assets.get(kind, 0) + size
    return visit
