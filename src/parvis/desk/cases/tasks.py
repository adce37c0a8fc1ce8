"""The tasks of a case, as its page shows them: what is to do first, what was done below."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.functional import cached_property

from parvis.cases.abilities import sees_inside, task_abilities
from parvis.cases.models import Case, Contributor, Task, TaskStep
from parvis.desk.cases.finding import with_way_back
from parvis.desk.cases.task_acts import TASK_ACTS
from parvis.history.models import AccessLog
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
class Outside:
    """Who does it from outside, and what became of their link."""

    contributor: Contributor
    #: « lien ouvert il y a 2 h », « refusée », « lien expiré »
    said: str
    tone: str
    last_visit: datetime | None
    buttons: list[Button]


@dataclass(frozen=True)
class Shown:
    task: Task
    #: « pour demain », « en retard de 2 j », empty without a date or once ended.
    due: str
    #: red, amber or slate
    tone: str
    buttons: list[Button]
    outside: Outside | None = None
    steps: list[TaskStep] = field(default_factory=list)
    #: Where a tick of one of them is sent, by who may; empty for the others.
    ticks_to: str = ""

    @property
    def ticked(self) -> int:
        return sum(step.is_done for step in self.steps)

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
    """One query, two or three more where there are tasks. ``back`` is the list to go back to, as in the address of the page."""
    if not sees_inside(access, case):
        return ShownTasks([])
    tasks = list(Task.objects.filter(case=case).select_related("department", "owner").order_by("id"))
    outsiders, visits = _outsiders(case) if tasks else ({}, {})
    steps = steps_by_task(tasks)
    return ShownTasks(
        [
            shown(
                task, case, access, now, back=back, steps=steps.get(task.pk, ()),
                outside=_outside(outsiders[task.pk], task, case, access, now, visits) if task.pk in outsiders else None,
            )
            for task in tasks
        ]
    )  # fmt: skip


def steps_by_task(tasks: Iterable[Task]) -> dict[int, list[TaskStep]]:
    """One query, none without tasks."""
    found: dict[int, list[TaskStep]] = defaultdict(list)
    ids = [task.pk for task in tasks]
    for step in TaskStep.objects.filter(task_id__in=ids).order_by("task_id", "position") if ids else ():
        found[step.task_id].append(step)
    return found


def _outsiders(case: Case) -> tuple[dict[int, Contributor], dict[int, datetime]]:
    """By task: the last one it was given to, and when they last looked. One query, two when there are any."""
    rows = {c.task_id: c for c in Contributor.objects.filter(task__case=case).order_by("id")}
    if not rows:
        return {}, {}
    seen = AccessLog.objects.filter(object_kind="task", object_id__in=list(rows))
    visits = dict(seen.values_list("object_id").annotate(last=Max("at")))
    return rows, visits


def _outside(
    contributor: Contributor,
    task: Task,
    case: Case,
    access: Access,
    now: datetime,
    visits: dict[int, datetime],
) -> Outside:
    last = visits.get(task.pk)
    said, tone = _link_said(contributor, now, seen=last is not None)
    buttons = []
    if "cancel" in task_abilities(access, case, task):
        acts = [("renewal", "Nouveau lien", "send")]
        if contributor.is_good(now):
            acts.append(("withdrawal", "Retirer le lien", "ban"))
        buttons = [
            Button(
                noun,
                label,
                icon,
                reverse("desk:contributor_act", args=[case.reference, contributor.pk, noun]),
                label,
            )
            for noun, label, icon in acts
        ]
    return Outside(contributor, said, tone, last, buttons)


def _link_said(contributor: Contributor, now: datetime, *, seen: bool) -> tuple[str, str]:
    if contributor.ended_as == Contributor.End.DECLINED:
        return "Refusée", "red"
    if contributor.ended_as:
        return "Lien retiré", "slate"
    if not contributor.is_good(now):
        return "Lien expiré", "amber"
    return ("Lien ouvert", "teal") if seen else ("Lien pas encore ouvert", "slate")


def shown(
    task: Task,
    case: Case,
    access: Access,
    now: datetime,
    *,
    back: str,
    outside: Outside | None = None,
    steps: Iterable[TaskStep] = (),
) -> Shown:
    able = task_abilities(access, case, task)
    acts = {form.ability: form for form in TASK_ACTS.values()}

    def button(ability: str, label: str) -> Button:
        act = acts[ability]
        url = reverse("desk:task_act", args=[case.reference, task.pk, act.noun])
        return Button(ability, label, act.icon, with_way_back(url, back), act.title)

    buttons = [button(ability, label) for ability, label in BUTTONS if ability in able]
    url = reverse("desk:task_steps", args=[case.reference, task.pk]) if "complete" in able else ""
    ticks_to = with_way_back(url, back) if url else ""
    return Shown(task, *due_of(task, now), buttons, outside, list(steps), ticks_to)


def due_of(task: Task, now: datetime) -> tuple[str, str]:
    if task.due_on is None or not task.is_open:
        return "", "slate"
    days = (task.due_on - local(now).date()).days
    if days < 0:
        return f"en retard de {-days} j", "red"
    said = short_day(task.due_on, now)
    return f"pour {said}" if days < 2 else f"pour le {said}", "amber" if days < 2 else "slate"
