"""One import: its progress while a job is at it, then what came of it and what may be done next."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.cases.models import Case
from parvis.intake.importing.same_file import imported_before
from parvis.intake.models import ImportRun
from parvis.intake.screens.reading import administrators, steps
from parvis.intake.screens.told import Told

State = ImportRun.State
STEP = {State.LOOKING: "file", State.UNREADABLE: "file", State.CHECKING: "check", State.CHECKED: "check"}
#: Nothing is known of the file yet, or nothing is left of it.
UNTOLD = (State.LOOKING, State.UNREADABLE, State.UNDOING, State.UNDONE)
#: Kept cases that are named; the others are counted.
NAMED = 200


@administrators
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    runs = ImportRun.objects.select_related("import_batch").defer(
        "profile", "mapping"
    )  # the page reloads each second
    found = get_object_or_404(runs, pk=run_id)
    if found.state == State.COLUMNS:
        address = reverse("intake:columns", args=[found.pk])
        if getattr(request, "htmx", False):
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)
    told = Told(found)
    context = {
        "nav_active": "administration",
        "run": found,
        "told": told,
        "before": imported_before(found) if found.state not in UNTOLD else [],
        "steps": steps(found, STEP.get(State(found.state), "write")),
        **_kept(request, found),
    }
    return render(request, "intake/run.html", context)


def _kept(request: HttpRequest, found: ImportRun) -> dict[str, object]:
    """References kept by an undoing: those this reader reads as links, the others as a number."""
    kept = list(found.undone.get("kept", []))
    readable = set(
        Case.objects.readable_by(request.access)  # type: ignore[attr-defined]
        .filter(reference__in=kept[:NAMED])
        .values_list("reference", flat=True)
    )
    named = [reference for reference in kept if reference in readable]
    return {"kept": named, "kept_count": len(kept), "kept_more": len(kept) - len(named)}
