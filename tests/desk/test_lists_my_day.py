"""My day: each role finds what waits for it, each count opens a list of that length, in few queries."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.assigning import assign, claim
from parvis.cases.handing_over import hand_over
from parvis.cases.holding import hold
from parvis.cases.models import Case
from parvis.cases.replying import receive_message
from parvis.cases.scheduling import schedule
from parvis.cases.tasking import add_task
from parvis.desk.lists.choices import choices_of
from parvis.desk.lists.conditions import Reading
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.ordering import computed_for
from parvis.desk.lists.paging import page_of
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department, Role
from tests.desk.test_lists_queue import data_queries, references
from tests.factories import actor, agent, case

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)


@pytest.fixture
def client(town: Any) -> Client:
    return Client(headers={"host": "testserver"})


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.travel(NOON):
        yield


def figures(page: Any) -> dict[str, tuple[int, str]]:
    found = re.findall(
        r'class="figure-card[^"]*" href="([^"]+)"><span class="figure-label">([^<]+)</span> <span class="figure-value">(\d+)<',
        page.content.decode(),
    )
    return {
        label.replace("&#x27;", "'"): (int(number), url.replace("&amp;", "&")) for url, label, number in found
    }


def busy_day(paul: Agent) -> None:
    """For a case worker of VOI: seven cases of their own, three nobody took, one of another department."""
    by = actor_of(paul)
    mine = [case() for _ in range(7)]
    for each in mine:
        claim(each, by=by, at=NOON - timedelta(hours=2))
    Case.objects.filter(pk__in=[c.pk for c in mine]).update(due_at=NOON + timedelta(days=20))
    Case.objects.filter(pk__in=[c.pk for c in mine[:2]]).update(due_at=NOON - timedelta(days=1))
    Case.objects.filter(pk=mine[2].pk).update(due_at=NOON + timedelta(hours=2))
    receive_message(mine[3], body="Alors ?", channel="web", by=Actor.person(), at=NOON)
    mine[4].refresh_from_db()
    schedule(mine[4], on=NOON.date(), by=by, at=NOON)
    for _ in range(3):
        case()
    Case.objects.filter(state="received").update(due_at=NOON + timedelta(days=30))
    case(type_code="SOC-AID")


def test_a_case_workers_day_and_the_lists_behind_its_figures(signed_in: Callable[[Agent], Client]) -> None:
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    client = signed_in(paul)
    busy_day(paul)
    page = client.get("/desk/")
    shown = figures(page)
    assert {label: number for label, (number, _url) in shown.items()} == {
        "À moi": 7, "L'usager a écrit": 1, "À rendre aujourd'hui": 1, "En retard": 2, "Prévues aujourd'hui": 1, "À prendre": 3,
    }  # fmt: skip
    for label, (number, url) in shown.items():
        assert len(references(client.get(url))) == number, label
    text = page.content.decode()
    assert "Bonjour Paul" in text
    assert 'Ma journée<span class="badge-count" data-live-count="my_day">7</span>' in text
    assert 'Demandes<span class="badge-count" data-live-count="queue">3</span>' in text


def test_an_empty_day_is_celebrated(signed_in: Callable[[Agent], Client]) -> None:
    page = signed_in(agent("Paul Petit", ("case_worker", "VOI"))).get("/desk/").content.decode()
    assert "Tout est à jour" in page
    assert "Tout est pris" in page


def test_a_manager_sees_what_is_late_in_the_department(signed_in: Callable[[Agent], Client]) -> None:
    late, elsewhere = case(), case(type_code="SOC-AID")
    Case.objects.filter(pk__in=[late.pk, elsewhere.pk]).update(due_at=NOON - timedelta(days=3))
    client = signed_in(agent("Inès Chef", ("manager", "VOI")))
    number, url = figures(client.get("/desk/"))["En retard dans le service"]
    assert number == 1
    assert references(client.get(url)) == [late.reference]


def test_a_field_agents_day_is_their_orders(signed_in: Callable[[Agent], Client]) -> None:
    karim = agent("Karim Ouali", ("field", "VOI"))
    order, _other = case(), case()
    assign(order, to=karim, by=Actor.system(), at=NOON)
    page = signed_in(karim).get("/desk/")
    assert references(page) == [order.reference]
    assert "Mes interventions" in page.content.decode()
    assert "À prendre" not in figures(page)


def test_a_round_begins_with_what_is_planned_and_says_where(
    signed_in: Callable[[Agent], Client],
) -> None:
    karim = agent("Karim Ouali", ("field", "VOI"))
    unplanned, tomorrow, today = case(), case(), case()
    for each in (unplanned, tomorrow, today):
        assign(each, to=karim, by=Actor.system(), at=NOON)
        each.refresh_from_db()
    schedule(tomorrow, on=NOON.date() + timedelta(days=1), by=Actor.system(), at=NOON)
    schedule(today, on=NOON.date(), by=Actor.system(), at=NOON)
    for each, due in ((unplanned, 1), (tomorrow, 2), (today, 9)):
        Case.objects.filter(pk=each.pk).update(due_at=NOON + timedelta(days=due))
    Case.objects.filter(pk=today.pk).update(address="12 rue des Lilas")
    client = signed_in(karim)
    page = client.get("/desk/")
    expected = [today.reference, tomorrow.reference, unplanned.reference]
    assert references(page) == expected
    assert references(client.get(page.context["blocks"][0].url)) == expected
    text = page.content.decode()
    assert "is-round" in text
    assert '<bdi class="row-place">12 rue des Lilas</bdi>' in text
    opened = client.get(f"/desk/cases/{today.reference}").content.decode()
    assert opened.index('class="case-place') < opened.index('class="case-columns"')
    assert "C&#x27;est fait" in opened


def test_my_cases_begin_with_what_calls_for_me_and_end_with_what_waits_for_others(
    signed_in: Callable[[Agent], Client],
) -> None:
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    paused, later, today, late, wrote = (case() for _ in range(5))
    for each in (paused, later, today, late, wrote):
        claim(each, by=actor_of(paul), at=NOON - timedelta(days=3))
        each.refresh_from_db()
    hold(paused, waiting_for="person", reason="Quel numéro ?", by=actor_of(paul), at=NOON - timedelta(days=2))
    receive_message(wrote, body="Alors ?", channel="web", by=Actor.person(), at=NOON)
    dues = ((paused, -400), (later, 72), (today, 3), (late, -30), (wrote, 500))
    for each, hours in dues:
        Case.objects.filter(pk=each.pk).update(due_at=NOON + timedelta(hours=hours))
    expected = [each.reference for each in (wrote, late, today, later, paused)]
    client = signed_in(paul)
    page = client.get("/desk/")
    assert references(page)[:5] == expected
    block = next(b for b in page.context["blocks"] if b.key == "mine")
    whole = client.get(block.url)
    assert references(whole) == expected
    assert "À traiter d&#x27;abord" in whole.content.decode()


def test_the_order_of_ones_own_cases_pages_and_is_of_no_other_list(
    signed_in: Callable[[Agent], Client],
) -> None:
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    made = [case() for _ in range(7)]
    for each in made:
        claim(each, by=actor_of(paul), at=NOON)
    for number, each in enumerate(made):
        due = NOON + timedelta(days=number - 3) if number else None
        Case.objects.filter(pk=each.pk).update(due_at=due)
    access = Access.of(paul)
    reading = Reading(paul.pk, NOON, ZoneInfo("Europe/Paris"), choices_of(access))
    for sort in ("attention", "planned"):
        seen, after = [], ""
        while True:
            found = page_of(
                Case.objects.all(), sort, after=after, size=2, computed=computed_for(sort, reading)
            )
            seen += [c.pk for c in found.rows]
            after = found.next
            if not after:
                break
        assert sorted(seen) == sorted(c.pk for c in made), sort
    for elsewhere in ({"state": "open"}, {"assignee": "me"}, {"assignee": "me", "state": "closed"}):
        assert QueueFilter({**elsewhere, "sort": "attention"}).sort == "due"


def test_an_elected_person_sees_what_is_addressed_to_them_and_nothing_else(
    signed_in: Callable[[Agent], Client],
) -> None:
    mayor = agent("Hélène Maire", ("elected", "CAB"))
    hers, sealed, _other = case(), case(type_code="SOC-AID"), case()
    Case.objects.filter(pk__in=[hers.pk, sealed.pk]).update(addressed_to=mayor)
    page = signed_in(mayor).get("/desk/")
    assert references(page) == [hers.reference]
    assert figures(page)["Adressées à moi"][0] == 1


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_page_in_nine_queries(signed_in: Callable[[Agent], Client], role: str) -> None:
    paul = agent("Paul Petit", (role, "VOI"))
    for _ in range(3):
        case()
        mine = case()
        # Whatever the role: straight in the table, since not every role may be given a case.
        Case.objects.filter(pk=mine.pk).update(assignee=paul, addressed_to=paul)
    client = signed_in(paul)
    client.get("/desk/")
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/desk/")
    assert page.status_code == 200
    queries = data_queries(captured)
    assert len(queries) <= 9, "\n".join(queries)


def test_the_tasks_of_the_day_are_counted_and_listed_overdue_first(
    signed_in: Callable[[Agent], Client],
) -> None:
    gaelle, zoe = agent("Gaëlle Vert", ("case_worker", "ESV")), agent("Zoé Vert", ("case_worker", "ESV"))
    by, green = actor("Paul Petit", ("case_worker", "VOI")), Department.objects.get(code="ESV")
    yesterday = NOON - timedelta(days=1)
    for title, owner, due in (
        ("Sans date", None, None),
        ("Demain", gaelle, NOON.date() + timedelta(days=1)),
        ("Hier", zoe, yesterday.date()),
    ):
        add_task(case(), department=green, title=title, owner=owner, due_on=due, by=by, at=yesterday)
    client = signed_in(gaelle)
    client.get("/desk/")
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/desk/")
    assert len(data_queries(captured)) <= 9
    text = page.content.decode()
    assert [s.task.title for s in page.context["tasks"]] == ["Hier", "Demain", "Sans date"]
    assert "Tâches confiées à vos services" in text
    assert "en retard de 1 j" in text
    shown = figures(page)
    assert (shown["Mes tâches"][0], shown["Tâches du service"][0], shown["Tâches en retard"][0]) == (1, 3, 1)
    for label in ("Mes tâches", "Tâches du service", "Tâches en retard"):
        number, url = shown[label]
        assert len(client.get(url).context["rows"]) == number, label
    assert page.context["desk_counts"]["tasks"].number == 2, "hers, and the one nobody has"


def test_an_agent_without_a_role_is_told_what_to_do(signed_in: Callable[[Agent], Client]) -> None:
    from parvis.organisation.models import Membership

    paul = agent("Paul Petit", "dpo")
    Membership.objects.filter(agent=paul).delete()
    case()
    page = signed_in(paul).get("/desk/").content.decode()
    assert "Aucun rôle" in page


def test_a_case_handed_over_is_to_be_taken_by_its_new_department(
    signed_in: Callable[[Agent], Client],
) -> None:
    paul, gaelle = agent("Paul Petit", ("case_worker", "VOI")), agent("Gaëlle Vert", ("case_worker", "ESV"))
    one = case()
    claim(one, by=actor_of(paul), at=NOON)
    hand_over(one, to=gaelle.memberships.get().department, reason="Un arbre", by=actor_of(paul), at=NOON)
    assert Case.objects.get().state == "in_progress"
    client = signed_in(gaelle)
    page = client.get("/desk/")
    number, url = figures(page)["À prendre"]
    assert number == 1
    assert references(client.get(url)) == [one.reference]
    assert page.context["desk_counts"]["queue"].number == 1
