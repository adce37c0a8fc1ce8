from datetime import datetime

from parvis.cases.models import Case
from parvis.desk.cases.draft_form import DraftActForm
from parvis.history.actors import Actor
from parvis.replies.drafting import take_over
from parvis.replies.models import Draft


class DraftTakeoverForm(DraftActForm):
    noun, ability = "takeover", "reply"
    title, button, icon = "Reprendre le brouillon", "Reprendre ce brouillon", "pencil"
    done = "Le brouillon est à vous : votre collègue le voit sur la demande."
    explanation = (
        "Vous le continuez à la place de votre collègue, qui le voit et peut le reprendre à son tour."
    )

    def is_allowed(self) -> bool:
        return self.draft.state == Draft.State.WRITING and super().is_allowed()

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        take_over(self.draft, by=by, at=at)
