"""The buttons of an import: try, confirm, take up again, stop, drop. Each is one verb; a second click says where things are."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parvis.intake.importing import leading
from parvis.intake.screens.reading import administrators, run_of
from parvis.kit import clock
from parvis.organisation.current import actor


def _act(act: Callable[..., Any], *, signed: bool = False) -> Callable[..., HttpResponseBase]:
    @administrators
    @require_POST
    def view(request: HttpRequest, run_id: int) -> HttpResponseBase:
        run = run_of(run_id)
        given = {"by": actor(request)} if signed else {}
        try:
            act(run.pk, at=clock.now(), **given)
        except leading.NotNow as refusal:
            messages.warning(request, str(refusal))
        return redirect("intake:run", run.pk)

    return view


check = _act(leading.check, signed=True)
confirm = _act(leading.confirm, signed=True)
resume = _act(leading.resume, signed=True)
stop = _act(leading.stop)


@administrators
@require_POST
def drop(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run = run_of(run_id)
    try:
        leading.drop(run.pk)
    except leading.NotNow as refusal:
        messages.warning(request, str(refusal))
        return redirect("intake:run", run.pk)
    messages.success(request, f"« {run.file_name} » est retiré. Rien n'avait été repris.")
    return redirect("intake:imports")
