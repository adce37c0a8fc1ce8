from datetime import datetime

from parvis.cases.assigning import claim
from parvis.cases.models import Case
from parvis.desk.cases.forms import ActForm
from parvis.history.actors import Actor


class ClaimForm(ActForm):
    noun, ability = "claim", "claim"
    title, button, icon = "Prendre la demande", "Prendre la demande", "user-check"
    done = "Cette demande est à vous."
    explanation = "Vous en devenez l'agent chargé ; vos collègues le voient."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        claim(case, by=by, at=at, version=version)

    @classmethod
    def is_possible(cls, case: Case) -> bool:
        return case.assignee_id is None
