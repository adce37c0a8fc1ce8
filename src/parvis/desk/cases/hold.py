from datetime import datetime

from django import forms

from parvis.cases.holding import hold
from parvis.cases.models import Case
from parvis.cases.states import State, WaitingFor
from parvis.desk.cases.forms import ActForm, text_field
from parvis.history.actors import Actor


class HoldForm(ActForm):
    noun, ability = "hold", "hold"
    title, button, icon = "Mettre en attente", "Mettre en attente", "hourglass"
    done = "La demande est en attente."

    waiting_for = forms.ChoiceField(
        label="Qui attend-on ?",
        error_messages={"required": "Dites qui l'on attend."},
        widget=forms.RadioSelect,
        choices=[
            (WaitingFor.PERSON.value, "L'usager : le délai s'arrête jusqu'à sa réponse"),
            (WaitingFor.THIRD_PARTY.value, "Un tiers (entreprise, autre organisme) : le délai continue"),
        ],
    )
    reason = text_field(
        "Qu'attend-on ?",
        rows=3,
        missing="Dites ce que l'on attend.",
        help_text="Si vous attendez l'usager, il le lira. Si vous attendez un tiers, vos collègues seuls le lisent.",
    )

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        hold(case, waiting_for=given["waiting_for"], reason=given["reason"], by=by, at=at, version=version)

    @classmethod
    def is_possible(cls, case: Case) -> bool:
        return case.state != State.WAITING
