"""The tasks of a case, as its page shows them: what is to do first, what was done below."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import cached_property

from parvis.cases.abilities import sees_inside, task_abilities
from parvis.cases.models import Case, Task
from parvis.desk.cases.finding import with_way_back
from parvis.desk.cases.task_acts import TASK_ACTS
from parvis.organisation.access import Access
from parvis.ui.dates import local, short_day

#: In this order on the page: what the ability is called, and its short word.
BUTTONS = (("complete", "Faite"), ("take", "Prendre"), ("cancel", "Annuler"))


@dataclass(frozen=True)
class Button:
    ability: str
    label: str
    icon: str
    url: str
    #: For who does not see the task beside it.
    hint: str


@dataclass(frozen=True)
class Shown:
    task: Task
    #: « pour demain », « en retard de 2 j », empty without a date or once ended.
    due: str
    #: red, amber or slate
    tone: str
    buttons: list[Button]

    @property
    def doing(self) -> list[Button]:
        """In lists: those of whoever does the work. One withdraws a task from its case."""
        return [button for button in self.buttons if button.ability != "cancel"]


@dataclass(frozen=True)
class ShownTasks:
    shown: list[Shown]

    @cached_property
    def open(self) -> list[Shown]:
        far = date.max
        found = [s for s in self.shown if s.task.is_open]
        return sorted(found, key=lambda s: (s.task.due_on or far, s.task.pk))

    @cached_property
    def ended(self) -> list[Shown]:
        return [s for s in self.shown if not s.task.is_open]


def shown_tasks(case: Case, access: Access, now: datetime, *, back: str) -> ShownTasks:
    """One query. ``back`` is the list to go back to, as in the address of the page."""
    if not sees_inside(access, case):
        return ShownTasks([])
    tasks = Task.objects.filter(case=case).select_related("department", "owner").order_by("id")
    return ShownTasks([shown(task, case, access, now, back=back) for task in tasks])


def shown(task: Task, case: Case, access: Access, now: datetime, *, back: str) -> Shown:
    able = task_abilities(access, case, task)
    acts = {form.ability: form for form in TASK_ACTS.values()}

    def button(ability: str, label: str) -> Button:
        act = acts[ability]
        url = reverse("desk:task_act", args=[case.reference, task.pk, act.noun])
        return Button(ability, label, act.icon, with_way_back(url, back), act.title)

    buttons = [button(ability, label) for ability, label in BUTTONS if ability in able]
    return Shown(task, *due_of(task, now), buttons)


def due_of(task: Task, now: datetime) -> tuple[str, str]:
    if task.due_on is None or not task.is_open:
        return "", "slate"
    days = (task.due_on - local(now).date()).days
    if days < 0:
        return f"en retard de {-days} j", "red"
    said = short_day(task.due_on, now)
    return f"pour {said}" if days < 2 else f"pour le {said}", "amber" if days < 2 else "slate"
