"""One draft of a case: what it says, as it would leave, and the acts on it by the noun of their address."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parvis.cases.abilities import abilities
from parvis.cases.models import Case
from parvis.desk.cases.act import answer
from parvis.desk.cases.draft_approval import DraftApprovalForm, DraftReturnForm
from parvis.desk.cases.draft_form import DraftActForm
from parvis.desk.cases.draft_recall import DraftRecallForm
from parvis.desk.cases.draft_removal import DraftRemovalForm
from parvis.desk.cases.draft_takeover import DraftTakeoverForm
from parvis.desk.cases.finding import readable_case, way_back, with_way_back
from parvis.desk.cases.on_its_way import shown_draft
from parvis.desk.cases.recipients import for_reader
from parvis.desk.cases.sealed_reading import note_reading
from parvis.desk.cases.text_diff import Piece, differences
from parvis.desk.reading_log import logs_reading
from parvis.kit import clock
from parvis.organisation.current import agent_required
from parvis.replies.models import Approval, Draft
from parvis.replies.previewing import preview_of
from parvis.replies.ruling import approvers, asked_of, may_approve, not_asked
from parvis.replies.seeing import may_see, words_of

DRAFT_ACTS: dict[str, type[DraftActForm]] = {
    form.noun: form
    for form in (DraftRecallForm, DraftTakeoverForm, DraftRemovalForm, DraftApprovalForm, DraftReturnForm)
}


def _draft(request: HttpRequest, case: Case, pk: int) -> Draft:
    known = Draft.objects.readable_by(request.access)  # type: ignore[attr-defined]
    known = known.select_related("agent", "rule", "first_author", "message")
    draft: Draft | None = known.filter(case=case, pk=pk).first()
    if draft is None or not may_see(draft, request.access, case):  # type: ignore[attr-defined]
        raise Http404
    draft.case = case
    return draft


@require_http_methods(["GET", "HEAD", "POST"])
@logs_reading
@agent_required
def draft_act_page(request: HttpRequest, reference: str, pk: int, noun: str) -> HttpResponse:
    if noun not in DRAFT_ACTS:
        raise Http404
    case = readable_case(request, reference)
    draft = _draft(request, case, pk)
    return answer(request, case, partial(DRAFT_ACTS[noun], draft=draft))


@require_safe
@logs_reading
@agent_required
def draft_page(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """What was written, exactly as it would leave; who may decide does it here."""
    case = readable_case(request, reference)
    draft = _draft(request, case, pk)
    note_reading(request, case)
    access = request.access  # type: ignore[attr-defined]
    able = abilities(access, case)
    decides = draft.state == Draft.State.SUBMITTED and may_approve(access, draft)
    context: dict[str, Any] = {
        "case": case,
        "draft": draft,
        "shown": shown_draft(draft, case, access, able, clock.now(), decides=decides),
        "mail": for_reader(preview_of(draft, case), case, access)
        if draft.state != Draft.State.LEFT
        else None,
        "files": [f.attachment for f in draft.files.select_related("attachment").order_by("id")],
        "approvals": _approvals(draft, case),
        "case_url": with_way_back(case_address(case), way_back(request)),
        "nav_active": "queue",
    }
    if decides:
        context["approval"] = _act(request, DraftApprovalForm, case, draft)
        context["returning"] = _act(request, DraftReturnForm, case, draft)
    elif draft.state == Draft.State.SUBMITTED:
        context["asked"] = asked_of(draft.asked_role)
        context["approvers"] = approvers(case, draft.asked_role, but=not_asked(draft))
    return render(request, "desk/cases/draft.html", context)


def _approvals(draft: Draft, case: Case) -> list[tuple[Approval, list[Piece]]]:
    """Each decision, with what it changed: from the text before it to the one before the next change, or that which left."""
    entries = list(Approval.objects.filter(draft=draft).order_by("id"))
    text = words_of(draft, case)
    told: list[tuple[Approval, list[Piece]]] = []
    for entry in reversed(entries):
        told.append((entry, differences(entry.before, text) if entry.before else []))
        text = entry.before or text
    return told[::-1]


def case_address(case: Case) -> str:
    return reverse("desk:case", args=[case.reference])


def _act(request: HttpRequest, make: type[DraftActForm], case: Case, draft: Draft) -> dict[str, Any]:
    form = make(case=case, access=request.access, draft=draft)  # type: ignore[attr-defined]
    return {"form": form, "action": with_way_back(form.url, way_back(request))}
