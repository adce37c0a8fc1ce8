from datetime import datetime

from django import forms

from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.cases.states import Outcome
from parvis.cases.tasking import open_tasks
from parvis.desk.cases.forms import ActForm, text_field
from parvis.history.actors import Actor


class ClosureForm(ActForm):
    noun, ability = "closure", "close"
    title, button, icon = "Clore la demande", "Clore la demande", "circle-check"
    done = "La demande est close."
    fillable = ("outcome",)
    explanation = "La personne lira l'issue et votre texte. Vous pourrez rouvrir la demande."
    audience = "public"

    outcome = forms.ChoiceField(
        label="Issue",
        choices=[("", "Choisir…"), *Outcome.choices],
        error_messages={"required": "Choisissez l'issue de la demande."},
    )
    text = text_field(
        "Ce que la personne lira",
        help_text="Obligatoire pour un refus, un classement sans suite ou une transmission : donnez les raisons.",
    )

    open_tasks_reason = text_field(
        "Pourquoi clore sans que les tâches soient faites ?",
        rows=2,
        missing="Dites pourquoi vous clôturez quand même.",
        help_text="Pour les collègues ; la personne ne le lit pas.",
    )

    def prepare(self) -> None:
        self.open_tasks = open_tasks(self.case)
        if not self.open_tasks:
            del self.fields["open_tasks_reason"]

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        close(
            case,
            outcome=self.cleaned_data["outcome"],
            text=self.cleaned_data["text"],
            open_tasks_reason=self.cleaned_data.get("open_tasks_reason", ""),
            by=by,
            at=at,
            version=version,
        )
