"""The five dashboards and their figures as JSON, for the general direction, who counts every open sector."""

from django.urls import reverse

from bench.pages import ask, signed_in, tell
from bench.setting import Report
from parvis.insights.dashboards import DASHBOARDS

READER = ("executive", "ADM")
GOAL = "p95 < 300 ms"


def run(report: Report) -> None:
    browser = signed_in(READER)
    for name, one in DASHBOARDS.items():
        for suffix, what in (("", "page"), ("-json", "JSON")):
            path = reverse(f"insights:{name}{suffix}")
            tell(report, f"{one.title} ({what})", ask(browser, path, report.sizes.repeat), goal=GOAL)
    path = f"{reverse('insights:received')}?period=12m"
    tell(report, "Reçues sur douze mois (page)", ask(browser, path, report.sizes.repeat), goal=GOAL)
