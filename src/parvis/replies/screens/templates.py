"""Reply templates: listed by where they are offered, written, seen on a real case, brought back to a former text."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.cases.models import Case
from parvis.catalog.catalogue import catalogue
from parvis.kit import clock
from parvis.organisation.current import actor
from parvis.replies.models import ReplyTemplate, ReplyTemplateVersion
from parvis.replies.previewing import preview
from parvis.replies.ready import add_ready
from parvis.replies.screens.reading import administers
from parvis.replies.templating import (
    LONGEST_BODY,
    LONGEST_TITLE,
    TemplateChanged,
    Wording,
    bring_back,
    save_template,
    switch_template,
    version_of,
)
from parvis.replies.variables import VARIABLES, UnknownVariable, check, facts_of, fill
from parvis.tenancy.configuration import snapshot

ANYWHERE = ""


class TemplateForm(forms.Form):
    title = forms.CharField(
        label="Titre",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Donnez un titre : les agents le cherchent."},
    )
    scope = forms.ChoiceField(
        label="Proposé pour",
        required=False,
        help_text="Un type ou un service d'un secteur cloisonné n'est proposé que là.",
    )
    body = forms.CharField(
        label="Texte",
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "Écrivez le texte du modèle."},
    )
    case = forms.CharField(
        label="Voir sur la demande",
        required=False,
        max_length=20,
        help_text="Sa référence, par exemple 26-0001 : l'aperçu est celui du vrai courriel.",
    )
    number = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "template-%s")
        super().__init__(*args, **kwargs)
        known = catalogue(snapshot())
        self.types = {f"type-{t.pk}": t for t in known.by_id.values()}
        self.departments = {f"service-{d.pk}": d for d in known.departments.values()}
        field: Any = self.fields["scope"]
        field.choices = [
            (ANYWHERE, "Toutes les demandes"),
            (
                "Un service",
                [(k, d.name) for k, d in sorted(self.departments.items(), key=lambda i: i[1].name)],
            ),
            (
                "Un type de demande",
                [(k, t.label) for k, t in sorted(self.types.items(), key=lambda i: i[1].label)],
            ),
        ]
        field.error_messages["invalid_choice"] = "Ce choix n'existe pas ici."
        field.widget.attrs["data-filterable"] = "Chercher un service, un type…"

    def clean_body(self) -> str:
        text: str = self.cleaned_data["body"].replace("\r\n", "\n")
        try:
            check(text)
        except UnknownVariable as unknown:
            raise forms.ValidationError(str(unknown)) from None
        return text

    def wording(self) -> Wording:
        given = self.cleaned_data
        chosen = given["scope"]
        return Wording(given["title"], given["body"], self.types.get(chosen), self.departments.get(chosen))


@administers
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    found = ReplyTemplate.objects.select_related("request_type", "department").order_by("title", "id")
    groups: dict[str, list[ReplyTemplate]] = {"Toutes les demandes": []}
    for one in found:
        groups.setdefault(_where(one), []).append(one)
    context = {
        "nav_active": "administration",
        "groups": [(where, rows) for where, rows in groups.items() if rows],
    }
    return render(request, "replies/templates.html", context)


def _where(template: ReplyTemplate) -> str:
    if template.request_type is not None:
        return template.request_type.label
    return template.department.name if template.department is not None else "Toutes les demandes"


@administers
@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    return _template(request, None)


@administers
@require_http_methods(["GET", "HEAD", "POST"])
def change_template(request: HttpRequest, pk: int) -> HttpResponse:
    return _template(request, _found(pk))


def _found(pk: int) -> ReplyTemplate:
    found: ReplyTemplate | None = (
        ReplyTemplate.objects.select_related("request_type", "department").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


def _template(request: HttpRequest, template: ReplyTemplate | None) -> HttpResponse:
    if request.method != "POST":
        return _drawn(request, TemplateForm(initial=_initial(template)), template)
    form = TemplateForm(request.POST)
    if not form.is_valid():
        return _drawn(request, form, template, 422)
    if "preview" in request.POST:
        return _previewed(request, form, template)
    try:
        saved = save_template(
            template,
            form.wording(),
            number=form.cleaned_data["number"] if template else None,
            by=actor(request),
            at=clock.now(),
        )
    except TemplateChanged as changed:
        again = request.POST.copy()
        again["number"] = str(changed.version.number)
        return _drawn(request, TemplateForm(again), template, 409, {"stale": changed})
    messages.success(
        request, f"Le modèle est enregistré, version {saved.number}. Les agents le trouvent dès maintenant."
    )
    return HttpResponseRedirect(reverse("replies:change_template", args=[saved.pk]))


def _previewed(request: HttpRequest, form: TemplateForm, template: ReplyTemplate | None) -> HttpResponse:
    reference = form.cleaned_data["case"].strip()
    readable = Case.objects.readable_by(request.access)  # type: ignore[attr-defined]
    readable = readable.select_related("request_type", "department", "sector", "person").defer("search")
    case = readable.filter(reference=reference).first() if reference and "\x00" not in reference else None
    if case is None:
        form.add_error("case", "Aucune demande que vous lisez ne porte cette référence.")
        return _drawn(request, form, template, 422)
    facts = facts_of(case, request.agent)  # type: ignore[attr-defined]
    body = fill(form.cleaned_data["body"], facts)
    return _drawn(
        request,
        form,
        template,
        200,
        {"mail": preview(case, body=body, author=facts.agent).without_address(), "on_case": case},
    )


def _initial(template: ReplyTemplate | None) -> dict[str, Any]:
    if template is None:
        return {}
    scope = ANYWHERE
    if template.request_type_id:
        scope = f"type-{template.request_type_id}"
    elif template.department_id:
        scope = f"service-{template.department_id}"
    return {
        "title": template.title,
        "scope": scope,
        "body": version_of(template).body,
        "number": template.number,
    }


def _drawn(
    request: HttpRequest,
    form: TemplateForm,
    template: ReplyTemplate | None,
    status: int = 200,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    versions = (
        ReplyTemplateVersion.objects.filter(template=template).order_by("-number")[:50] if template else []
    )
    context = {
        "nav_active": "administration",
        "form": form,
        "template": template,
        "variables": VARIABLES.values(),
        "versions": versions,
    }
    return render(request, "replies/template.html", context | (extra or {}), status=status)


@administers
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    template, active = _found(pk), request.POST.get("active") == "1"
    switch_template(template, active=active, by=actor(request), at=clock.now())
    said = (
        "Le modèle est de nouveau proposé." if active else "Le modèle n'est plus proposé ; son texte reste."
    )
    messages.success(request, said)
    return HttpResponseRedirect(reverse("replies:templates"))


@administers
@require_POST
def add_ready_ones(request: HttpRequest) -> HttpResponse:
    added = len(add_ready(by=actor(request), at=clock.now()))
    if added == 1:
        messages.success(request, "Un modèle est ajouté : les agents le trouvent dès maintenant.")
    elif added:
        messages.success(request, f"{added} modèles sont ajoutés : les agents les trouvent dès maintenant.")
    else:
        messages.info(request, "Rien à ajouter : vous avez déjà tous les modèles fournis, retirés compris.")
    return HttpResponseRedirect(reverse("replies:templates"))


class BackForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    drawn = forms.IntegerField(min_value=1, max_value=2_000_000_000)


@administers
@require_POST
def bring_version_back(request: HttpRequest, pk: int) -> HttpResponse:
    template, form = _found(pk), BackForm(request.POST)
    if not form.is_valid():
        raise Http404
    number, drawn = form.cleaned_data["number"], form.cleaned_data["drawn"]
    try:
        saved = bring_back(template, number, drawn=drawn, by=actor(request), at=clock.now())
    except ReplyTemplateVersion.DoesNotExist:
        raise Http404 from None
    except UnknownVariable as unknown:
        messages.warning(request, f"Ce texte ne peut pas revenir tel quel : {unknown}")
    except TemplateChanged as changed:
        messages.warning(request, f"{changed} Rien n'a été changé.")
    else:
        messages.success(
            request, f"Le texte de la version {number} est revenu, comme version {saved.number}."
        )
    return HttpResponseRedirect(reverse("replies:change_template", args=[pk]))
