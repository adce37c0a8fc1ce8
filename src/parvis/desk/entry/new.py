"""A new request on one screen, for the counter, the phone and the post: who, what, where, and it is with its service."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import RequestType
from parvis.desk.entry.access import takes_requests
from parvis.desk.entry.details import read_answers
from parvis.desk.entry.drawing import screen_context
from parvis.desk.entry.same import mark_same
from parvis.desk.entry.spot import answered_on_the_spot
from parvis.desk.entry.typed import SESSION_CHANNEL, Typed, desk_channels
from parvis.directory.models import Person
from parvis.intake.channels.registry import channel
from parvis.intake.receiving import receive
from parvis.intake.submission import KeyReused, Rejected, Submission
from parvis.organisation.current import actor
from parvis.tenancy.configuration import snapshot

FIELDS_OF_PROBLEMS = {"person": "q", "idempotency_key": "", "request_type": "type"}
#: The order of the fields on the screen, which is that of the problems.
SCREEN = (
    "", "channel", "q", "anonymous", "phone", "email", "description", "type", "address", "received_at", "sent_at", "priority",
    "files", "spot_text",
)  # fmt: skip
#: Say nothing of who asks.
NOBODY = frozenset({"title", "postal_address", "on_behalf_of"})


@require_http_methods(["GET", "HEAD", "POST"])
@takes_requests
def new_case(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _drawn(request, Typed.blank(request), 200)
    typed = Typed(request.POST)
    typed.take_files(request)
    if (
        "check" in request.POST
    ):  # without script, or brought back: the same screen, with what the server knows by now
        return _drawn(request, typed, 200)
    typed.settle_person(request.access)  # type: ignore[attr-defined]
    try:
        submission = _submission(request, typed)
        received = receive(submission, by=actor(request))
    except KeyReused:
        values = request.POST.copy()
        values["key"] = secrets.token_urlsafe(16)
        typed.data = values
        typed.problems[""] = (
            "Cette demande est déjà enregistrée sous une autre forme. Relisez celle-ci avant de l'enregistrer aussi."
        )
        return _drawn(request, typed, 409)
    except Rejected as rejected:
        typed.problems = rejected.problems | typed.problems
        return _drawn(request, typed, 422)
    request.session[SESSION_CHANNEL] = submission.channel
    if received.created:
        mark_same(request, received.case, typed.get("same_as"))
        if typed.get("on_the_spot"):
            answered_on_the_spot(request, received.case, typed.get("spot_text").strip())
    return _gone_to(request, reverse("desk:taken", args=[received.case.reference]))


def _gone_to(request: HttpRequest, url: str) -> HttpResponse:
    """Sent by script, so that a lost network leaves the screen as it is: the whole page is loaded anew."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _submission(request: HttpRequest, typed: Typed) -> Submission:
    """Every problem at once, so that the agent corrects once."""
    problems = dict(typed.problems)
    types = catalogue(snapshot())
    chosen = typed.type(types)
    answers, wrong = read_answers(chosen, typed.data) if chosen else ({}, {})
    problems |= wrong | _missing(request, typed, chosen)
    code = typed.get("channel")
    if code not in {c.code for c in desk_channels()}:
        raise Rejected(problems | {"channel": "Choisissez comment la demande est arrivée."})
    data: dict[str, Any] = {name: typed.get(name) for name in typed.data} | typed.identity()
    town = request.tenant  # type: ignore[attr-defined]
    data |= {"request_type": chosen.code if chosen else "", "answers": answers, "time_zone": town.time_zone}
    data |= {
        "attachments": typed.files,
        "address": typed.address,
        "not_person_ids": typed.passed_over,
    }
    try:
        submission = channel(code).parse(data)
    except Rejected as rejected:
        raise Rejected(rejected.problems | problems) from None
    if problems:
        raise Rejected(problems)
    return submission


def _missing(request: HttpRequest, typed: Typed, chosen: RequestType | None) -> dict[str, str]:
    problems: dict[str, str] = {}
    if chosen is None:
        problems["type"] = "Choisissez un type ; « Autre demande » si aucun ne convient."
    if typed.get("anonymous"):
        if chosen is not None and chosen.identification != RequestType.Identification.ANONYMOUS:
            problems["anonymous"] = "Ce type de demande ne peut pas être anonyme : demandez au moins un nom."
    elif typed.person_id is not None:
        # Asked here, so that a person of a sealed sector cannot be reached by guessing an identifier.
        sectors = request.access.readable_sectors  # type: ignore[attr-defined]
        if not sectors or not Person.objects.known_in(sectors).filter(pk=typed.person_id).exists():
            problems["q"] = "Cette personne n'existe pas."
    elif not any(value for name, value in typed.identity().items() if name not in NOBODY):
        problems["q"] = "Dites qui demande : un nom, un téléphone, ou « Anonyme »."
    nowhere = not typed.address and typed.point == (None, None)
    if nowhere and chosen is not None and chosen.location_rule == RequestType.LocationRule.REQUIRED:
        problems["address"] = "Ce type de demande a besoin d'un lieu : une adresse, un croisement, un repère."
    return problems


def _drawn(request: HttpRequest, typed: Typed, status: int) -> HttpResponse:
    found = {FIELDS_OF_PROBLEMS.get(name, name): text for name, text in typed.problems.items()}
    typed.problems = dict(
        sorted(found.items(), key=lambda pair: SCREEN.index(pair[0]) if pair[0] in SCREEN else len(SCREEN))
    )
    answer = render(request, "desk/entry/new.html", screen_context(request, typed), status=status)
    # « Précédent » after the entry was saved asks for an empty form: the next person at the counter reads this screen.
    answer["Cache-Control"] = "no-store"
    return answer
