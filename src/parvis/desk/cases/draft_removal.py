from datetime import datetime

from parvis.cases.models import Case
from parvis.desk.cases.draft_form import DraftActForm
from parvis.history.actors import Actor
from parvis.replies.drafting import discard


class DraftRemovalForm(DraftActForm):
    noun = "removal"
    title, button, icon = "Effacer le brouillon", "Effacer le brouillon", "trash"
    done = "Le brouillon est effacé."
    explanation = "Le texte et ses fichiers seront perdus."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        discard(self.draft, by=by, at=at)
