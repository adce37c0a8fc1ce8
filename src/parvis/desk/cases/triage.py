from datetime import datetime

from django import forms

from parvis.cases.models import Case
from parvis.cases.triaging import triage
from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import Priority
from parvis.desk.cases.forms import ActForm
from parvis.desk.entry.types import grouped_types, suggestions
from parvis.history.actors import Actor
from parvis.replies.leaving import past_replies
from parvis.tenancy.configuration import snapshot
from parvis.territory.models import District


class TriageForm(ActForm):
    noun, ability = "triage", "triage"
    title, button, icon = "Qualifier la demande", "Qualifier", "tag"
    done = "La demande est qualifiée."
    fillable = ("request_type", "priority")
    explanation = "Un autre type change l'échéance, et peut envoyer la demande à un autre service."

    request_type = forms.ChoiceField(
        label="Type de demande",
        widget=forms.Select(attrs={"data-filterable": "Chercher un type : éclairage, acte, crèche…"}),
    )
    priority = forms.TypedChoiceField(label="Priorité", choices=Priority.choices, coerce=int)
    district = forms.ChoiceField(label="Quartier", required=False)

    def prepare(self) -> None:
        self.types = catalogue(snapshot())
        self.districts = {str(d.pk): d for d in District.objects.filter(active=True).order_by("name", "id")}
        kind, district = self.fields["request_type"], self.fields["district"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(district, forms.ChoiceField)
        words = suggestions(self.case.description, self.types)
        proposed = [(s.type.code, s.type.label) for s in words if s.type.pk != self.case.request_type_id]
        first = [("Proposés d'après la demande", proposed)] if proposed else []
        kind.choices = [*first, *grouped_types(self.types)]
        if self.case.request_type.code not in self.types.by_code:
            kind.choices = [(self.case.request_type.code, str(self.case.request_type)), *kind.choices]
        district.choices = [("", "Inconnu"), *((pk, d.name) for pk, d in self.districts.items())]
        if not self.districts:
            del self.fields["district"]
        self.initial = {**self.initial} | {
            "request_type": self.case.request_type.code,
            "priority": self.case.priority,
            "district": str(self.case.district_id or ""),
        }

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        chosen = self.types.by_code.get(given["request_type"])
        # Left as it was while the type changes: the new type's own priority is meant.
        kept = given["priority"] == case.priority and chosen is not None and chosen.pk != case.request_type_id
        triage(
            case,
            request_type=chosen,
            priority=None if kept else given["priority"],
            district=self.districts.get(given.get("district") or ""),
            by=by,
            at=at,
            version=past_replies(case, version=version, by=by, at=at),
        )
