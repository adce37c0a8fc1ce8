from datetime import datetime

from parvis.cases.models import Case
from parvis.cases.tasking import cancel_task
from parvis.desk.cases.forms import text_field
from parvis.desk.cases.task_form import TaskActForm
from parvis.history.actors import Actor


class TaskCancellationForm(TaskActForm):
    noun, ability = "cancellation", "cancel"
    title, button, icon = "Annuler la tâche", "Annuler la tâche", "x"
    done = "La tâche est annulée."

    reason = text_field(
        "Pourquoi ?",
        rows=3,
        missing="Dites pourquoi la tâche est annulée.",
        help_text="Le service à qui elle était confiée le lit.",
    )

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        cancel_task(self.task, reason=self.cleaned_data["reason"], by=by, at=at)
