"""What each column becomes: guessed, corrected, kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.intake.importing import composing, engine, fitting, guessing, leading
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.same_file import imported_before
from parvis.intake.models import ImportRun
from parvis.intake.screens.reading import administrators, run_of, steps
from parvis.intake.screens.values import asked
from parvis.kit import clock

State = ImportRun.State
#: Columns shown; a form has a bounded number of fields. Those beyond are not imported.
MOST = 200


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run = run_of(run_id)
    if run.state not in (State.COLUMNS, State.CHECKED):
        return redirect("intake:run", run.pk)
    kind, content = IMPORTABLES[run.kind], engine.content_of(run.mapping)
    if request.method != "POST":
        return _page(request, run, composing.chosen_in(kind, content), composing.name_of(kind, content), {})
    names = [column["name"] for column in run.profile["columns"][:MOST]]
    chosen = {
        name: code
        for n, name in enumerate(names)
        if kind.target(code := request.POST.get(f"column-{n}", "")) is not None
    }
    label = request.POST.get("label", "").strip()[:100]
    problems = composing.mistakes(kind, chosen, run.profile)
    if not label:
        problems["label"] = "Donnez un nom à l'outil d'où vient ce fichier."
    if problems:
        return _page(request, run, chosen, label, problems)
    town = composing.Town.load()
    if label != composing.name_of(kind, content):
        content = composing.named(kind, content, label, new=not run.mapping_name)
    made = composing.with_columns(kind, content, chosen, run.profile, town)
    try:
        leading.map_columns(run.pk, mapping=engine.written(made), name=run.mapping_name, at=clock.now())
    except leading.NotNow:
        return redirect("intake:run", run.pk)
    return redirect("intake:values" if asked(kind, made, run.profile, town) else "intake:preview", run.pk)


def _page(
    request: HttpRequest, run: ImportRun, chosen: dict[str, str], label: str, problems: dict[str, str]
) -> HttpResponse:
    kind = IMPORTABLES[run.kind]
    guesses = guessing.guess(kind, run.profile)
    rows: list[dict[str, Any]] = []
    for number, column in enumerate(run.profile["columns"][:MOST]):
        name, guess = column["name"], guesses.get(column["name"])
        code = chosen.get(name, "")
        rows.append(
            {
                "number": number,
                "column": column,
                "code": code,
                "why": guess.why if guess is not None and guess.target == code else "",
                "problem": problems.get(name, ""),
                "percent": round(100 * column["filled"] / run.profile["rows"]) if run.profile["rows"] else 0,
            }
        )
    others = [one for one in fitting.fitting(run.kind, run.profile) if one.name != run.mapping_name]
    context = {
        "nav_active": "administration",
        "run": run,
        "steps": steps(run, "columns"),
        "before": imported_before(run),
        "kind": kind,
        "rows": rows,
        "left_out": max(0, len(run.profile["columns"]) - MOST),
        "label": label,
        "problems": problems,
        "missing": [(t, problems[t.code]) for t in kind.targets if t.code in problems],
        "known": _label_of(run),
        "others": others,
    }
    return render(request, "intake/columns.html", context, status=422 if problems else 200)


def _label_of(run: ImportRun) -> str:
    """The known mapping in use, in words."""
    if not run.mapping_name:
        return ""
    try:
        return str(engine.mapping_of(run.mapping, run.mapping_name).label) or run.mapping_name
    except CannotImport:
        return run.mapping_name
