"""Mappings: choose another for this file, keep it under a name, take it away as the file that the command reads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from parvis.intake.importing import composing, engine, fitting, leading
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.models import SavedMapping
from parvis.intake.screens.reading import administrators, run_of
from parvis.kit import clock
from parvis.organisation.current import actor


@administrators
@require_POST
def choose(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """One that fits, by its name; without a name, a fresh proposal."""
    run, name = run_of(run_id), request.POST.get("name", "")
    kind = IMPORTABLES[run.kind]
    text = next(
        (one.text for one in fitting.fitting(run.kind, run.profile or _EMPTY) if one.name == name), None
    )
    if text is None:
        name, label = "", run.file_name.rpartition(".")[0] or run.file_name
        text = engine.written(
            composing.proposed(kind, run.profile or _EMPTY, label[:100], composing.Town.load())
        )
    try:
        leading.map_columns(run.pk, mapping=text, name=name, at=clock.now())
    except leading.NotNow as refusal:
        messages.warning(request, str(refusal))
        return redirect("intake:run", run.pk)
    return redirect("intake:columns", run.pk)


_EMPTY: dict[str, object] = {"columns": [], "sample": [], "rows": 0, "odd": 0}


@administrators
@require_POST
def save(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run, name = run_of(run_id), " ".join(request.POST.get("name", "").split())[:100]
    back = redirect((request.POST.get("back") == "run" and "intake:run") or "intake:preview", run.pk)
    if not name:
        messages.error(request, "Donnez un nom à la correspondance.")
        return back
    try:
        engine.mapping_of(run.mapping, name)
    except CannotImport as refusal:
        messages.error(request, str(refusal))
        return back
    leading.save_mapping(name=name, kind=run.kind, content=run.mapping, by=actor(request), at=clock.now())
    messages.success(
        request, f"Correspondance « {name} » gardée : elle sera proposée pour le prochain fichier."
    )
    return back


@administrators
@require_safe
def export_run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run = run_of(run_id)
    return _file(run.mapping, run.mapping_name or run.file_name.rpartition(".")[0] or "correspondance")


@administrators
@require_safe
def export(request: HttpRequest, mapping_id: int) -> HttpResponseBase:
    saved = get_object_or_404(SavedMapping, pk=mapping_id)
    return _file(saved.content, saved.name)


@administrators
@require_POST
def remove(request: HttpRequest, mapping_id: int) -> HttpResponseBase:
    saved = get_object_or_404(SavedMapping, pk=mapping_id)
    SavedMapping.objects.filter(pk=saved.pk).delete()
    messages.success(request, f"Correspondance « {saved.name} » retirée. Ce qu'elle a repris reste.")
    return redirect("intake:imports")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{composing.source_of(name)}.toml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
