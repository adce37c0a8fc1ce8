"""The list of tasks: whose, in which state, page by page, and never those of cases one does not read."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.abilities import abilities
from parvis.cases.models import Case, Task
from parvis.cases.tasking import add_task, cancel_task, complete_task
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department
from tests.cases.steps import insider, sealed_type
from tests.desk.test_lists_queue import data_queries, links
from tests.factories import actor, agent, case

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.travel(NOON):
        yield


@pytest.fixture
def gaelle(town: Any) -> Agent:
    return agent("Gaëlle Vert", ("case_worker", "ESV"))


@pytest.fixture
def road(town: Any) -> Any:
    return actor("Paul Petit", ("case_worker", "VOI"))


def given(by: Any, title: str, **values: Any) -> Task:
    made = values.pop("made", None) or case()
    at = values.pop("at", NOON)
    department = Department.objects.get(code=values.pop("to", "ESV"))
    return add_task(made, department=department, title=title, by=by, at=at, **values)


def titles(page: Any) -> list[str]:
    return [row.task.title for row in page.context["rows"]]


def tab_counts(page: Any) -> dict[str, int]:
    return {tab.label: tab.count.number for tab in page.context["tabs"]}


def test_whose_tasks(signed_in: Callable[[Agent], Client], gaelle: Agent, road: Any) -> None:
    given(road, "À elle", owner=gaelle)
    given(road, "Au service")
    given(road, "À l'école", to="SCO")
    client = signed_in(gaelle)
    assert titles(client.get("/desk/taches")) == ["À elle", "Au service"]
    assert titles(client.get("/desk/taches?scope=mine")) == ["À elle"]
    assert titles(client.get("/desk/taches?scope=given")) == []
    assert titles(client.get("/desk/taches?scope=all")) == ["À elle", "Au service", "À l'école"]
    client = signed_in(Agent.objects.get(pk=road.id))
    assert titles(client.get("/desk/taches?scope=given")) == ["À elle", "Au service", "À l'école"]


def test_in_which_state(signed_in: Callable[[Agent], Client], gaelle: Agent, road: Any) -> None:
    before = NOON - timedelta(days=9)
    given(road, "Tard", due_on=TODAY - timedelta(days=2), at=before)
    given(road, "Très tard", due_on=TODAY - timedelta(days=5), at=before)
    given(road, "Aujourd'hui", due_on=TODAY)
    given(road, "Sans date")
    done, dropped = given(road, "Faite", due_on=TODAY - timedelta(days=5), at=before), given(road, "Annulée")
    complete_task(done, by=actor_of(gaelle), at=NOON - timedelta(hours=1))
    cancel_task(dropped, reason="Plus utile", by=road, at=NOON)
    client = signed_in(gaelle)
    page = client.get("/desk/taches")
    assert titles(page) == ["Très tard", "Tard", "Aujourd'hui", "Sans date"]
    assert tab_counts(page) == {"À faire": 4, "En retard": 2, "Terminées": 2}
    assert "en retard de 5 j" in page.content.decode()
    assert titles(client.get("/desk/taches?state=overdue")) == ["Très tard", "Tard"]
    assert titles(client.get("/desk/taches?state=ended")) == ["Annulée", "Faite"]


@pytest.mark.parametrize("state", ["open", "ended"])
def test_walking_the_pages_meets_each_task_once(
    signed_in: Callable[[Agent], Client], gaelle: Agent, road: Any, state: str
) -> None:
    made = case()
    for number in range(120):
        due = None if number % 3 == 0 else TODAY + timedelta(days=number % 7)
        task = given(road, f"Tâche {number}", made=made, due_on=due)
        if state == "ended":
            complete_task(task, by=actor_of(gaelle), at=NOON + timedelta(minutes=number // 5))
    client = signed_in(gaelle)
    page, walked = client.get(f"/desk/taches?state={state}"), []
    while True:
        walked += titles(page)
        if not (following := links(page, "next")):
            break
        page = client.get(following)
    assert len(walked) == 120
    assert len(set(walked)) == 120
    assert links(page, "prev")
    back = client.get(links(page, "prev"))
    assert titles(back) == walked[50:100]


def test_a_bad_address_shows_the_first_page(
    signed_in: Callable[[Agent], Client], gaelle: Agent, road: Any
) -> None:
    given(road, "Couper")
    client = signed_in(gaelle)
    for query in (
        "scope=x&state=y",
        "after=zzz",
        "before=W10",
        "after=WyJ0YXNrX2R1ZSIsICIyMDI2LTEzLTAxIiwgMV0",
    ):
        assert titles(client.get(f"/desk/taches?{query}")) == ["Couper"], query


def test_sealed_cases_hide_their_tasks(signed_in: Callable[[Agent], Client], gaelle: Agent) -> None:
    inside = insider()
    made = case(type_code=sealed_type().code)
    given(inside, "Visite", made=made, to=made.department.code)
    boss = agent("Directrice", "executive", ("manager", "ESV"))
    for someone in (gaelle, boss):
        page = signed_in(someone).get("/desk/taches?scope=all")
        assert titles(page) == []
        assert tab_counts(page) == {"À faire": 0, "En retard": 0, "Terminées": 0}
    assert titles(signed_in(Agent.objects.get(pk=inside.id)).get("/desk/taches")) == ["Visite"]


def test_readable_tasks_are_those_of_readable_cases(town: Any, road: Any) -> None:
    for number in range(4):
        given(road, f"Tâche {number}")
    street = agent("Terrain", ("field", "VOI"))
    Case.objects.filter(pk=Case.objects.order_by("id")[0].pk).update(assignee=street)
    for access in (Access.of(street), Access.of(agent("Élue", "elected")), Access.nobody(), Access.partner()):
        expected = {t.pk for t in Task.objects.select_related("case") if abilities(access, t.case)}
        assert set(Task.objects.readable_by(access).values_list("pk", flat=True)) == expected


def test_another_town_s_tasks_are_not_counted(
    signed_in: Callable[[Agent], Client], gaelle: Agent, other_town: Any
) -> None:
    with activate(other_town.pk):
        given(actor_of(agent("Zoé", ("case_worker", "VOI"), email="zoe@autre.test")), "Ailleurs")
    page = signed_in(gaelle).get("/desk/taches?scope=all")
    assert titles(page) == []


def test_an_empty_list_says_what_to_do(signed_in: Callable[[Agent], Client], gaelle: Agent) -> None:
    assert "Aucune tâche à faire" in signed_in(gaelle).get("/desk/taches").content.decode()


def test_a_full_page_takes_few_queries(
    signed_in: Callable[[Agent], Client], gaelle: Agent, road: Any
) -> None:
    for number in range(12):
        given(road, f"Tâche {number}", owner=gaelle)
    client = signed_in(gaelle)
    client.get("/desk/taches")
    with CaptureQueriesContext(connection) as captured:
        client.get("/desk/taches")
    queries = data_queries(captured)
    assert len(queries) <= 7, "\n".join(queries)
