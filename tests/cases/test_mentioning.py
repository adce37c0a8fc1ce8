"""Whom a note calls: names read as people write them, and nobody who may not read."""

import itertools
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.cases.abilities import can_read, sees_inside
from parvis.cases.mentioning import MOST, MOST_PLACES, parts_of, read_calls
from parvis.cases.models import Mention
from parvis.cases.noting import note, note_and_call
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Account, Agent, Department, Membership
from tests.cases.test_abilities import insider, sealed_case
from tests.cases.worlds import Plan, build, plans
from tests.factories import actor, agent, case

_tags = (f"m{n}" for n in itertools.count())


def told(text: str, made: Any) -> list[tuple[str, str]]:
    return [(call.written, str(call.target)) for call in read_calls(text, made).told]


@pytest.fixture
def staff(town: Any) -> Any:
    agent("Élodie Brûlé-Martin", ("case_worker", "VOI"))
    agent("Paul Roy", ("manager", "ESV"))
    agent("Zoé d'Arcy", ("front_desk", "ACC"))
    return case()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Vu avec @Élodie Brûlé-Martin ce matin", "@Élodie Brûlé-Martin"),
        ("@elodie brule martin, tu regardes ?", "@elodie brule martin"),
        ("Merci @Élodie.", "@Élodie"),
        ("(@BRÛLÉ)", "@BRÛLÉ"),
        ("@Zoé d’Arcy: oui", "@Zoé d’Arcy"),
        ("ligne\n@Paul\nRoy est un jardin", "@Paul"),
        ("@Paul regarde", "@Paul"),
        ("@ESV à vous", "@ESV"),
        ("@espaces verts !", "@espaces verts"),
    ],
)
def test_names_are_read_as_people_write_them(staff: Any, text: str, written: str) -> None:
    calls = read_calls(text, staff)
    assert [call.written for call in calls.told] == [written]
    assert [*calls.unknown, *calls.ambiguous, *calls.blind] == []


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("écrire à contact@ville.fr", []),
        ("rendez-vous @14h", []),
        ("un @ tout seul", []),
        ("@Dupont", ["@Dupont"]),
        ("@Paul Durand, qui est parti", ["@Paul Durand"]),
        ("@Dupont et @Dupont", ["@Dupont"]),
        ("@" + "x" * 5000, ["@" + "x" * 300]),
        ("@@Paul", []),
    ],
)
def test_what_names_nobody_is_told_to_its_author_and_lost_by_nobody(
    staff: Any, text: str, unknown: list[str]
) -> None:
    written, calls = note_and_call(staff, body=text, by=actor(), at=clock.now())
    assert (calls.told, calls.unknown) == ([], unknown)
    assert written.body == text


def test_two_agents_of_one_name_are_told_apart_by_their_service(staff: Any) -> None:
    agent("Paul Roy", ("case_worker", "VOI"), email="autre.paul@mairie.test")
    assert read_calls("@Paul Roy", staff).ambiguous == ["@Paul Roy"]
    assert read_calls("@Paul", staff).ambiguous == ["@Paul"]
    name = Department.objects.get(code="ESV").name
    calls = read_calls(f"Voir @Paul Roy ({name}), merci", staff)
    assert [(c.written, c.target.memberships.get().department.code) for c in calls.told] == [
        (f"@Paul Roy ({name})", "ESV")
    ]


def test_who_left_is_not_called(staff: Any) -> None:
    Agent.objects.filter(display_name="Paul Roy").update(active=False)
    assert read_calls("@Paul Roy", staff).unknown == ["@Paul Roy"]


def test_one_event_says_who_is_called_and_each_is_called_once(staff: Any) -> None:
    by, paul = actor(), Agent.objects.get(display_name="Paul Roy")
    green = Department.objects.get(code="ESV")
    before = Event.objects.count()
    written = note(staff, body="@Paul Roy, @paul roy et @ESV", by=by, at=clock.now())
    (event,) = Event.objects.order_by("id")[before:]
    assert event.data == {"note_id": written.pk, "agents": [paul.pk], "departments": [green.pk]}
    assert Mention.objects.count() == 2
    assert [(p.text, p.kind) for p in parts_of(written)] == [
        ("@Paul Roy", "agent"), (", @paul roy et ", ""), ("@ESV", "department"),
    ]  # fmt: skip


def test_more_than_twenty_names_are_too_many(town: Any) -> None:
    roads = Department.objects.get(code="VOI")
    for n in range(22):
        # As the factory makes them, without the time that a password takes.
        account = Account.objects.create(email=f"a{n}@mairie.test", name=f"Agent Numéro{n:02d}", password="!")
        one = Agent(account=account, display_name=account.name)
        one.save()
        Membership(agent=one, role="case_worker", department=roads).save()
    calls = read_calls(" ".join(f"@Agent Numéro{n:02d}" for n in range(22)), case())
    assert len(calls.told) == 20
    assert calls.too_many == ["@Agent Numéro20", "@Agent Numéro21"]


def test_nobody_outside_a_sealed_sector_is_called_into_it(town: Any) -> None:
    inside, outside = insider(), agent("Paul Roy", ("manager", "VOI"), "dispatcher", "administrator")
    made = sealed_case()
    calls = read_calls(f"@{inside.display_name} et @{outside.display_name} et @VOI", made)
    assert [call.target for call in calls.told] == [inside]
    assert [call.written for call in calls.blind] == ["@Paul Roy", "@VOI"]
    note(made, body="@Paul Roy", by=actor_of(inside), at=clock.now())
    assert not Mention.objects.exists()


def test_who_took_a_sealed_request_does_not_read_the_notes_of_its_service(town: Any) -> None:
    desk = agent("Nadia Perrin", "front_desk")
    made = sealed_case(by=actor_of(desk))
    assert can_read(Access.of(desk), made)
    assert [c.target for c in read_calls("@Nadia Perrin", made).blind] == [desk]


def test_a_note_full_of_signs_costs_little_and_its_names_are_read_before_the_case_is_locked(
    staff: Any,
) -> None:
    many = " ".join(f"@Inconnu{n:04d}" for n in range(MOST_PLACES))
    calls = read_calls(f"{many} @Paul Roy", staff)
    assert (len(calls.unknown), calls.told) == (MOST, [])
    by = actor("Camille Martin", ("case_worker", "VOI"))
    with CaptureQueriesContext(connection) as asked:
        note(staff, body="@Paul Roy", by=by, at=clock.now())
    said = [query["sql"] for query in asked.captured_queries]
    locks = next(n for n, sql in enumerate(said) if "FOR NO KEY UPDATE" in sql)
    names = next(n for n, sql in enumerate(said) if 'ORDER BY "organisation_agent"."sort_name"' in sql)
    assert names < locks


class _Undo(Exception):
    pass


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans, who=st.integers(0, 2))
def test_whoever_is_called_reads_on_any_world(town: Any, plan: Plan, who: int) -> None:
    with pytest.raises(_Undo), transaction.atomic():  # noqa: PT012
        world = build(plan, next(_tags))
        for made in world.cases:
            calls = read_calls("@Agent 0 @Agent 1 @Agent 2", made)
            seeing = {
                one.pk
                for one in world.agents
                if can_read(Access.of(one), made) and sees_inside(Access.of(one), made)
            }
            assert set(calls.agent_ids()) == seeing & {a.pk for a in world.agents if a.active}
        raise _Undo
