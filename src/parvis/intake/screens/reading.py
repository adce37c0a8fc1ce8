"""Who leads imports: administrators; the others are told so. What every page of an import shares."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from parvis.intake.models import ImportRun
from parvis.organisation.current import agent_required
from parvis.organisation.models import Role
from parvis.organisation.screens.refused import not_for_this_role

View = Callable[..., HttpResponseBase]
WHAT = "de reprendre des fichiers"


def administrators(view: View) -> View:
    @wraps(view)
    @agent_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.access.has(Role.ADMINISTRATOR):  # type: ignore[attr-defined]
            return not_for_this_role(request, WHAT)
        return view(request, *args, **kwargs)

    return checked


def run_of(run_id: int) -> ImportRun:
    """Of this town, or it does not exist."""
    return get_object_or_404(ImportRun, pk=run_id)


#: Steps of an import as the pages count them: (name, label).
STEPS = (("file", "Fichier"), ("columns", "Colonnes"), ("values", "Valeurs"), ("preview", "Aperçu"), ("check", "Essai"),
         ("write", "Reprise"))  # fmt: skip
State = ImportRun.State


def steps(run: ImportRun | None, now: str) -> list[dict[str, Any]]:
    """The way from the file to the import: what is done, where one is, and links back to what may still be changed."""
    names = [name for name, _ in STEPS]
    here = names.index(now)
    open_again = run is not None and run.state in (State.COLUMNS, State.CHECKED)
    return [
        {
            "label": label,
            "done": number < here,
            "current": number == here,
            "url": reverse(f"intake:{name}", args=[run.pk])
            if run is not None and open_again and number < here and name in ("columns", "values", "preview")
            else "",
        }
        for number, (name, label) in enumerate(STEPS)
    ]
