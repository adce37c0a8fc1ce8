"""The steps that a request type brings: each becomes a task, all by one act. At once only if the type says so."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from parvis.cases.abilities import may_be_given
from parvis.cases.acting import NotPossible, acting, require_open
from parvis.cases.contributing_events import ChecklistAdded
from parvis.cases.models import Case, Task
from parvis.cases.stepping import known_titles
from parvis.catalog.checklists import Step, steps_of
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.organisation.models import Department


def missing_steps(case: Case, titles: Iterable[str]) -> list[Step]:
    """Those of the type that are no task yet; ``titles``: ``known_titles``."""
    known = set(titles)
    return [step for step in steps_of(case.request_type.checklist) if step.title not in known]


def add_checklist(case: Case, *, by: Actor, at: datetime, version: int | None = None) -> list[Task]:
    """A task for each step that has none. A step of a department that may not have it is for the case's own."""
    with acting(case, "add_task", by=by, at=at, version=version) as act:
        require_open(act.case)
        steps = missing_steps(act.case, known_titles(act.case))
        if not steps:
            raise NotPossible("Les étapes de ce type sont déjà toutes là.")
        departments = {d.code: d for d in Department.objects.select_related("sector")}
        tasks = [_task(step, act.case, departments, by, at) for step in steps]
        for task in tasks:
            task.save(force_insert=True)
        if by.is_agent:
            act.first_human_act()
        names = list(dict.fromkeys(task.department.name for task in tasks))
        act.append(ChecklistAdded([task.pk for task in tasks], ", ".join(names)))
    return tasks


def add_automatic_checklist(event: Event) -> None:
    """After a case opened, if its type wants its steps at once. Safe to run twice."""
    case = (
        Case.objects.select_related("request_type", "sector", "department").filter(pk=event.case_id).first()
    )
    if case is None or not case.is_open or not case.request_type.checklist_automatic:
        return
    if missing_steps(case, known_titles(case)):
        add_checklist(case, by=Actor.system(), at=event.at)


def _task(step: Step, case: Case, departments: dict[str, Department], by: Actor, at: datetime) -> Task:
    wanted = departments.get(step.department)
    department = wanted if wanted is not None and may_be_given(wanted, case) else case.department
    due = timezone.localdate(at) + timedelta(days=step.days) if step.days is not None else None
    return Task(
        case_id=case.pk, department=department, title=step.title, instructions=step.instructions, due_on=due,
        created_by_id=by.agent_id, created_by_label=by.label, created_at=at,
    )  # fmt: skip
