"""What the acts on one task share."""

from typing import Any, ClassVar

from django.urls import reverse

from parvis.cases.abilities import task_abilities
from parvis.cases.models import Task
from parvis.desk.cases.forms import ActForm


class TaskActForm(ActForm):
    """The task's own state guards it: a note written meanwhile on the case makes nothing stale."""

    adds_only = True
    leads_back: ClassVar[bool] = True

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        self.task = task
        super().__init__(*args, **kwargs)
        self.explanation = f"« {task.title} », confiée au service {task.department.name}."

    def is_allowed(self) -> bool:
        return self.ability in task_abilities(self.access, self.case, self.task)

    @property
    def url(self) -> str:
        return reverse("desk:task_act", args=[self.case.reference, self.task.pk, self.noun])

    @property
    def content(self) -> str:
        return f"{self.task.pk} {super().content}"
