from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from parvis.cases.acting import NotAllowed, NotPossible, Unclear
from parvis.cases.closing import close
from parvis.cases.handing_over import hand_over
from parvis.cases.models import Case, Task
from parvis.cases.states import State, TaskState
from parvis.cases.tasking import AlreadyEnded, AlreadyOwned, add_task, cancel_task, complete_task, take_task
from parvis.history.models import Event
from parvis.organisation.models import Agent, Department
from tests.cases.steps import AT, colleague, insider, nothing_happens, one_event, sealed_type, worker
from tests.factories import actor, agent, case, closed_case


def school() -> Department:
    return Department.objects.get(code="SCO")


def given(made: Case, **values: Any) -> Task:
    """A task of the road service's case, for the schools' service."""
    by = values.pop("by", None) or worker("Rose Voirie")
    return add_task(made, **{"department": school(), "title": "Fermer la cour", "by": by, "at": AT} | values)


def test_a_piece_of_the_case_is_given_without_the_case(town: Any) -> None:
    made, by, owner = case(), worker(), agent("Sonia École", ("case_worker", "SCO"))
    day = (AT + timedelta(days=3)).date()
    with one_event(made, "case.task_added", by):
        task = given(made, owner=owner, due_on=day, instructions="Le portail vert.", by=by)
    assert (made.department.code, made.assignee_id) == ("VOI", None)
    assert (task.state, task.department, task.owner, task.due_on) == (TaskState.OPEN, school(), owner, day)
    told = Event.objects.get(type="case.task_added")
    assert not told.is_public
    assert "Fermer la cour" in told.sentence
    assert "pour le jeudi 5 mars 2026" in told.sentence


def test_giving_a_task_is_a_first_act(town: Any) -> None:
    made = case()
    given(made)
    assert (made.state, made.first_act_at) == (State.IN_PROGRESS, AT)


def test_only_those_who_answer_for_the_case_give_and_withdraw(town: Any) -> None:
    made, other = case(), colleague()
    with nothing_happens(made), pytest.raises(NotAllowed):
        given(made, by=other)
    task = given(made)
    with nothing_happens(made), pytest.raises(NotAllowed):
        cancel_task(task, reason="Pas envie", by=other, at=AT)
    by = worker()
    with one_event(made := task.case, "case.task_cancelled", by):
        cancel_task(task, reason="Inutile", by=by, at=AT)
    assert (task.state, task.result, task.ended_by_label) == (TaskState.CANCELLED, "Inutile", "Paul Voirie")


def test_its_department_takes_it_and_does_it(town: Any) -> None:
    task, by = given(case()), colleague()
    with one_event(task.case, "case.task_taken", by):
        take_task(task, by=by, at=AT)
    assert task.owner_id == by.id
    with one_event(task.case, "case.task_completed", by):
        complete_task(task, result="Cour fermée jusqu'à vendredi.", by=by, at=AT)
    assert (task.state, task.ended_at, task.result) == (TaskState.DONE, AT, "Cour fermée jusqu'à vendredi.")
    assert Task.objects.get().ended_by_label == "Sonia École"


def test_the_case_s_own_department_does_not_do_the_work_of_another(town: Any) -> None:
    task = given(case())
    for verb in (take_task, complete_task):
        with nothing_happens(task.case), pytest.raises(NotAllowed):
            verb(task, by=worker(f"Agent {verb.__name__}"), at=AT)
    complete_task(task, by=actor("Chef", ("manager", "VOI")), at=AT)
    assert task.state == TaskState.DONE, "those who steer the sector may"


def test_an_owner_works_in_the_department_and_reads_the_case(town: Any) -> None:
    made, roads = case(), agent("Luc Voirie", ("case_worker", "VOI"))
    leaver = agent("Parti", ("case_worker", "SCO"))
    Agent.objects.filter(pk=leaver.pk).update(active=False)
    talker = agent("Élue", ("elected", "SCO"))
    street = agent("Terrain", ("field", "SCO"))
    for someone in (roads, Agent.objects.get(pk=leaver.pk), talker, street):
        with nothing_happens(made), pytest.raises(Unclear) as refused:
            given(made, owner=someone, by=worker(f"Pour {someone}"))
        assert refused.value.field == "owner"


def test_in_the_street_one_does_the_tasks_of_the_cases_one_has(town: Any) -> None:
    made, street = case(), actor("Terrain", ("field", "SCO"))
    task = given(made)
    with nothing_happens(made), pytest.raises(NotAllowed, match="n'existe pas"):
        complete_task(task, by=street, at=AT)
    Case.objects.filter(pk=made.pk).update(assignee_id=street.id)
    complete_task(task, by=street, at=AT)
    assert task.state == TaskState.DONE


def test_a_task_is_taken_once_and_done_once(town: Any) -> None:
    task, first, second = given(case()), colleague(), colleague("Nadia École")
    same = Task.objects.get()
    take_task(task, by=first, at=AT)
    with nothing_happens(task.case), pytest.raises(AlreadyOwned, match="Sonia École"):
        take_task(same, by=second, at=AT)
    with nothing_happens(task.case), pytest.raises(AlreadyOwned, match="déjà à vous"):
        take_task(same, by=first, at=AT)
    complete_task(task, by=second, at=AT)
    with nothing_happens(task.case), pytest.raises(AlreadyEnded, match="déjà faite"):
        complete_task(same, by=first, at=AT)
    with nothing_happens(task.case), pytest.raises(AlreadyEnded):
        cancel_task(same, reason="x", by=worker(), at=AT)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " \n"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"due_on": (AT - timedelta(days=1)).date()}, "due_on"),
        ({"due_on": (AT + timedelta(days=4000)).date()}, "due_on"),
    ],
)
def test_what_is_missing_or_makes_no_sense_is_asked_again(
    town: Any, values: dict[str, Any], field: str
) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        given(made, **values)
    assert refused.value.field == field
    assert not Task.objects.exists()


def test_a_closed_case_takes_no_task(town: Any) -> None:
    made = closed_case()
    with nothing_happens(made), pytest.raises(NotPossible):
        given(made)


def test_a_task_of_a_sealed_case_stays_in_its_sector(town: Any) -> None:
    made, by = case(type_code=sealed_type().code), insider()
    with nothing_happens(made), pytest.raises(Unclear, match="cloisonnée") as refused:
        given(made, by=by)
    assert refused.value.field == "department"
    also = school()
    also.also_sectors = [made.sector_id]
    also.save()
    assert given(made, by=by).department == also, "a department that works in the sector too"


def test_a_case_that_becomes_sealed_takes_its_tasks_out_of_sight(town: Any) -> None:
    made, by = case(), colleague()
    task = given(made)
    hand_over(made, to=sealed_type().department, reason="Détresse", by=worker(), at=AT)
    with nothing_happens(made), pytest.raises(NotAllowed, match="n'existe pas"):
        complete_task(task, by=by, at=AT)
    assert by.access is not None
    assert not Task.objects.filter(case__in=Case.objects.readable_by(by.access)).exists()


def test_closing_says_why_tasks_were_left(town: Any) -> None:
    made, by = case(), worker()
    done, left, other = given(made, by=by), given(made, title="Poser un panneau", by=by), given(case(), by=by)
    complete_task(done, by=colleague(), at=AT)
    made.refresh_from_db()
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        close(made, outcome="done", open_tasks_reason=" ", by=by, at=AT)
    assert refused.value.field == "open_tasks_reason"
    with one_event(made, "case.closed", by):
        close(made, outcome="done", open_tasks_reason="Le trou est rebouché.", by=by, at=AT)
    kept = Task.objects.get(pk=left.pk)
    assert (kept.state, kept.result, kept.ended_by_label) == (
        TaskState.CANCELLED, "Le trou est rebouché.", "Paul Voirie",
    )  # fmt: skip
    assert {t.pk: t.state for t in Task.objects.all()} == {
        done.pk: "done",
        left.pk: "cancelled",
        other.pk: "open",
    }
    told = Event.objects.get(type="case.closed")
    assert told.sentence == "Demande close : réalisée. 1 tâche non faite, annulée : Le trou est rebouché."
    assert "trou" not in told.kind.public_sentence()


def test_the_database_keeps_ended_tasks_dated(town: Any) -> None:
    task = given(case())
    with pytest.raises(IntegrityError, match="task_ended_has_day"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state=TaskState.DONE)
    with pytest.raises(IntegrityError, match="task_says_what"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(title="")
