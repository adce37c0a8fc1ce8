from typing import Any

import pytest

from parvis.cases.acting import NotAllowed, NotPossible
from parvis.cases.checklists import add_checklist
from parvis.cases.models import Case, Task
from parvis.cases.states import State
from parvis.catalog.checklists import BadChecklist, Step, checked, steps_of
from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.history.reactions import run
from tests.cases.steps import AT, colleague, insider, nothing_happens, one_event, sealed_type, worker
from tests.factories import case

STEPS = [
    {"title": "Vérifier sur place", "days": 2},
    {"title": "Fermer la cour", "department": "SCO", "days": 5, "instructions": "Le portail vert."},
    {"title": "Ranger", "department": "PARTI"},
]
CODES = ("VOI", "SCO")


def with_steps(*, automatic: bool = False, code: str = "VOI-NDP", steps: Any = STEPS) -> Case:
    RequestType.objects.filter(code=code).update(checklist=steps, checklist_automatic=automatic)
    return case(type_code=code)


def react(town: Any) -> None:
    for event in Event.objects.filter(type="case.opened"):
        run(town.pk, event.pk, "cases.reactions.make_the_checklist")


def test_the_steps_of_the_type_become_tasks_by_one_act(town: Any) -> None:
    made, by = with_steps(), worker()
    with one_event(made, "case.checklist_added", by):
        add_checklist(made, by=by, at=AT)
    tasks = list(Task.objects.order_by("id"))
    assert [(t.title, t.department.code, t.created_by_label) for t in tasks] == [
        ("Vérifier sur place", "VOI", "Paul Voirie"),
        ("Fermer la cour", "SCO", "Paul Voirie"),
        ("Ranger", "VOI", "Paul Voirie"),
    ]
    assert [t.due_on and t.due_on.isoformat() for t in tasks] == ["2026-03-04", "2026-03-07", None]
    assert tasks[1].instructions == "Le portail vert."
    assert made.state == State.IN_PROGRESS
    told = Event.objects.get(type="case.checklist_added").sentence
    assert told.startswith("3 étapes de ce type ajoutées (")


def test_a_step_is_added_once(town: Any) -> None:
    made, by = with_steps(), worker()
    add_checklist(made, by=by, at=AT)
    with nothing_happens(made), pytest.raises(NotPossible):
        add_checklist(made, by=by, at=AT)
    RequestType.objects.update(checklist=[*STEPS, {"title": "Écrire au conseil"}])
    assert [t.title for t in add_checklist(Case.objects.get(), by=by, at=AT)] == ["Écrire au conseil"]


def test_only_the_service_asks_for_them(town: Any) -> None:
    made = with_steps()
    with nothing_happens(made), pytest.raises(NotAllowed):
        add_checklist(made, by=colleague(), at=AT)


def test_they_come_by_themselves_only_if_the_type_says_so(town: Any) -> None:
    with_steps()
    react(town)
    assert not Task.objects.exists()
    made = with_steps(automatic=True)
    react(town)
    react(town)
    made.refresh_from_db()
    assert (Task.objects.filter(case=made).count(), made.state, made.first_act_at) == (
        3,
        State.RECEIVED,
        None,
    )
    assert Event.objects.filter(type="case.checklist_added").count() == 2, "the first town's case had none"


def test_a_sealed_case_keeps_its_steps_inside(town: Any) -> None:
    made = with_steps(code=sealed_type().code)
    add_checklist(made, by=insider(), at=AT)
    assert {t.department_id for t in Task.objects.all()} == {made.department_id}


@pytest.mark.parametrize(
    "rows", [None, {}, "x", [1, None, {}, {"title": " "}], [{"title": "Fait", "days": "x"}]]
)
def test_nonsense_on_a_type_breaks_no_page(rows: Any) -> None:
    assert [step.title for step in steps_of(rows)] in ([], ["Fait"])


@pytest.mark.parametrize(
    "steps",
    [
        [Step(" ")],
        [Step("x" * 201)],
        [Step("Fait"), Step("Fait ")],
        [Step("Fait", "ZZZ")],
        [Step("Fait", days=-1)],
        [Step("Fait", days=9_999)],
        [Step(f"{n}") for n in range(21)],
    ],
)
def test_what_is_wrong_in_a_type_s_steps_is_said(steps: list[Step]) -> None:
    with pytest.raises(BadChecklist):
        checked(steps, CODES)


def test_good_steps_are_kept_as_written() -> None:
    assert checked([Step(" Vérifier  sur place", "VOI", 2), Step("Ranger")], CODES) == [
        {"title": "Vérifier sur place", "department": "VOI", "days": 2},
        {"title": "Ranger"},
    ]
