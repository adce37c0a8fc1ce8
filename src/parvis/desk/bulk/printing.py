"""The chosen cases on paper, for a round or a meeting: what is asked, where, by when. Nothing is done to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.desk.bulk.selecting import Selection
from parvis.desk.lists.reading import reading_of
from parvis.desk.lists.rows import rows_of
from parvis.organisation.access import Access
from parvis.organisation.screens.refused import opens_lists

#: Cases on one print.
MOST = 200


@require_safe
@opens_lists
def printed_cases(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    reading = reading_of(request)
    selection = Selection.read(request.GET, reading)
    cases = list(selection.cases(access, reading).for_lists().order_by("received_at", "id")[: MOST + 1])
    context = {
        "nav_active": "queue",
        "rows": rows_of(cases[:MOST], access, reading.at),
        "more": len(cases) > MOST,
        "most": MOST,
        "back_url": selection.chosen.url(),
        "at": reading.at,
    }
    return render(request, "desk/bulk/printed.html", context)
