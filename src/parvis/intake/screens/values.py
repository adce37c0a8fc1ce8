"""What each value becomes, and how dates are read."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.intake.importing import composing, engine, leading
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.models import ImportRun
from parvis.intake.screens.questions import Question, answered, asked
from parvis.intake.screens.reading import administrators, run_of, steps
from parvis.kit import clock

State = ImportRun.State


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def values(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run = run_of(run_id)
    if run.state not in (State.COLUMNS, State.CHECKED):
        return redirect("intake:run", run.pk)
    kind, content, town = IMPORTABLES[run.kind], engine.content_of(run.mapping), composing.Town.load()
    questions = asked(kind, content, run.profile, town)
    if request.method != "POST":
        return _page(request, run, questions, {})
    made, problems = answered(questions, content, request.POST.dict())  # type: ignore[arg-type]
    text = engine.written(made)
    if not problems:
        try:
            engine.mapping_of(text, run.mapping_name)
        except CannotImport as refusal:
            problems[""] = str(refusal)
    if problems:
        return _page(request, run, asked(kind, made, run.profile, town), problems)
    try:
        leading.map_columns(run.pk, mapping=text, name=run.mapping_name, at=clock.now())
    except leading.NotNow:
        return redirect("intake:run", run.pk)
    # « Relire » shows how the dates are read with another pattern, and stays here.
    return redirect("intake:values" if "again" in request.POST else "intake:preview", run.pk)


def _page(
    request: HttpRequest, run: ImportRun, questions: list[Question], problems: dict[str, str]
) -> HttpResponse:
    context = {
        "nav_active": "administration",
        "run": run,
        "steps": steps(run, "values"),
        "questions": [(question, problems.get(question.id, "")) for question in questions],
        "problems": problems,
        "problem": problems.get("", ""),
    }
    return render(request, "intake/values.html", context, status=422 if problems else 200)
