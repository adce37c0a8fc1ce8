from datetime import datetime

from parvis.cases.models import Case
from parvis.desk.cases.draft_form import DraftActForm
from parvis.history.actors import Actor
from parvis.replies.drafting import discard
from parvis.replies.models import Draft


class DraftRemovalForm(DraftActForm):
    noun = "removal"
    title, button, icon = "Effacer le brouillon", "Effacer le brouillon", "trash"
    done = "Le brouillon est effacé."
    explanation = "Le texte et ses fichiers seront perdus."

    def is_allowed(self) -> bool:
        return self.draft.agent_id == self.access.agent_id and self.draft.state == Draft.State.WRITING

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        discard(self.draft, by=by, at=at)
