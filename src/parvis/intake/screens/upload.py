"""Bring a file: streamed to its place in the data folder, never held in memory; then its columns are looked at."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from parvis.intake.importing import engine, leading
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.targets import CASES
from parvis.intake.importing.uploads import NO_ROOM, Arrived, FolderHandler, forget, has_room
from parvis.intake.screens.reading import administrators, steps
from parvis.kit import clock
from parvis.kit.env import env
from parvis.kit.readonly import read_only_transaction
from parvis.kit.transactions import no_transaction
from parvis.organisation.current import actor

LARGEST_MAPPING = 256 * 1024
NO_FILE = "Choisissez un fichier."


@csrf_exempt  # the form is read by our own handlers, chosen before the token is looked for: `_form` checks it
@no_transaction  # nothing is held open while a large file arrives
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        with read_only_transaction():
            return _allowed(request, lambda: _form(request))
    request.upload_handlers = [
        FolderHandler(request),
        MemoryFileUploadHandler(request),
        TemporaryFileUploadHandler(request),
    ]
    with transaction.atomic():
        refused = _allowed(request, lambda: None)
    if refused:
        return refused
    kept = False
    try:
        response = _form(request)
        kept = response.status_code < 400
    finally:
        if not kept:
            _forget_arrived(request)
    return response


def _forget_arrived(request: HttpRequest) -> None:
    """Refused or failed after it was read: nobody would come for the file any more."""
    for given in getattr(request, "_files", {}).values():
        if isinstance(given, Arrived):
            forget(given.key)


def _allowed(request: HttpRequest, then: Any) -> Any:
    """What ``then`` gives, for an administrator; else the page that says no."""
    return administrators(lambda _: then())(request)


@csrf_protect
def _form(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, {})
    with transaction.atomic():
        if not has_room(int(request.META.get("CONTENT_LENGTH") or 0)):
            return _page(request, {"file": NO_ROOM})
        kind = IMPORTABLES.get(request.POST.get("kind", ""), CASES)
        given = request.FILES.get("file")
        problems: dict[str, str] = {}
        if reason := getattr(request, "not_taken", ""):
            problems["file"] = reason
        elif not isinstance(given, Arrived):
            problems["file"] = NO_FILE
        elif not given.size:
            problems["file"] = "Ce fichier est vide."
        mapping, name, problem = _mapping(request.FILES.get("mapping"), kind.code)
        if problem:
            problems["mapping"] = problem
        if problems or not isinstance(given, Arrived):
            if isinstance(given, Arrived):
                forget(given.key)
            return _page(request, problems)
        run = leading.arrive(
            kind=kind.code, key=given.key, name=str(given.name), size=given.size or 0, mapping=mapping,
            mapping_name=name, by=actor(request), at=clock.now(),
        )  # fmt: skip
    return redirect("intake:run", run.pk)


def _mapping(given: Any, kind: str) -> tuple[str, str, str]:
    """The text, the name and what is wrong with a TOML file given along."""
    if given is None:
        return "", "", ""
    if given.size > LARGEST_MAPPING:
        return "", "", "Ce fichier est trop lourd pour être une correspondance."
    try:
        text = given.read().decode("utf-8-sig")
        name = str(given.name).removesuffix(".toml")[:100]
        mapping = engine.mapping_of(text, name)
    except UnicodeDecodeError:
        return "", "", "Ce n'est pas un fichier TOML lisible."
    except CannotImport as refusal:
        return "", "", str(refusal)
    if engine.kind_of(mapping) != kind:
        return "", "", "Cette correspondance est faite pour une autre sorte de fichier."
    return text, name, ""


def _page(request: HttpRequest, problems: dict[str, str]) -> HttpResponse:
    context = {
        "nav_active": "administration",
        "steps": steps(None, "file"),
        "kinds": IMPORTABLES.values(),
        "chosen": request.POST.get("kind") or request.GET.get("kind") or CASES.code,
        "max_mb": env().max_import_mb,
        "problems": problems,
    }
    return render(request, "intake/upload.html", context, status=422 if problems else 200)
