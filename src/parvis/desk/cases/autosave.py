"""The draft saved as one types: small JSON for the page's script, nothing without it (the text is then in the form)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from parvis.cases.acting import NotAllowed
from parvis.desk.cases.drafted import hidden_number
from parvis.desk.cases.finding import readable_case
from parvis.desk.cases.forms import LONGEST
from parvis.kit import clock
from parvis.organisation.current import actor, agent_required
from parvis.replies.drafting import DraftChanged, save_draft
from parvis.replies.models import Draft
from parvis.ui.dates import clock_time, local

KINDS = [(Draft.Kind.REPLY, "réponse"), (Draft.Kind.NOTE, "note")]


class SavingForm(forms.Form):
    kind = forms.ChoiceField(choices=KINDS)
    body = forms.CharField(required=False, max_length=LONGEST, strip=False)
    draft_version = hidden_number()
    template = hidden_number()


@agent_required
@require_POST
def draft_saving(request: HttpRequest, reference: str) -> HttpResponse:
    """200: what is kept now. 409: what another window or device keeps. 403, 404: it can no longer be kept here."""
    case = readable_case(request, reference)
    form = SavingForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": "Ce texte est trop long pour être gardé."}, status=422)
    given = form.cleaned_data
    try:
        saved = save_draft(
            case,
            kind=given["kind"],
            body=given["body"],
            version=given["draft_version"] or 0,
            template_version=given["template"],
            by=actor(request),
            at=clock.now(),
        )
    except DraftChanged as changed:
        return JsonResponse(_told(changed.draft), status=409)
    except NotAllowed as refused:
        return JsonResponse({"problem": str(refused)}, status=403)
    return JsonResponse(_told(saved.draft))


def _told(draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {"draft": 0, "version": 0, "at": "", "body": ""}
    at = clock_time(local(draft.updated_at))
    return {"draft": draft.pk, "version": draft.version, "at": at, "body": draft.body}
