"""Take an import back: what would go is told before; what was worked on since is kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.intake.importing import leading
from parvis.intake.models import ImportRun
from parvis.intake.screens.reading import administrators
from parvis.intake.screens.told import Told
from parvis.kit import clock
from parvis.organisation.current import actor


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def undoing(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun.objects.select_related("import_batch"), pk=run_id)
    if request.method == "POST":
        try:
            leading.take_back(run.pk, by=actor(request), at=clock.now())
        except leading.NotNow as refusal:
            messages.warning(request, str(refusal))
        return redirect("intake:run", run.pk)
    if run.state not in (ImportRun.State.DONE, ImportRun.State.STOPPED) or run.import_batch is None:
        return redirect("intake:run", run.pk)
    context = {
        "nav_active": "administration",
        "run": run,
        "told": Told(run),
        "created": run.import_batch.created,
        "touched": _touched(run) if run.kind == "cases" else None,
    }
    return render(request, "intake/undo.html", context)


def _touched(run: ImportRun) -> int:
    """Cases that somebody worked on since: they carry an event of another origin."""
    since = Event.objects.filter(recorded_at__gte=run.confirmed_at, case_id__isnull=False)
    others = since.exclude(batch_id=run.import_batch_id).values("case_id")
    return int(Case.objects.filter(batch_id=run.import_batch_id, pk__in=others).count())
