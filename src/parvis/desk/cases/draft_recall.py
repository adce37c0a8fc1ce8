from datetime import datetime

from parvis.cases.models import Case
from parvis.desk.cases.draft_form import DraftActForm
from parvis.history.actors import Actor
from parvis.replies.models import Draft
from parvis.replies.sending import recall


class DraftRecallForm(DraftActForm):
    noun = "recall"
    title, button, icon = "Annuler l'envoi", "Annuler l'envoi", "arrow-back-up"
    done = "Rien n'est parti : le texte est revenu en brouillon."
    explanation = "Le texte et ses fichiers reviennent en brouillon. La personne ne reçoit rien."

    def is_allowed(self) -> bool:
        return self.draft.state not in (Draft.State.WRITING, Draft.State.LEFT)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        recall(self.draft, by=by, at=at)
