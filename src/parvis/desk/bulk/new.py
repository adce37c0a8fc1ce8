"""The form of an act on many cases: what is asked is frozen and previewed; nothing is done yet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.bulk.leading import prepare
from parvis.desk.bulk.selecting import MOST, CannotSelect, Selection
from parvis.desk.lists.choices import assignable_agents
from parvis.desk.lists.reading import reading_of
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.current import actor
from parvis.organisation.screens.refused import opens_lists


@require_http_methods(["GET", "HEAD", "POST"])
@opens_lists
def new_bulk(request: HttpRequest) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    act = BULK_ACTS.get(given.get("geste", ""))
    if act is None:
        raise Http404
    access: Access = request.access  # type: ignore[attr-defined]
    reading = reading_of(request)
    selection = Selection.read(given, reading)
    form = act.form(request.POST if request.method == "POST" else None, access=access)
    problem, status = selection.widened, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run = prepare(
                    act=act.code,
                    parameters=form.parameters(),
                    cases=selection.frozen(access, reading),
                    selection=selection.told(reading, assignable_agents(access)),
                    summary=form.summary(),
                    by=actor(request),
                    at=clock.now(),
                )
                return redirect("desk:bulk_run", run.pk)
            except CannotSelect as refusal:
                problem = str(refusal)
    count = selection.count(access, reading)
    context: dict[str, Any] = {
        "nav_active": "queue",
        "act": act,
        "form": form,
        "count": count,
        "too_many": count.capped,
        "most": MOST,
        "none": not count,
        "problem": problem,
        "fields": [("geste", act.code), *selection.fields()],
        "back_url": selection.chosen.url(),
    }
    return render(request, "desk/bulk/new.html", context, status=status)
