from datetime import datetime

from parvis.cases.models import Case
from parvis.cases.stepping import unticked
from parvis.cases.tasking import complete_task
from parvis.desk.cases.forms import text_field
from parvis.desk.cases.task_form import TaskActForm
from parvis.history.actors import Actor


class TaskCompletionForm(TaskActForm):
    noun, ability = "completion", "complete"
    title, button, icon = "La tâche est faite", "C'est fait", "check"
    done = "La tâche est faite : le service chargé de la demande le voit."
    audience = "internal"

    unticked_reason = text_field(
        "Pourquoi finir sans ces étapes ?",
        rows=2,
        missing="Dites pourquoi la tâche se finit sans ces étapes.",
        help_text="Pour les collègues ; la personne ne le lit pas.",
    )
    result = text_field(
        "Ce qui a été fait", rows=3, help_text="Pour les collègues ; la personne ne le lit pas."
    )

    def prepare(self) -> None:
        self.open_steps = list(unticked(self.task))
        if not self.open_steps:
            del self.fields["unticked_reason"]

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        reason = given.get("unticked_reason", "")
        complete_task(self.task, result=given["result"], unticked_reason=reason, by=by, at=at)
