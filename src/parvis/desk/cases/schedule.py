from datetime import datetime

from django import forms

from parvis.cases.models import Case
from parvis.cases.scheduling import schedule
from parvis.desk.cases.forms import ActForm
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.ui.dates import local


class ScheduleForm(ActForm):
    noun, ability = "schedule", "schedule"
    title, button, icon = "Planifier une intervention", "Planifier", "calendar-event"
    done = "L'intervention est planifiée."
    fillable = ("on",)
    explanation = "La personne lira cette date sur sa page de suivi."

    on = forms.DateField(
        label="Date de l'intervention",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Donnez la date de l'intervention.",
            "invalid": "Écrivez une date comme 24/03/2027.",
        },
    )
    comment = forms.CharField(label="Précision pour vos collègues", required=False, max_length=500)

    def prepare(self) -> None:
        self.fields["on"].widget.attrs["min"] = local(clock.now()).date().isoformat()

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        schedule(
            case,
            on=self.cleaned_data["on"],
            comment=self.cleaned_data["comment"],
            by=by,
            at=at,
            version=version,
        )
