"""The first rows as they would become."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parvis.cases.states import Channel
from parvis.directory.matching import Identity
from parvis.intake.importing import composing, engine
from parvis.intake.importing.engine import Previewed
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.models import ImportRun
from parvis.intake.screens.reading import administrators, run_of, steps
from parvis.organisation.models import Department

State = ImportRun.State


@administrators
@require_safe
def preview(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run = run_of(run_id)
    if run.state not in (State.COLUMNS, State.CHECKED):
        return redirect("intake:run", run.pk)
    rows, problem, numbered = [], "", True
    try:
        mapping = engine.mapping_of(run.mapping, run.mapping_name)
        numbered = not mapping.identifier.digest
        found = engine.preview(run.profile["sample"], mapping)
        town, departments = composing.Town.load(), {d.code: d.name for d in Department.objects.all()}
        rows = [_row(one, town, departments) for one in found]
    except CannotImport as refusal:
        problem = str(refusal)
    context = {
        "nav_active": "administration",
        "run": run,
        "steps": steps(run, "preview"),
        "rows": rows,
        "fields": _fields(run, rows),
        "refused": sum(bool(row["refusal"]) for row in rows),
        "problem": problem,
        "numbered": numbered,
        "name": run.mapping_name,
    }
    return render(request, "intake/preview.html", context)


def _fields(run: ImportRun, rows: list[dict[str, Any]]) -> list[str]:
    """The columns of the table of a plain kind, by label; each row is then a list in the same order."""
    kind = IMPORTABLES[run.kind]
    if not kind.plain:
        return []
    read = {name for row in rows for name in row.get("fields", ())}
    targets = [target for target in kind.targets if target.code in read]
    for row in rows:
        row["cells"] = [row["fields"].get(target.code, "") for target in targets]
    return [target.label for target in targets]


def _person(one: Identity) -> str:
    name = one.organisation_name or f"{one.given_names} {one.family_name}".strip()
    return " · ".join(part for part in (name, one.email, one.phone) if part)


def _row(one: Previewed, town: composing.Town, departments: dict[str, str]) -> dict[str, Any]:
    if one.understood is None:
        return {"line": one.line, "refusal": one.refusal, "fields": dict(one.fields)}
    row = one.understood
    known = town.types.get(row.type.code)
    label = known.label if known else row.type.label
    return {
        "line": one.line,
        "refusal": "",
        "row": row,
        "type": label,
        "new_type": known is None,
        "department": known.department.name if known else departments.get(row.type.department, ""),
        "channels": [str(Channel(code).label) for code in row.channels],
        "text": row.text[:200],
        "person": _person(row.person),
    }
