"""The checklist of a task: written when it is given, ticked by who does it, never left without a word."""

from typing import Any

import pytest

from parvis.cases.acting import NotAllowed, Unclear
from parvis.cases.checklists import missing_steps
from parvis.cases.contributing import EndedLink, entrust, finish, tick, withdraw
from parvis.cases.models import Case, Task, TaskStep
from parvis.cases.states import TaskState
from parvis.cases.stepping import known_titles, steps_of_type
from parvis.cases.tasking import AlreadyEnded, AlreadyTicked, add_task, cancel_task, complete_task, tick_step
from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.organisation.models import Department
from tests.cases.steps import AT, colleague, nothing_happens, one_event, worker
from tests.factories import actor, case

LINES = ["Poser les barrières", "  Couper   l'eau ", "", "Poser les barrières", "Prévenir l'école"]


def given(made: Case, steps: Any = LINES, **values: Any) -> Task:
    school = Department.objects.get(code="SCO")
    asked = {"department": school, "title": "Fermer la cour", "by": worker("Rose Voirie"), "at": AT}
    return add_task(made, **asked | {"steps": steps} | values)


def steps_of(task: Task) -> list[TaskStep]:
    found = list(TaskStep.objects.filter(task=task).select_related("task__case__sector"))
    for step in found:
        step.task.case = task.case
    return found


def test_lines_become_steps_each_once_in_order(town: Any) -> None:
    task = given(case())
    assert [(s.position, s.text, s.is_done) for s in steps_of(task)] == [
        (1, "Poser les barrières", False),
        (2, "Couper l'eau", False),
        (3, "Prévenir l'école", False),
    ]


@pytest.mark.parametrize("lines", [[f"Étape {n}" for n in range(21)], ["x" * 201]])
def test_too_many_or_too_long_is_refused_whole(town: Any, lines: list[str]) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        given(made, lines)
    assert refused.value.field == "steps"
    assert not Task.objects.exists()


def test_who_does_the_task_ticks_and_unticks(town: Any) -> None:
    task, by = given(case()), colleague()
    step = steps_of(task)[1]
    with one_event(step.task.case, "case.task_step_ticked", by):
        tick_step(step, done=True, by=by, at=AT)
    kept = TaskStep.objects.get(pk=step.pk)
    assert (kept.done_at, kept.done_by_id, kept.done_by_label) == (AT, by.id, by.label)
    assert "Étape « Couper l'eau » cochée : Fermer la cour" in Event.objects.latest("pk").sentence
    with one_event(step.task.case, "case.task_step_ticked", by):
        tick_step(step, done=False, by=by, at=AT)
    kept = TaskStep.objects.get(pk=step.pk)
    assert (kept.done_at, kept.done_by_id, kept.done_by_label) == (None, None, "")
    assert "décochée" in Event.objects.latest("pk").sentence


def test_the_others_do_not(town: Any) -> None:
    task, other = given(case()), actor("Vera Vert", ("case_worker", "ESV"))
    step = steps_of(task)[0]
    with nothing_happens(task.case), pytest.raises(NotAllowed):
        tick_step(step, done=True, by=other, at=AT)


def test_ticked_by_somebody_else_meanwhile_says_by_whom_and_is_done_once(town: Any) -> None:
    task = given(case())
    first, second = colleague("Sonia École"), colleague("Samir École")
    step = steps_of(task)[0]
    tick_step(step, done=True, by=first, at=AT)
    with nothing_happens(task.case), pytest.raises(AlreadyTicked, match="déjà cochée par Sonia École"):
        tick_step(steps_of(task)[0], done=True, by=second, at=AT)
    assert TaskStep.objects.get(pk=step.pk).done_by_label == "Sonia École"


def test_nothing_is_ticked_once_the_task_is_over(town: Any) -> None:
    task, by = given(case()), colleague()
    cancel_task(task, reason="Inutile", by=worker(), at=AT)
    with nothing_happens(task.case), pytest.raises(AlreadyEnded):
        tick_step(steps_of(task)[0], done=True, by=by, at=AT)


def test_finishing_with_steps_left_needs_a_reason(town: Any) -> None:
    task, by = given(case()), colleague()
    tick_step(steps_of(task)[0], done=True, by=by, at=AT)
    task.case.refresh_from_db(fields=["version"])
    with nothing_happens(task.case), pytest.raises(Unclear) as refused:
        complete_task(task, result="Fait", by=by, at=AT)
    assert refused.value.field == "unticked_reason"
    complete_task(task, result="Fait", unticked_reason="L'eau était coupée", by=by, at=AT)
    kept = Task.objects.get()
    assert (kept.state, kept.result, kept.unticked_reason) == (TaskState.DONE, "Fait", "L'eau était coupée")
    assert "2 étapes laissées : L'eau était coupée" in Event.objects.latest("pk").sentence


def test_all_ticked_no_reason_is_asked_nor_kept(town: Any) -> None:
    task, by = given(case()), colleague()
    for step in steps_of(task):
        tick_step(step, done=True, by=by, at=AT)
    complete_task(task, unticked_reason="sans objet", by=by, at=AT)
    assert Task.objects.get().unticked_reason == ""


def test_the_type_gives_its_steps_by_department_and_does_not_offer_them_twice(town: Any) -> None:
    checklist = [
        {"title": "Vérifier sur place"},
        {"title": "Fermer la cour", "department": "SCO"},
        {"title": "Prévenir l'école", "department": "SCO"},
    ]
    RequestType.objects.filter(code="VOI-NDP").update(checklist=checklist)
    made = case(type_code="VOI-NDP")
    assert steps_of_type(made) == {
        "VOI": ["Vérifier sur place"],
        "SCO": ["Fermer la cour", "Prévenir l'école"],
    }
    given(made, ["Prévenir l'école"])
    assert steps_of_type(made) == {"VOI": ["Vérifier sur place"]}
    assert [step.title for step in missing_steps(made, known_titles(made))] == ["Vérifier sur place"]


def outside(made: Case) -> Any:
    return entrust(
        made, title="Reboucher", steps=["Baliser", "Reboucher"], name="Luc", email="luc@travaux.example",
        by=worker(), at=AT,
    )  # fmt: skip


def test_somebody_from_outside_ticks_their_own_task_and_no_other(town: Any) -> None:
    made = case()
    outsider = outside(made)
    step = steps_of(outsider.task)[0]
    tick(outsider, step, done=True, at=AT)
    kept = TaskStep.objects.get(pk=step.pk)
    assert (kept.done_by_id, kept.done_by_label) == (None, "Luc par lien")
    with pytest.raises(Unclear):
        finish(outsider, result="", at=AT)
    finish(outsider, result="", unticked_reason="Pas d'enrobé", at=AT)
    assert Task.objects.get().unticked_reason == "Pas d'enrobé"


def test_a_withdrawn_link_ticks_nothing(town: Any) -> None:
    outsider = outside(case())
    withdraw(outsider, by=worker("Rose Voirie"), at=AT)
    with pytest.raises(EndedLink):
        tick(outsider, steps_of(outsider.task)[0], done=True, at=AT)
    assert not TaskStep.objects.filter(done_at__isnull=False).exists()
