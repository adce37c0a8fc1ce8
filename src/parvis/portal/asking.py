"""Second step: the form of a request type, its sending, and what was understood of it."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.cases.following import path_of
from parvis.catalog.catalogue import OTHER
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.intake.channels.web import Web
from parvis.intake.receiving import Received, receive
from parvis.intake.submission import KeyReused, Rejected
from parvis.kit.env import env
from parvis.portal import offer
from parvis.portal.choosing import words_of
from parvis.portal.form import RequestForm
from parvis.portal.limiting import Limit, limited
from parvis.portal.uploads import Uploads, receive_uploads

#: Sendings of one address in an hour, refused ones included: a family, a school or a library share one.
SENDINGS = Limit(60, 3600)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(SENDINGS)
def asking(request: HttpRequest, code: str) -> HttpResponse:
    request_type = offer.find(code)
    if request_type is None:
        raise Http404
    if offer.sends_elsewhere(request_type):
        return render(request, "portal/elsewhere.html", {"type": request_type})
    if request.method == "POST":
        return _send(request, request_type)
    form = RequestForm(request_type, initial={"description": words_of(request), "key": uuid.uuid4().hex})
    return _page(request, form, Uploads())


def _send(request: HttpRequest, request_type: RequestType) -> HttpResponse:
    uploads = receive_uploads(request)
    form = RequestForm(request_type, request.POST, has_files=bool(uploads.kept))
    ready = form.is_valid()
    if form.files_required and not uploads.kept and not uploads.problems:
        uploads.problems.append(f"Joignez : {', '.join(form.wanted_files) or 'une photo'}.")
    if not ready or uploads.problems:
        return _page(request, form, uploads, status=422)
    try:
        received = _receive(form, uploads)
    except KeyReused:
        return _again(request, form, uploads)
    except Rejected as rejected:
        for field, problem in rejected.problems.items():
            form.add_error(_field_of(form, field), problem)
        return _page(request, form, uploads, status=422)
    if not received.created:
        uploads.discard()
    # Only what was typed now is told back: not whether the town hall already knew an address.
    told = "?courriel" if form.cleaned_data.get("email") else ""
    return redirect(f"{path_of(received.case)}recue/{told}")


def _receive(form: RequestForm, uploads: Uploads) -> Received:
    code = form.request_type.code
    values: dict[str, Any] = form.cleaned_data | {
        # « Autre demande » : the words may designate a type by themselves.
        "type_code": "" if code == OTHER else code,
        "answers": form.answers(),
        "attachments": uploads.kept,
    }
    return receive(Web.parse(values), by=Actor.person())


def _again(request: HttpRequest, form: RequestForm, uploads: Uploads) -> HttpResponse:
    """The key made another request already: somebody went back and changed the form."""
    data = request.POST.copy()
    data["key"] = uuid.uuid4().hex
    fresh = RequestForm(form.request_type, data)
    fresh.is_valid()
    fresh.add_error(
        None,
        "Votre première demande est déjà enregistrée. Pour en envoyer une deuxième, avec ce texte, envoyez à nouveau.",
    )
    return _page(request, fresh, uploads, status=409)


def _field_of(form: RequestForm, field: str) -> str | None:
    name = {"person": "family_name", "location": "address"}.get(field, field)
    return name if name in form.fields else None


def _page(request: HttpRequest, form: RequestForm, uploads: Uploads, status: int = 200) -> HttpResponse:
    tenant = request.tenant  # type: ignore[attr-defined]
    centre = f"{tenant.longitude},{tenant.latitude}" if tenant.longitude is not None else ""
    settings = env()
    context = {
        "form": form,
        "type": form.request_type,
        "uploads": uploads,
        "max_files": settings.max_files,
        "max_mb": settings.max_upload_mb,
        "max_bytes": settings.max_upload_mb * 1024 * 1024,
        "map_style": settings.tiles_url,
        "map_centre": centre,
        "free": form.request_type.code == OTHER,
        "strong": form.request_type.identification == RequestType.Identification.STRONG,
    }
    return render(request, "portal/asking.html", context, status=status)
