from datetime import datetime

from parvis.cases.holding import resume
from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.desk.cases.forms import ActForm, text_field
from parvis.history.actors import Actor


class ResumptionForm(ActForm):
    noun, ability = "resumption", "hold"
    title, button, icon = "Reprendre le traitement", "Reprendre", "player-play"
    done = "Le traitement reprend."

    cause = text_field("Ce qui permet de reprendre", rows=2)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        resume(case, cause=self.cleaned_data["cause"], by=by, at=at, version=version)

    @classmethod
    def is_possible(cls, case: Case) -> bool:
        return case.state in (State.WAITING, State.SCHEDULED)
