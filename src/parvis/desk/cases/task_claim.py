from datetime import datetime

from parvis.cases.models import Case
from parvis.cases.tasking import take_task
from parvis.desk.cases.task_form import TaskActForm
from parvis.history.actors import Actor


class TaskClaimForm(TaskActForm):
    noun, ability = "claim", "take"
    title, button, icon = "Prendre la tâche", "Prendre la tâche", "user-check"
    done = "Cette tâche est à vous."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        take_task(self.task, by=by, at=at)
