"""One dashboard: as a page that prints, as CSV, as JSON. All three from the same computation."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from parvis.cases.models import Case
from parvis.insights import exporting, periods
from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.dashboards.dashboard import Page
from parvis.insights.figures import Computed, as_json, compute
from parvis.insights.ground import Ground, Town
from parvis.insights.registry import indicator
from parvis.insights.screens.asking import FilterForm, chosen
from parvis.insights.screens.reading import figures_page
from parvis.insights.wording import local_moment

#: Cases named under « à regarder d'abord ».
OLDEST = 10


def _computed(request: HttpRequest, name: str) -> Computed:
    town = Town.load(request.tenant)  # type: ignore[attr-defined]
    return compute(name, request.access, request.GET.dict(), town=town)  # type: ignore[attr-defined, arg-type]


@figures_page
def dashboard(request: HttpRequest, name: str) -> HttpResponse:
    computed = _computed(request, name)
    one, ground = computed.dashboard, computed.ground
    page = one.page(computed.results, ground)
    query = urlencode(ground.filters.parameters())
    context = {
        "nav_active": "insights",
        "dashboard": one,
        "page": page,
        "tabs": [(d.title, f"{reverse(f'insights:{d.name}')}", d is one) for d in DASHBOARDS.values()],
        "form": FilterForm(ground, one.default_period),
        "custom": periods.CUSTOM,
        "filters": chosen(ground),
        "narrowed": bool(query and query != f"period={one.default_period}"),
        "problems": ground.filters.problems.values(),
        "oldest": _oldest(page, ground),
        "definitions": [indicator(i) for i in one.indicators],
        "sealed_left_out": ground.leaves_out_sealed,
        "at": local_moment(ground.at.astimezone(ground.tz)),
        "csv_url": f"{reverse(f'insights:{name}-csv')}?{query}".rstrip("?"),
        "json_url": f"{reverse(f'insights:{name}-json')}?{query}".rstrip("?"),
    }
    return render(request, "insights/dashboard.html", context)


def _oldest(page: Page, ground: Ground) -> Iterable[Case]:
    if page.oldest is None or not ground.links:
        return ()
    return ground.cases(page.oldest).first_for_lists(("received_at", "id"), OLDEST)


@figures_page
def export_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    computed = _computed(request, name)
    response = StreamingHttpResponse(exporting.stream(computed), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{exporting.file_name(computed)}.csv"'
    return response


@figures_page
def export_json(request: HttpRequest, name: str) -> HttpResponseBase:
    computed = _computed(request, name)
    if computed.ground.filters.problems:
        return JsonResponse({"problems": dict(computed.ground.filters.problems)}, status=422)
    return JsonResponse(as_json(computed), json_dumps_params={"ensure_ascii": False})
