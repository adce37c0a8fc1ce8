"""Answered on the spot: closed in the same act, and taken back from the page that follows."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from parvis.cases.abilities import abilities
from parvis.cases.acting import Refused
from parvis.cases.answering import answer_on_the_spot, take_back_answer
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.cases.states import Outcome
from parvis.desk.entry.access import takes_requests
from parvis.desk.entry.finding import taken_by
from parvis.kit import clock
from parvis.organisation.current import actor
from parvis.replies.models import Draft
from parvis.replies.ruling import rule_for


def answered_on_the_spot(request: HttpRequest, case: Case, text: str) -> None:
    """Closed, unless a rule has already put somebody in charge, who then learns what was said."""
    able = abilities(request.access, case)  # type: ignore[attr-defined]
    by, at = actor(request), clock.now()
    rule = rule_for(case, kind=Draft.Kind.CLOSURE, outcome=Outcome.ANSWERED) if text.strip() else None
    if "answer" in able and rule is None:
        answer_on_the_spot(case, text=text, by=by, at=at, version=case.version)
    elif "note" in able:
        note(case, body=f"Répondu sur place : {text}" if text else "Répondu sur place.", by=by, at=at)
        why = (
            f"Un agent de {case.department.name} en est déjà chargé : votre réponse est notée pour lui."
            if "answer" not in able
            else "Ce que la personne lira doit d'abord être validé : votre réponse est notée pour le service, "
            "la demande reste ouverte."
        )
        messages.info(request, why)
    else:
        messages.warning(
            request,
            "La demande a déjà un agent chargé dans un service cloisonné : votre réponse n'est pas notée.",
        )


@takes_requests
@require_POST
def taking_back(request: HttpRequest, reference: str) -> HttpResponse:
    """The request waits for its service after all."""
    case = taken_by(request, reference)
    if case is None:
        raise Http404
    try:
        take_back_answer(case, by=actor(request), at=clock.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"Réponse annulée : {case.department.name} recevra la demande.")
    return HttpResponseRedirect(reverse("desk:taken", args=[reference]))
