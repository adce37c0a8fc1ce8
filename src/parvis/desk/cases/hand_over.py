from datetime import datetime

from django import forms

from parvis.cases.handing_over import hand_over, may_receive
from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.desk.cases.forms import ActForm, text_field
from parvis.history.actors import Actor
from parvis.organisation.models import Department
from parvis.replies.leaving import past_replies
from parvis.ui.dates import full


class HandOverForm(ActForm):
    noun, ability = "hand-over", "hand_over"
    title, button, icon = "Transmettre à un autre service", "Transmettre", "arrows-exchange"
    done = "La demande est transmise."
    fillable = ("department", "reason")
    explanation = "Le nouveau service la reçoit sans agent chargé. L'échéance ne change pas."

    department = forms.ChoiceField(label="Service", error_messages={"required": "Choisissez le service."})
    reason = text_field(
        "Pourquoi ?",
        rows=3,
        missing="Dites pourquoi vous transmettez cette demande.",
        help_text="Vos collègues le lisent ; l'orientation des prochaines demandes en profite.",
    )

    def prepare(self) -> None:
        known = Department.objects.select_related("sector").filter(active=True).order_by("name", "id")
        found = [department for department in known if may_receive(department, self.case)]
        if self.case.scheduled_on is not None:
            self.explanation = (
                f"{self.explanation} L'intervention prévue le {full(self.case.scheduled_on)} reste prévue."
            )
        elif self.case.state == State.WAITING:
            self.explanation = f"{self.explanation} La demande reste en attente."
        self.departments = {str(d.pk): d for d in found}
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisir…"), *((pk, d.name) for pk, d in self.departments.items())]

    def clean_department(self) -> Department:
        chosen = self.departments.get(self.cleaned_data["department"])
        if chosen is None:
            raise forms.ValidationError("Choisissez le service.")
        return chosen

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        hand_over(
            case,
            to=self.cleaned_data["department"],
            reason=self.cleaned_data["reason"],
            by=by,
            at=at,
            version=past_replies(case, version=version, by=by, at=at),
        )
