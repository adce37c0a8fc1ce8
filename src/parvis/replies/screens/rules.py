"""Approval rules: which texts somebody else reads before they leave, and who."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import Kind
from parvis.kit import clock
from parvis.organisation.current import actor
from parvis.organisation.models import Membership, Role
from parvis.replies.models import ApprovalRule, Draft
from parvis.replies.rule_changing import RuleChanged, save_rule, switch_rule
from parvis.replies.ruling import wording
from parvis.replies.screens.reading import administers
from parvis.tenancy.configuration import snapshot


class RuleForm(forms.Form):
    about = forms.ChoiceField(label="Ce qui est validé", choices=ApprovalRule.About)
    request_type = forms.ChoiceField(label="Type de demande", required=False)
    department = forms.ChoiceField(label="Service", required=False)
    sector = forms.ChoiceField(label="Secteur", required=False)
    kind = forms.ChoiceField(
        label="Nature", required=False, choices=[("", "N'importe laquelle"), *Kind.choices]
    )
    role = forms.ChoiceField(label="Validé par")
    then_role = forms.ChoiceField(label="Puis par", required=False)
    author_may_approve = forms.BooleanField(
        label="L'auteur peut valider son propre texte, s'il tient ce rôle", required=False
    )
    name = forms.CharField(
        label="Nom de la règle",
        max_length=150,
        error_messages={"required": "Donnez un nom : les agents le lisent."},
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000
    )

    def __init__(self, *args: Any, rule: ApprovalRule | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "approval-%s")
        kwargs.setdefault("initial", _initial(rule))
        super().__init__(*args, **kwargs)
        self.rule, self.known = rule, catalogue(snapshot())
        roles = [(role, Role(role).label) for role in ApprovalRule.ROLES]
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in sorted(self.known.by_id.values(), key=lambda t: t.label):
            groups.setdefault(self.known.departments[one.department_id].name, []).append(
                (str(one.pk), one.label)
            )
        departments = sorted(self.known.departments.values(), key=lambda d: d.name)
        choices: dict[str, list[Any]] = {
            "request_type": [("", "N'importe lequel"), *sorted(groups.items())],
            "department": [("", "N'importe lequel"), *((str(d.pk), d.name) for d in departments)],
            "sector": [("", "N'importe lequel"), *((str(s.pk), s.name) for s in self.known.sectors.values())],
            "role": roles,
            "then_role": [("", "Personne d'autre"), *roles],
        }
        for name, values in choices.items():
            field: Any = self.fields[name]
            field.choices = values
            field.error_messages["invalid_choice"] = "Ce choix n'existe pas ici."
        self.fields["request_type"].widget.attrs["data-filterable"] = "Chercher un type"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("then_role") and data.get("then_role") == data.get("role"):
            self.add_error("then_role", "Choisissez un autre rôle pour la seconde validation.")
        return data

    def proposed(self) -> ApprovalRule:
        data, rule = self.cleaned_data, self.rule or ApprovalRule()
        rule.name, rule.about, rule.kind = data["name"].strip(), data["about"], data["kind"]
        rule.role, rule.then_role = data["role"], data["then_role"]
        rule.author_may_approve = data["author_may_approve"]
        rule.request_type = self.known.by_id[int(data["request_type"])] if data["request_type"] else None
        rule.department = self.known.departments[int(data["department"])] if data["department"] else None
        rule.sector = self.known.sectors[int(data["sector"])] if data["sector"] else None
        return rule


def _initial(rule: ApprovalRule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    return {
        "name": rule.name,
        "about": rule.about,
        "kind": rule.kind,
        "role": rule.role,
        "then_role": rule.then_role,
        "author_may_approve": rule.author_may_approve,
        "request_type": str(rule.request_type_id or ""),
        "department": str(rule.department_id or ""),
        "sector": str(rule.sector_id or ""),
        "version": rule.version,
    }


@administers
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    found = ApprovalRule.objects.select_related("request_type", "department", "sector").order_by(
        "-active", "id"
    )
    held = set(Membership.objects.filter(agent__active=True).values_list("role", flat=True).distinct())
    context = {
        "nav_active": "administration",
        "rules": [(rule, wording(rule), _trouble(rule, held)) for rule in found],
        "waiting": Draft.objects.submitted().readable_by(request.access).count(),  # type: ignore[attr-defined]
    }
    return render(request, "replies/rules.html", context)


def _trouble(rule: ApprovalRule, held: set[str]) -> str:
    """Why nothing under this rule would ever leave."""
    lacking = [str(Role(role).label).lower() for role in rule.steps if role not in held]
    return f"Personne ne tient le rôle : {', '.join(lacking)}. Rien ne pourra partir." if lacking else ""


@administers
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    return _rule(request, None)


@administers
@require_http_methods(["GET", "HEAD", "POST"])
def change_rule(request: HttpRequest, pk: int) -> HttpResponse:
    return _rule(request, _found(pk))


def _found(pk: int) -> ApprovalRule:
    found: ApprovalRule | None = ApprovalRule.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _rule(request: HttpRequest, rule: ApprovalRule | None) -> HttpResponse:
    if request.method != "POST":
        return _drawn(request, RuleForm(rule=rule))
    form = RuleForm(request.POST, rule=rule)
    if not form.is_valid():
        return _drawn(request, form, 422)
    try:
        save_rule(
            form.proposed(),
            version=form.cleaned_data["version"] if rule else None,
            by=actor(request),
            at=clock.now(),
        )
    except RuleChanged as changed:
        again = request.POST.copy()
        again["version"] = str(_found(rule.pk).version) if rule else ""
        return _drawn(request, RuleForm(again, rule=rule), 409, str(changed))
    messages.success(request, "La règle est enregistrée. Elle vaut dès la prochaine réponse.")
    return HttpResponseRedirect(reverse("replies:rules"))


def _drawn(request: HttpRequest, form: RuleForm, status: int = 200, stale: str = "") -> HttpResponse:
    context = {"nav_active": "administration", "form": form, "rule": form.rule, "stale": stale}
    return render(request, "replies/rule.html", context, status=status)


@administers
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    rule, active = _found(pk), request.POST.get("active") == "1"
    switch_rule(rule, active=active, by=actor(request), at=clock.now())
    messages.success(request, "La règle est remise en service." if active else "La règle est mise de côté.")
    return HttpResponseRedirect(reverse("replies:rules"))
