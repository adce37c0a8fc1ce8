from datetime import datetime

from parvis.cases.models import Case
from parvis.cases.tasking import complete_task
from parvis.desk.cases.forms import text_field
from parvis.desk.cases.task_form import TaskActForm
from parvis.history.actors import Actor


class TaskCompletionForm(TaskActForm):
    noun, ability = "completion", "complete"
    title, button, icon = "La tâche est faite", "C'est fait", "check"
    done = "La tâche est faite : le service chargé de la demande le voit."
    audience = "internal"

    result = text_field(
        "Ce qui a été fait", rows=3, help_text="Pour les collègues ; la personne ne le lit pas."
    )

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        complete_task(self.task, result=self.cleaned_data["result"], by=by, at=at)
