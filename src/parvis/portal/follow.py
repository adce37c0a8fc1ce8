"""The follow-up page: where the case is, what was said, and how to answer, add a file, judge or reopen."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.cases.acting import NotPossible, Refused
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
from parvis.portal.opinion import opinion as opinion_of
from parvis.portal.private_link import through_link
from parvis.portal.progress import sentence, steps, target
from parvis.portal.thread import thread
from parvis.portal.uploads import Uploads, receive_uploads
from parvis.surveys.models import Score
from parvis.surveys.rating import LONGEST as LONGEST_COMMENT
from parvis.surveys.rating import rate

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
        return _page(request, case, 409, uploads=uploads, reason=body, problems=[problem], faulty="reason")
    problems = list(uploads.problems)
    if not body and not uploads.kept and not problems:
        problems.append(_("Écrivez votre message ou choisissez un fichier."))
    if len(body) > LONGEST:
        problems.append(_("Ce texte est trop long : %(most)s caractères au plus.") % {"most": LONGEST})
    if problems:
        return _page(request, case, 422, uploads=uploads, body=body, problems=problems, faulty="body")
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
        faulty = "body" if case.is_open else "reason"
        return _page(request, case, 422, reason=reason, problems=[str(refused)], faulty=faulty)
    messages.success(request, _("Votre demande est rouverte : le service la reprend."))
    return redirect(path_of(case))


@require_POST
@limited(WRITINGS)
@through_link
def rating(request: HttpRequest, case: Case) -> HttpResponseBase:
    """How the request was treated; the verb holds until when one may say so."""
    score, comment = _typed(request, "score"), _typed(request, "comment")
    typed = {"score": score, "comment": comment}
    if score not in map(str, Score.values):
        return _page(
            request, case, 422, problems=[_("Choisissez une réponse.")], faulty="score", opinion=typed
        )
    if len(comment) > LONGEST_COMMENT:
        problem = _("Ce texte est trop long : %(most)s caractères au plus.") % {"most": LONGEST_COMMENT}
        return _page(request, case, 422, problems=[problem], faulty="comment", opinion=typed)
    try:
        rate(case, score=int(score), comment=comment, by=Actor.person(case.person_id), at=clock.now())
    except NotPossible:
        messages.info(request, _("Votre avis n'est plus demandé pour cette demande."))
        return redirect(path_of(case))
    messages.success(request, _("Merci : votre avis est enregistré."))
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


def _page(
    request: HttpRequest,
    case: Case,
    status: int = 200,
    *,
    faulty: str = "",
    opinion: dict[str, str] | None = None,
    **typed: Any,
) -> HttpResponse:
    """``faulty`` is the field that the problems are about; ``opinion`` what was typed about the treatment."""
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
        "opinion": opinion_of(case, now, **(opinion or {})),
        "faulty": faulty,
        "may_reopen": not case.is_open and may_person_reopen(case, now),
        "key": uuid.uuid4().hex,
        "max_files": env().max_files,
        "max_mb": env().max_upload_mb,
        "max_bytes": env().max_upload_mb * 1024 * 1024,
        "uploads": Uploads(),
        **typed,
    }
    return render(request, "portal/follow.html", context, status=status)
