"""What each act on many cases asks for. The words are those of the act on one case (``desk/cases``)."""

from datetime import date
from typing import Any

from django import forms

from parvis.cases.closing import NEEDS_TEXT
from parvis.cases.states import Outcome, WaitingFor
from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import Priority
from parvis.desk.bulk.act import BulkForm
from parvis.desk.cases.forms import text_field
from parvis.desk.cases.hold import HoldForm as OneHold
from parvis.desk.entry.types import grouped_types
from parvis.desk.lists.choices import assignable_agents
from parvis.kit import clock
from parvis.organisation.models import Department
from parvis.tenancy.configuration import snapshot
from parvis.ui.dates import full, local


class ClaimForm(BulkForm):
    def summary(self) -> str:
        return "Prendre ces demandes"


class AssignmentForm(BulkForm):
    to = forms.ChoiceField(label="Agent", required=False)

    def prepare(self) -> None:
        self.agents = assignable_agents(self.access)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Remettre dans la file du service"),
            *((str(pk), n) for pk, n in self.agents.items()),
        ]

    def parameters(self) -> dict[str, Any]:
        chosen = self.cleaned_data["to"]
        return {"to": int(chosen)} if chosen else {}

    def summary(self) -> str:
        chosen = self.cleaned_data["to"]
        return f"Confier à {self.agents[int(chosen)]}" if chosen else "Remettre dans la file du service"


class HandOverForm(BulkForm):
    department = forms.ChoiceField(label="Service", error_messages={"required": "Choisissez le service."})
    reason = text_field("Pourquoi ?", rows=3, missing="Dites pourquoi vous transmettez ces demandes.")

    def prepare(self) -> None:
        departments = Department.objects.filter(active=True).order_by("name", "id")
        self.names = {str(d.pk): d.name for d in departments}
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisir…"), *self.names.items()]

    def parameters(self) -> dict[str, Any]:
        return {"department": int(self.cleaned_data["department"]), "reason": self.cleaned_data["reason"]}

    def summary(self) -> str:
        return f"Transmettre au service {self.names[self.cleaned_data['department']]}"


class TriageForm(BulkForm):
    priority = forms.TypedChoiceField(label="Priorité", coerce=int, empty_value=None, required=False)
    request_type = forms.ChoiceField(
        label="Type de demande",
        required=False,
        widget=forms.Select(attrs={"data-filterable": "Chercher un type : éclairage, acte, crèche…"}),
    )

    def prepare(self) -> None:
        types = catalogue(snapshot())
        self.labels = {t.code: t.label for t in types.types}
        priority, kind = self.fields["priority"], self.fields["request_type"]
        assert isinstance(priority, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        priority.choices = [("", "Inchangée"), *Priority.choices]
        kind.choices = [("", "Inchangé"), *grouped_types(types)]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("priority") and not given.get("request_type") and not self.errors:
            raise forms.ValidationError("Choisissez une priorité ou un type.")
        return given

    def summary(self) -> str:
        given = self.cleaned_data
        parts = [f"priorité {Priority(given['priority']).label.lower()}"] if given.get("priority") else []
        parts += [f"type « {self.labels[given['request_type']]} »"] if given.get("request_type") else []
        return f"Qualifier : {', '.join(parts)}"


class HoldForm(BulkForm):
    waiting_for = forms.ChoiceField(
        label="Qui attend-on ?",
        error_messages={"required": "Dites qui l'on attend."},
        widget=forms.RadioSelect,
        choices=OneHold.base_fields["waiting_for"].choices,  # type: ignore[attr-defined]
    )
    reason = text_field(
        "Qu'attend-on ?",
        rows=3,
        missing="Dites ce que l'on attend.",
        help_text="Si vous attendez l'usager, il le lira. Si vous attendez un tiers, vos collègues seuls le lisent.",
    )

    def summary(self) -> str:
        return f"Mettre en attente de {WaitingFor(self.cleaned_data['waiting_for']).label}"


class ScheduleForm(BulkForm):
    on = forms.DateField(
        label="Date de l'intervention",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Donnez la date de l'intervention.",
            "invalid": "Écrivez une date comme 24/03/2027.",
        },
    )
    comment = forms.CharField(label="Précision pour vos collègues", required=False, max_length=500)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < local(clock.now()).date():
            raise forms.ValidationError("Cette date est passée.")
        return day

    def parameters(self) -> dict[str, Any]:
        return {"on": self.cleaned_data["on"].isoformat(), "comment": self.cleaned_data["comment"]}

    def summary(self) -> str:
        return f"Planifier le {full(self.cleaned_data['on'])}"


class ClosureForm(BulkForm):
    outcome = forms.ChoiceField(
        label="Issue",
        choices=[("", "Choisir…"), *Outcome.choices],
        error_messages={"required": "Choisissez l'issue des demandes."},
    )
    text = text_field(
        "Ce que chaque personne lira",
        help_text="Le même texte pour toutes. Obligatoire pour un refus, un classement sans suite ou une transmission.",
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("outcome") in NEEDS_TEXT and not given.get("text", "").strip():
            label = Outcome(given["outcome"]).label
            self.add_error("text", f"« {label} » : donnez les raisons, les personnes les liront.")
        return given

    def summary(self) -> str:
        return f"Clore : {Outcome(self.cleaned_data['outcome']).label.lower()}"


class NoteForm(BulkForm):
    body = text_field("Note interne aux collègues", rows=5, missing="Écrivez votre note.")

    def summary(self) -> str:
        return "Ajouter une note interne"


class FollowForm(BulkForm):
    def summary(self) -> str:
        return "Suivre ces demandes"


class UnfollowForm(BulkForm):
    def summary(self) -> str:
        return "Ne plus suivre ces demandes"
