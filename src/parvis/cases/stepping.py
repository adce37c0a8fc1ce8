"""The checklist of one task: a few short lines, written when it is given, or those that the type has for its department."""

from collections.abc import Iterable, Sequence
from typing import Any

from parvis.cases.acting import Unclear
from parvis.cases.models import Case, Task, TaskStep
from parvis.catalog.checklists import steps_of
from parvis.kit.text import clean_text

MOST, LONGEST = 20, 200


def said_steps(lines: Iterable[str]) -> list[str]:
    """Each once, without the empty ones. Raises Unclear."""
    said = list(dict.fromkeys(filter(None, (" ".join(clean_text(line).split()) for line in lines))))
    if len(said) > MOST:
        raise Unclear(f"{MOST} étapes au plus.", "steps")
    for line in said:
        if len(line) > LONGEST:
            raise Unclear(
                f"« {line[:40]}… » est trop long : {LONGEST} caractères au plus par étape.", "steps"
            )
    return said


def make_steps(task: Task, lines: Sequence[str]) -> None:
    """Part of the act of the verb that makes the task."""
    TaskStep.objects.bulk_create(
        TaskStep(task=task, position=number, text=text) for number, text in enumerate(lines, 1)
    )


def unticked(task: Task) -> Any:
    return TaskStep.objects.filter(task=task, done_at__isnull=True).order_by("position")


def steps_of_type(case: Case) -> dict[str, list[str]]:
    """By code of department: what the type has it do, and no task of the case says yet."""
    steps = steps_of(case.request_type.checklist)
    known = known_titles(case) if steps else set()
    found: dict[str, list[str]] = {}
    for step in steps:
        if step.title not in known:
            found.setdefault(step.department or case.department.code, []).append(step.title)
    return found


def known_titles(case: Case) -> set[str]:
    """Of the case's tasks and of their steps, whatever became of them."""
    titles = Task.objects.filter(case=case).values_list("title", flat=True)
    return {*titles, *TaskStep.objects.filter(task__case=case).values_list("text", flat=True)}
