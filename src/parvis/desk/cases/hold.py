from datetime import datetime

from django import forms

from parvis.cases.holding import hold
from parvis.cases.models import Case
from parvis.cases.states import State, WaitingFor
from parvis.desk.cases.drafted import DraftedForm
from parvis.desk.cases.forms import text_field
from parvis.history.actors import Actor
from parvis.replies.models import Draft
from parvis.replies.ruling import asked_of, rule_for, wait_of
from parvis.replies.sending import Written, send


class HoldForm(DraftedForm):
    noun, ability = "hold", "hold"
    draft_kind = Draft.Kind.QUESTION
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

    def prepare(self) -> None:
        super().prepare()
        said = []
        if self.held is not None and not self.is_bound:
            self.initial.update(waiting_for=WaitingFor.PERSON.value, reason=self.held.body)
            said.append(self.held.notice)
        self.rule = rule_for(self.case, kind=Draft.Kind.QUESTION)
        if self.rule is not None:
            said.append(
                f"Une question à l'usager est d'abord validée par {asked_of(self.rule.role)} : la demande n'est mise en "
                "attente qu'au moment où elle part."
            )
        self.explanation = " ".join(part for part in said if part)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        waiting_for, reason = self.cleaned_data["waiting_for"], self.cleaned_data["reason"]
        asks = waiting_for == WaitingFor.PERSON
        if asks and self.rule is not None:
            draft = send(
                case, Written(reason), kind=Draft.Kind.QUESTION, origin=self.origin, by=by, at=at, version=version
            )  # fmt: skip
            self.done = "Votre question part dans dix secondes : vous pouvez encore l'annuler."
            if draft.state == Draft.State.SUBMITTED:
                waits = wait_of(draft, case)
                self.done = f"Votre question attend d'être validée {waits}. D'ici là, la demande n'est pas en attente."
            return
        hold(case, waiting_for=waiting_for, reason=reason, by=by, at=at, version=version)
        if asks:
            self.forget_draft(case, reason, by=by)

    @classmethod
    def is_possible(cls, case: Case) -> bool:
        return case.state != State.WAITING
