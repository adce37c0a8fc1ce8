"""The steps of each request type, written by an administrator: what, which service, in how many days."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parvis.catalog.changing_checklists import ChangedMeanwhile, change_checklist, mark_of
from parvis.catalog.checklists import FARTHEST, LONGEST, LONGEST_TITLE, MOST, BadChecklist, Step, steps_of
from parvis.catalog.models import RequestType
from parvis.kit import clock
from parvis.organisation.current import actor, agent_required
from parvis.organisation.models import Department, Role
from parvis.organisation.screens.refused import not_for_this_role

#: Empty lines offered below those that are there.
MORE = 3


class StepForm(forms.Form):
    title = forms.CharField(
        label="Ce qu'il y a à faire", required=False, max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    department = forms.ChoiceField(label="Service", required=False)
    days = forms.IntegerField(
        label="Jours", required=False, min_value=0, max_value=FARTHEST,
        error_messages={
            "invalid": "Un nombre de jours.", "min_value": f"De 0 à {FARTHEST} jours.",
            "max_value": f"De 0 à {FARTHEST} jours.",
        },
    )  # fmt: skip
    instructions = forms.CharField(
        label="Consignes", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, departments: list[tuple[str, str]], **kwargs: Any) -> None:
        # No field is required: each line is read as it was sent, whether it changed or not.
        super().__init__(*args, **kwargs | {"empty_permitted": False})
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Celui qui a la demande"), *departments]

    def step(self) -> Step | None:
        """None for a line left empty, or emptied: that is how a step goes."""
        given = self.cleaned_data
        if not given["title"].strip():
            return None
        return Step(given["title"], given["department"], given["days"], given["instructions"])


@require_safe
@agent_required
def types(request: HttpRequest) -> HttpResponse:
    if not _may(request):
        return not_for_this_role(request, "de régler les étapes")
    found = RequestType.objects.filter(active=True).select_related("department")
    rows = [(one, len(steps_of(one.checklist))) for one in found.order_by("department__name", "label", "id")]
    context = {"nav_active": "administration", "rows": rows, "with_steps": sum(bool(n) for _one, n in rows)}
    return render(request, "catalog/types.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def steps(request: HttpRequest, code: str) -> HttpResponse:
    if not _may(request):
        return not_for_this_role(request, "de régler les étapes")
    found = RequestType.objects.select_related("department").filter(code=code.replace("\x00", "")).first()
    if found is None:
        raise Http404
    formset = _formset(request, found)
    if request.method != "POST":
        return _drawn(request, found, formset, found.checklist_automatic, 200)
    automatic = "automatic" in request.POST
    if not formset.is_valid():
        return _drawn(request, found, formset, automatic, 422)
    given = [step for form in formset.forms if (step := form.step()) is not None]
    try:
        change_checklist(
            found.code, steps=given, automatic=automatic, mark=request.POST.get("mark", ""), by=actor(request),
            at=clock.now(),
        )  # fmt: skip
    except BadChecklist as wrong:
        return _drawn(request, found, formset, automatic, 422, problem=str(wrong))
    except ChangedMeanwhile:
        problem = "Ces étapes ont changé pendant que vous écriviez. Relisez les vôtres, puis enregistrez de nouveau."
        return _drawn(request, found, formset, automatic, 409, problem=problem)
    messages.success(request, "Les étapes sont enregistrées : elles valent dès la demande suivante.")
    return HttpResponseRedirect(reverse("catalog:types"))


def _may(request: HttpRequest) -> bool:
    return bool(request.access.has(Role.ADMINISTRATOR))  # type: ignore[attr-defined]


def _formset(request: HttpRequest, found: RequestType) -> Any:
    departments = list(
        Department.objects.filter(active=True).order_by("name", "id").values_list("code", "name")
    )
    make = forms.formset_factory(StepForm, extra=MORE, max_num=MOST, absolute_max=MOST + MORE)
    known = [
        {"title": s.title, "department": s.department, "days": s.days, "instructions": s.instructions}
        for s in steps_of(found.checklist)
    ]
    data = request.POST if request.method == "POST" else None
    return make(data, initial=known, prefix="step", form_kwargs={"departments": departments})


def _drawn(
    request: HttpRequest, found: RequestType, formset: Any, automatic: bool, status: int, *, problem: str = ""
) -> HttpResponse:
    context = {
        "nav_active": "administration",
        "type": found,
        "formset": formset,
        "automatic": automatic,
        "mark": mark_of(found),
        "problem": problem,
    }
    return render(request, "catalog/steps.html", context, status=status)
