"""The mail exactly as it would leave, from what is typed. Nothing is written."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from parvis.cases.abilities import abilities
from parvis.desk.cases.finding import readable_case, way_back, with_way_back
from parvis.desk.cases.forms import LONGEST
from parvis.desk.cases.recipients import for_reader
from parvis.desk.cases.reply import ReplyForm
from parvis.desk.cases.sealed_reading import note_reading
from parvis.desk.reading_log import logs_reading
from parvis.kit.text import clean_text
from parvis.organisation.current import agent_required
from parvis.organisation.screens.refused import not_for_this_role
from parvis.replies.previewing import preview


class PreviewForm(forms.Form):
    body = forms.CharField(required=False, max_length=LONGEST, strip=False)


@logs_reading
@agent_required
@require_POST
def preview_page(request: HttpRequest, reference: str) -> HttpResponse:
    """A fragment for the dialog; without JavaScript, a page with the form to send it from."""
    case = readable_case(request, reference)
    access = request.access  # type: ignore[attr-defined]
    if "reply" not in abilities(access, case):
        return not_for_this_role(request, "de répondre à cette demande")
    note_reading(request, case)
    typed = PreviewForm(request.POST)
    body = clean_text(typed.cleaned_data["body"]) if typed.is_valid() else ""
    files = len(request.POST.getlist("kept")) + len(
        request.FILES.getlist("files") or request.POST.getlist("files")
    )
    form = ReplyForm(request.POST, case=case, access=access)
    mail = preview(case, body=body.strip(), author=request.agent, files=files)  # type: ignore[attr-defined]
    context = {
        "case": case,
        "mail": for_reader(mail, case, access),
        "form": form,
        "action": with_way_back(form.url, way_back(request)),
        "files_lost": bool(request.FILES),
        "nav_active": "queue",
    }
    fragment = request.htmx  # type: ignore[attr-defined]
    return render(request, "desk/cases/_mail.html" if fragment else "desk/cases/preview.html", context)
