from datetime import datetime

from parvis.cases.models import Case
from parvis.cases.reopening import reopen
from parvis.desk.cases.forms import ActForm, text_field
from parvis.history.actors import Actor


class ReopeningForm(ActForm):
    noun, ability = "reopening", "reopen"
    title, button, icon = "Rouvrir la demande", "Rouvrir", "arrow-back-up"
    done = "La demande est rouverte."
    explanation = "Elle repasse « en cours » ; la personne le verra sur sa page de suivi."

    reason = text_field(
        "Pourquoi la rouvrir ?", rows=3, missing="Dites pourquoi la demande doit être rouverte."
    )

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        reopen(case, reason=self.cleaned_data["reason"], by=by, at=at, version=version)
