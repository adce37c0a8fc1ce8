"""Reply templates in the composer: found as one types, filled from the case, put at the cursor."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parvis.cases.abilities import abilities
from parvis.cases.models import Case
from parvis.desk.cases.finding import readable_case, way_back, with_way_back
from parvis.desk.cases.recipients import shown_person
from parvis.desk.cases.sealed_reading import note_reading
from parvis.desk.reading_log import logs_reading
from parvis.kit import clock
from parvis.organisation.current import actor, agent_required
from parvis.replies.drafting import DraftChanged, draft_of, save_draft
from parvis.replies.models import Draft, ReplyTemplateVersion
from parvis.replies.templating import offered
from parvis.replies.variables import facts_of, fill, gaps

#: The due date said as missed: such a text makes no sense before it.
_OF_LATENESS = re.compile(r"\b(?:devions|aurions dû)\b[^.]*\{échéance\}", re.IGNORECASE)


@dataclass(frozen=True)
class Shown:
    version: ReplyTemplateVersion
    text: str
    gaps: list[str]
    #: It excuses a delay that the case has not.
    untimely: bool = False


def _case(request: HttpRequest, reference: str) -> Case:
    case = readable_case(request, reference)
    if "reply" not in abilities(request.access, case):  # type: ignore[attr-defined]
        raise Http404
    return case


def _shown(request: HttpRequest, case: Case, versions: list[ReplyTemplateVersion]) -> list[Shown]:
    knows = shown_person(case, request.access) is not None  # type: ignore[attr-defined]
    facts = facts_of(case, request.agent, knows_person=knows)  # type: ignore[attr-defined]
    late = case.due_at is not None and case.due_at < (case.closed_at or clock.now())
    texts = [(v, fill(v.body, facts)) for v in versions]
    shown = [Shown(v, text, gaps(text), not late and bool(_OF_LATENESS.search(v.body))) for v, text in texts]
    return sorted(shown, key=lambda one: one.untimely)


@require_safe
@logs_reading
@agent_required
def templates_page(request: HttpRequest, reference: str) -> HttpResponse:
    """``?q=``: the words looked for. A page, a dialog, or the list alone while one types."""
    case = _case(request, reference)
    note_reading(request, case)
    words = request.GET.get("q", "").replace("\x00", "")[:100]
    context = {
        "case": case,
        "words": words,
        "found": _shown(request, case, offered(case, words)),
        "case_url": with_way_back(reverse("desk:case", args=[case.reference]), way_back(request)),
        "back": way_back(request),
        "nav_active": "queue",
    }
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/cases/templates.html", context)
    alone = "q" in request.GET
    return render(
        request, "desk/cases/_template_rows.html" if alone else "desk/cases/_templates.html", context
    )


@agent_required
@require_POST
def template_use(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Without JavaScript: the filled text goes below what the draft holds."""
    case = _case(request, reference)
    version = next((v for v in offered(case) if v.pk == pk), None)
    if version is None:
        raise Http404
    text = _shown(request, case, [version])[0].text
    held = draft_of(case, Draft.Kind.REPLY, request.agent.pk)  # type: ignore[attr-defined]
    body = f"{held.body.rstrip()}\n\n{text}" if held and held.body.strip() else text
    try:
        save_draft(
            case,
            kind=Draft.Kind.REPLY,
            body=body,
            version=held.version if held else 0,
            template_version=version.pk,
            by=actor(request),
            at=clock.now(),
        )
    except DraftChanged:
        messages.warning(
            request, "Votre brouillon vient de changer dans une autre fenêtre : reprenez le modèle."
        )
    back = with_way_back(reverse("desk:case", args=[case.reference]), way_back(request))
    return HttpResponseRedirect(f"{back}#ecrire")
