"""Tasks: a piece of the case given to a department, without giving the case away. The case's lock guards its tasks."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from parvis.cases.abilities import READ, can_read, may_be_given, task_abilities, task_departments
from parvis.cases.acting import Act, NotAllowed, NotPossible, Unclear, acting, require_open, required
from parvis.cases.events import StepTicked, TaskAdded, TaskCancelled, TaskCompleted, TaskTaken
from parvis.cases.models import Case, Task, TaskStep
from parvis.cases.scheduling import FARTHEST
from parvis.cases.states import TaskState
from parvis.cases.stepping import make_steps, said_steps, unticked
from parvis.history.actors import Actor
from parvis.history.models import ActorKind
from parvis.kit.text import clean_text
from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Department

LONGEST_TITLE = 200
LONGEST = 50_000
CHANGED = ("owner_id", "state", "ended_by_id", "ended_by_label", "ended_at", "result", "unticked_reason")


class AlreadyEnded(NotPossible):
    """The task was done or cancelled meanwhile."""


class AlreadyTicked(NotPossible):
    """Somebody did the same meanwhile: the step is as one wanted it."""


class AlreadyOwned(NotPossible):
    """Somebody has the task, the agent themselves or a colleague."""


def add_task(
    case: Case,
    *,
    department: Department,
    title: str,
    instructions: str = "",
    owner: Agent | None = None,
    due_on: date | None = None,
    steps: Sequence[str] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Task:
    """Give a piece of the case to ``department``, and there to ``owner`` if someone is named. ``steps``: its checklist."""
    with acting(case, "add_task", by=by, at=at, version=version) as act:
        require_open(act.case)
        what = said_title(title)
        if not department.active:
            raise Unclear("Ce service n'est plus en activité.", "department")
        if not may_be_given(department, act.case):
            raise Unclear(
                "Cette demande est cloisonnée : la tâche reste dans les services de son secteur.",
                "department",
            )
        if owner is not None:
            _check_owner(owner, department, act.case)
        check_day(due_on, at)
        lines = said_steps(steps)
        task = Task(
            case_id=act.case.pk,
            department=department,
            title=what,
            instructions=clean_text(instructions).strip()[:LONGEST],
            owner=owner,
            due_on=due_on,
            created_by_id=by.agent_id,
            created_by_label=by.label,
            created_at=at,
        )
        task.save(force_insert=True)
        make_steps(task, lines)
        act.first_human_act()
        act.append(
            TaskAdded(
                task.pk,
                what,
                department=department.name,
                department_id=department.pk,
                owner=str(owner or ""),
                owner_id=owner.pk if owner else None,
                due_on=due_on.isoformat() if due_on else "",
            )
        )
    return task


def take_task(task: Task, *, by: Actor, at: datetime) -> None:
    """An agent of its department makes it theirs."""
    with acting(task.case, READ, by=by, at=at) as act:
        locked = open_task(act, task)
        if locked.owner_id is not None:
            mine = locked.owner_id == by.agent_id
            raise AlreadyOwned(
                "Cette tâche est déjà à vous." if mine else f"{locked.owner} s'en occupe déjà."
            )
        guard(act, locked, "take", "Cette tâche revient au service à qui elle est confiée.")
        locked.owner_id = by.agent_id
        locked.save(update_fields=["owner"])
        act.append(TaskTaken(locked.pk, locked.title, owner=by.label, owner_id=by.agent_id))
    _tell(task, locked)


def complete_task(
    task: Task, *, result: str = "", unticked_reason: str = "", by: Actor, at: datetime
) -> None:
    """Done by its department, its owner or those who steer the sector. ``result`` is for the colleagues.

    With steps left, it is done for a reason.
    """
    with acting(task.case, READ, by=by, at=at) as act:
        locked = open_task(act, task)
        guard(act, locked, "complete", "Cette tâche revient au service à qui elle est confiée.")
        words, left = clean_text(result).strip()[:LONGEST], unticked(locked).count()
        if left:
            why = "Il reste des étapes à cocher : dites pourquoi la tâche se finit sans elles."
            locked.unticked_reason = required(unticked_reason, why, "unticked_reason")[:LONGEST]
        end_task(locked, TaskState.DONE, words, by=by, at=at)
        outsider = by.label if by.kind == ActorKind.OUTSIDER else ""
        act.append(
            TaskCompleted(
                locked.pk, locked.title, locked.department.name, words, outsider, left, locked.unticked_reason
            )
        )
    _tell(task, locked)


def tick_step(step: TaskStep, *, done: bool, by: Actor, at: datetime) -> None:
    """Tick one step of a task that is to do, or take the tick away. Already so, it says by whom."""
    with acting(step.task.case, READ, by=by, at=at) as act:
        task = open_task(act, step.task)
        guard(act, task, "complete", "Cette tâche revient au service à qui elle est confiée.")
        locked: TaskStep = TaskStep.objects.get(pk=step.pk, task=task)
        if locked.is_done == done:
            raise AlreadyTicked(
                f"« {locked} » était déjà cochée par {locked.done_by_label}."
                if done
                else f"« {locked} » n'était déjà plus cochée."
            )
        locked.done_at, locked.done_by_id, locked.done_by_label = (
            (at, by.agent_id, by.label) if done else (None, None, "")
        )
        locked.save(update_fields=["done_at", "done_by", "done_by_label"])
        act.append(StepTicked(task.pk, locked.pk, task.title, locked.text, done))
    for name in ("done_at", "done_by_id", "done_by_label"):
        setattr(step, name, getattr(locked, name))


def cancel_task(task: Task, *, reason: str, by: Actor, at: datetime) -> None:
    """Withdrawn by those who answer for the case."""
    with acting(task.case, READ, by=by, at=at) as act:
        locked = open_task(act, task)
        guard(act, locked, "cancel", "Retirer une tâche revient au service chargé de la demande.")
        why = required(reason, "Dites pourquoi la tâche est annulée.", "reason")[:LONGEST]
        end_task(locked, TaskState.CANCELLED, why, by=by, at=at)
        act.append(TaskCancelled(locked.pk, locked.title, locked.department.name, why))
    _tell(task, locked)


def open_tasks(case: Case) -> list[Task]:
    """What is still to do, the oldest first."""
    return list(Task.objects.open().filter(case=case).select_related("department", "owner").order_by("id"))


def end_task(task: Task, state: TaskState, result: str, *, by: Actor, at: datetime) -> None:
    """Part of the act of a verb that holds the case's lock, and appends the event."""
    task.state, task.result = state, result
    task.ended_by_id, task.ended_by_label, task.ended_at = by.agent_id, by.label, at
    task.save(update_fields=["state", "result", "unticked_reason", "ended_by", "ended_by_label", "ended_at"])


def open_task(act: Act, task: Task) -> Task:
    """The task as it is now that the case is ours."""
    locked: Task = Task.objects.select_related("department", "owner").get(pk=task.pk, case_id=act.case.pk)
    if locked.state == TaskState.DONE:
        raise AlreadyEnded("Cette tâche est déjà faite.")
    if locked.state == TaskState.CANCELLED:
        raise AlreadyEnded("Cette tâche est annulée.")
    return locked


def guard(act: Act, task: Task, ability: str, refusal: str) -> None:
    if act.by.is_agent:
        assert act.by.access is not None, "an agent acts with its access"
        if ability not in task_abilities(act.by.access, act.case, task):
            raise NotAllowed(refusal)


def _tell(task: Task, locked: Task) -> None:
    """The caller's object carries the new values."""
    for name in CHANGED:
        setattr(task, name, getattr(locked, name))


def said_title(title: str) -> str:
    what = " ".join(required(title, "Dites ce qu'il y a à faire.", "title").split())
    if len(what) > LONGEST_TITLE:
        raise Unclear(f"{LONGEST_TITLE} caractères au plus : détaillez dans les consignes.", "title")
    return what


def _check_owner(owner: Agent, department: Department, case: Case) -> None:
    access = Access.of(owner)
    if not owner.active or department.pk not in task_departments(access):
        raise Unclear("Cet agent n'est pas de ce service.", "owner")
    if not can_read(access, case):
        raise Unclear("Cet agent ne peut pas lire cette demande.", "owner")


def check_day(due_on: date | None, at: datetime) -> None:
    if due_on is None:
        return
    if due_on < timezone.localdate(at):
        raise Unclear("Cette date est passée.", "due_on")
    if due_on > at.date() + FARTHEST:
        raise Unclear("Cette date est trop lointaine : vérifiez l'année.", "due_on")
