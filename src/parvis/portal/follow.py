"""The follow-up page: where the case is, what was said, and how to answer, add a file or reopen."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.cases.acting import Refused
from parvis.cases.attaching import attach
from parvis.cases.following import path_of
from parvis.cases.models import Case, CaseAttachment
from parvis.cases.reopening import may_person_reopen, reopen
from parvis.cases.replying import receive_message
from parvis.cases.states import Channel
from parvis.files.screens.download import answer
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.kit.env import env
from parvis.portal.limiting import Limit, limited
from parvis.portal.once import first_time
from parvis.portal.private_link import through_link
from parvis.portal.progress import sentence, steps, target
from parvis.portal.thread import thread
from parvis.portal.uploads import Uploads, receive_uploads

#: Messages, files and reopenings sent from one address in an hour.
WRITINGS = Limit(60, 3600)
LONGEST = 20_000


@require_safe
@through_link
def follow(request: HttpRequest, case: Case) -> HttpResponse:
    return _page(request, case)


@require_POST
@limited(WRITINGS)
@through_link
def message(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Write to the town hall, with or without files; or files alone."""
    uploads = receive_uploads(request)
    body = _typed(request, "body")
    if not case.is_open:
        problem = _("Votre demande a été close entre-temps. Votre texte est gardé ci-dessous.")
        return _page(request, case, 409, uploads=uploads, reason=body, problems=[problem])
    problems = list(uploads.problems)
    if not body and not uploads.kept and not problems:
        problems.append(_("Écrivez votre message ou choisissez un fichier."))
    if len(body) > LONGEST:
        problems.append(_("Ce texte est trop long : %(most)s caractères au plus.") % {"most": LONGEST})
    if problems:
        return _page(request, case, 422, uploads=uploads, body=body, problems=problems)
    if not first_time(case, "message", request.POST.get("key", "")):
        uploads.discard()
        return redirect(path_of(case))
    at, by = clock.now(), Actor.person(case.person_id)
    written = receive_message(case, body=body, channel=Channel.WEB, by=by, at=at) if body else None
    for attachment in uploads.record():
        attach(case, attachment=attachment, is_public=True, by=by, at=at, message=written)
    messages.success(request, _("C'est envoyé : le service le voit dès maintenant."))
    return redirect(f"{path_of(case)}#echanges")


@require_POST
@limited(WRITINGS)
@through_link
def reopening(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Within thirty days of the closure; the verb holds the rule."""
    reason = _typed(request, "reason")[:LONGEST]
    if not first_time(case, "reopening", request.POST.get("key", "")):
        return redirect(path_of(case))
    try:
        reopen(case, reason=reason, by=Actor.person(case.person_id), at=clock.now())
    except Refused as refused:
        return _page(request, case, 422, reason=reason, problems=[str(refused)])
    messages.success(request, _("Votre demande est rouverte : le service la reprend."))
    return redirect(path_of(case))


@require_safe
@through_link
def file(request: HttpRequest, case: Case, pk: int) -> HttpResponseBase:
    row = (
        CaseAttachment.objects.select_related("attachment")
        .filter(case=case, is_public=True, attachment_id=pk)
        .first()
    )
    if row is None:
        raise Http404
    return answer(row.attachment, small="vignette" in request.GET)


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()


def _page(request: HttpRequest, case: Case, status: int = 200, **typed: Any) -> HttpResponse:
    entries, files = thread(case)
    now = clock.now()
    context = {
        "case": case,
        "path": path_of(case),
        "steps": steps(case),
        "sentence": sentence(case),
        "target": target(case, now),
        "entries": entries,
        "files": files,
        "may_reopen": not case.is_open and may_person_reopen(case, now),
        "key": uuid.uuid4().hex,
        "max_files": env().max_files,
        "max_mb": env().max_upload_mb,
        "max_bytes": env().max_upload_mb * 1024 * 1024,
        "uploads": Uploads(),
        **typed,
    }
    return render(request, "portal/follow.html", context, status=status)
