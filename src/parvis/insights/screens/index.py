"""The five dashboards and what each says today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.figures import compute
from parvis.insights.ground import Town
from parvis.insights.screens.reading import figures_page
from parvis.insights.wording import local_moment
from parvis.kit import clock


@figures_page
def index(request: HttpRequest) -> HttpResponse:
    town = Town.load(request.tenant)  # type: ignore[attr-defined]
    entries = []
    for name, one in DASHBOARDS.items():
        computed = compute(name, request.access, {}, town=town)  # type: ignore[attr-defined]
        entries.append(
            {
                "dashboard": one,
                "url": reverse(f"insights:{name}"),
                "sentence": one.sentence(computed.results, computed.ground),
            }
        )
    context = {
        "nav_active": "insights",
        "entries": entries,
        "at": local_moment(clock.now().astimezone(town.tz)),
    }
    return render(request, "insights/index.html", context)
