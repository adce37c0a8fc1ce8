"""The page of a task given to somebody outside the town hall: what to do, where, and three answers. Nothing of the person
unless the service ticked it, nothing of the other tasks, notes or messages."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.cases.acting import Refused
from parvis.cases.contributing import (
    EndedLink,
    LostLink,
    contribute,
    decline,
    finish,
    open_link,
    tick,
)
from parvis.cases.contributing_events import Contributed
from parvis.cases.models import CaseAttachment, Contributor, Note, TaskStep
from parvis.cases.stepping import unticked
from parvis.cases.tasking import AlreadyTicked
from parvis.directory.models import ContactPoint
from parvis.directory.normalising import format_phone
from parvis.files.screens.download import answer
from parvis.history.models import AccessLog, Event
from parvis.kit import clock
from parvis.kit.env import env
from parvis.kit.readonly import read_only_transaction, short_write
from parvis.kit.transactions import SAFE, no_transaction
from parvis.portal.limiting import Limit, key_of, limited, too_many
from parvis.portal.once import first_time
from parvis.portal.private_link import MISTAKES, private
from parvis.portal.uploads import Uploads, receive_uploads

#: What one address may send in an hour; how often one link may be opened.
WRITINGS, TICKS, VISITS = Limit(60, 3600), Limit(200, 3600), Limit(300, 3600)
LONGEST = 20_000

View = Callable[..., HttpResponseBase]


def through_task_link(view: View) -> View:
    """Give the view the contributor behind ``token``; each page or whole file shown leaves a line in the access log."""

    @no_transaction
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        scope = read_only_transaction() if request.method in SAFE else transaction.atomic()
        contributor: Contributor | None = None
        # A page shows its files in small by itself: that is no visit more.
        counts = "pk" not in kwargs or "vignette" not in request.GET
        with scope:
            try:
                contributor = open_link(token, clock.now())
            except LostLink:
                response: HttpResponseBase = (
                    _gone(request, 404) if MISTAKES.take(key_of(request)) else too_many(request)
                )
            except EndedLink:
                response = _gone(request, 410)
            else:
                once_more = not counts or VISITS.take(f"task:{contributor.pk}")
                response = view(request, contributor, **kwargs) if once_more else too_many(request)
            if response.status_code >= 400 and request.method not in SAFE:
                transaction.set_rollback(True)
        if contributor is not None and response.status_code == 200 and request.method == "GET" and counts:
            with short_write():
                _log(contributor)
        return private(response)

    return opened


def _log(contributor: Contributor) -> None:
    AccessLog(
        at=clock.now(), actor_id=contributor.pk, actor_label=contributor.label, object_kind="task",
        object_id=contributor.task_id, reason=f"demande {contributor.task.case.reference}, lien privé",
    ).save(force_insert=True)  # fmt: skip


def _gone(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "portal/contributor_gone.html", {"ended": status == 410}, status=status)


@require_safe
@through_task_link
def task(request: HttpRequest, contributor: Contributor) -> HttpResponse:
    return _page(request, contributor)


@require_POST
@limited(WRITINGS)
@through_task_link
def answering(request: HttpRequest, contributor: Contributor) -> HttpResponseBase:
    """« say » a word or send photos, or say that it is « done », with or without both."""
    uploads, body = receive_uploads(request), _typed(request, "body")
    done = request.POST.get("act") == "done"
    problems = list(uploads.problems)
    if len(body) > LONGEST:
        problems.append(_("Ce texte est trop long : %(most)s caractères au plus.") % {"most": LONGEST})
    if not done and not body and not uploads.kept and not problems:
        problems.append(_("Écrivez votre message ou choisissez une photo."))
    reason = _typed(request, "unticked_reason")[:LONGEST]
    faulty = "body"
    if done and not reason and not problems and unticked(contributor.task).exists():
        problems.append(_("Il reste des étapes : cochez-les, ou dites pourquoi vous finissez sans elles."))
        faulty = "unticked_reason"
    if problems:
        return _page(
            request, contributor, 422, uploads=uploads, body=body, unticked_reason=reason, problems=problems,
            faulty=faulty,
        )  # fmt: skip
    case = contributor.task.case
    if not first_time(case, f"task-{contributor.pk}", request.POST.get("key", "")):
        uploads.discard()
        return redirect(_path(request))
    at = clock.now()
    try:
        if uploads.kept or not done:
            contribute(contributor, body="" if done else body, attachments=uploads.record(), at=at)
        if done:
            finish(contributor, result=body, unticked_reason=reason, at=at)
    except EndedLink:
        return _gone(request, 410)
    except Refused as refused:
        contributor.task.refresh_from_db(fields=["state"])
        return _page(
            request, contributor, 409, uploads=uploads, body=body, unticked_reason=reason,
            problems=[str(refused)], faulty=getattr(refused, "field", "") or "body",
        )  # fmt: skip
    said = _("C'est noté : merci.") if done else _("C'est envoyé : le service le voit dès maintenant.")
    messages.success(request, said)
    return redirect(_path(request))


@require_POST
@limited(TICKS)
@through_task_link
def ticking(request: HttpRequest, contributor: Contributor) -> HttpResponseBase:
    """``tick`` or ``untick``: the step. Sent twice, it says the same."""
    done = "tick" in request.POST
    number = request.POST.get("tick" if done else "untick", "")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404
    step = TaskStep.objects.filter(task=contributor.task, pk=int(number)).first()
    if step is None:
        raise Http404
    step.task = contributor.task
    try:
        tick(contributor, step, done=done, at=clock.now())
    except EndedLink:
        return _gone(request, 410)
    except AlreadyTicked:
        # Not by whom: those of the town hall are not named here.
        messages.info(request, _("C'était déjà coché.") if done else _("Ce n'était déjà plus coché."))
    except Refused as refused:
        contributor.task.refresh_from_db(fields=["state"])
        return _page(request, contributor, 409, problems=[str(refused)], faulty="body")
    return redirect(f"{_path(request)}#etapes")


@require_POST
@limited(WRITINGS)
@through_task_link
def declining(request: HttpRequest, contributor: Contributor) -> HttpResponseBase:
    reason = _typed(request, "reason")[:LONGEST]
    if not first_time(contributor.task.case, f"decline-{contributor.pk}", request.POST.get("key", "")):
        return redirect(_path(request))
    try:
        decline(contributor, reason=reason, at=clock.now())
    except EndedLink:
        return _gone(request, 410)
    except Refused as refused:
        return _page(request, contributor, 422, reason=reason, problems=[str(refused)], faulty="reason")
    return private(render(request, "portal/contributor_declined.html"))


@require_safe
@through_task_link
def file(request: HttpRequest, contributor: Contributor, pk: int) -> HttpResponseBase:
    """A whole file is a visit: asked for in small, one that has no thumbnail is not given."""
    small = "vignette" in request.GET
    row = _files(contributor).filter(attachment_id=pk).first()
    if row is None or (small and not row.attachment.thumbnail_key):
        raise Http404
    return answer(row.attachment, small=small)


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()


def _path(request: HttpRequest) -> str:
    """By the token they came with: of a town that moved, another one is derived now, and theirs still opens."""
    assert request.resolver_match is not None
    return reverse("portal:task", args=[request.resolver_match.kwargs["token"]])


def _sent(contributor: Contributor) -> tuple[list[Note], list[int]]:
    """What they wrote and sent through this link, oldest first."""
    told = Event.objects.filter(case_id=contributor.task.case_id, type=Contributed.code).order_by("at", "id")
    mine = [event.kind for event in told if event.data.get("contributor_id") == contributor.pk]
    notes = Note.objects.filter(pk__in=[what.note_id for what in mine if what.note_id]).order_by("at", "id")
    return list(notes), [pk for what in mine for pk in what.attachments]


def _files(contributor: Contributor) -> Any:
    """Those the service shows, and their own, while there is something to do with them."""
    if not contributor.task.is_open:
        return CaseAttachment.objects.none()
    _notes, own = _sent(contributor)
    return (
        CaseAttachment.objects.filter(
            case_id=contributor.task.case_id, attachment_id__in=[*contributor.files, *own]
        )
        .select_related("attachment")
        .order_by("at", "id")
    )


def _person(contributor: Contributor) -> tuple[str, str]:
    """Name and phone, when their work needs them."""
    person = contributor.task.case.person
    if not contributor.shows_person or person is None:
        return "", ""
    points = ContactPoint.objects.filter(
        person=person, kind=ContactPoint.Kind.PHONE, sectors__contains=[contributor.task.case.sector_id]
    )
    phone = points.order_by("created_at", "id").values_list("value", flat=True).first()
    return person.display_name, format_phone(phone) if phone else ""


def _page(request: HttpRequest, contributor: Contributor, status: int = 200, **typed: Any) -> HttpResponse:
    if not contributor.task.is_open:
        context = {"contributor": contributor, "problems": [], "body": "", **typed}
        return render(request, "portal/contributor_done.html", context, status=status)
    notes, own = _sent(contributor)
    files = list(_files(contributor))
    name, phone = _person(contributor)
    case = contributor.task.case
    context = {
        "contributor": contributor,
        "task": contributor.task,
        "case": case,
        "path": _path(request),
        "person_name": name,
        "person_phone": phone,
        "steps": list(TaskStep.objects.filter(task=contributor.task).order_by("position")),
        "files": [row for row in files if row.attachment_id not in own],
        "own_files": [row for row in files if row.attachment_id in own],
        "notes": notes,
        "key": uuid.uuid4().hex,
        "max_files": env().max_files,
        "max_mb": env().max_upload_mb,
        "max_bytes": env().max_upload_mb * 1024 * 1024,
        "uploads": Uploads(),
        **typed,
    }
    return render(request, "portal/contributor.html", context, status=status)
