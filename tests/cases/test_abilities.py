"""``abilities``, the queryset and the search are one rule: proved on generated worlds, then said in the domain's words."""

import itertools
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from parvis.cases.abilities import (
    COLLEAGUE_ACTS,
    EMERGENCY_ACTS,
    OPEN_ACTS,
    abilities,
    can_read,
    sees_inside,
)
from parvis.cases.assigning import claim
from parvis.cases.emergency import LASTS
from parvis.cases.models import Case, EmergencyReading, Task
from parvis.cases.searching import search
from parvis.cases.states import State
from parvis.cases.suggesting import suggest_cases
from parvis.catalog.models import RequestType
from parvis.directory.matching import Identity
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department, Role, Sector
from tests.cases.worlds import AT, WORD, Plan, World, build, plans
from tests.factories import agent, case, closed_case

_tags = (f"w{n}" for n in itertools.count())
STRANGER = Access.nobody()


class _Undo(Exception):
    pass


@pytest.fixture
def nothing_else(town: Any) -> Any:
    return town


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans)
def test_function_queryset_and_search_agree(nothing_else: Any, plan: Plan) -> None:
    with pytest.raises(_Undo), transaction.atomic():  # noqa: PT012
        world = build(plan, next(_tags))
        for one in world.agents:
            agrees(Access.of(one), world)
            in_emergency(one, plan.emergencies, world)
        agrees(Access.partner(), world)
        agrees(STRANGER, world)
        raise _Undo


def agrees(access: Access, world: World) -> None:
    by_function = {c.pk for c in world.cases if can_read(access, c)}
    readable = set(Case.objects.readable_by(access).values_list("pk", flat=True))
    assert readable == by_function
    for one in world.cases:
        assert bool(abilities(access, one)) == (one.pk in by_function)
        assert "read" in abilities(access, one) or one.pk not in by_function
    assert found_by_search(access) == sorted(by_function, key=lambda pk: _rank(world, pk), reverse=True)
    suggested = suggest_cases([WORD[:6]], access, limit=len(world.cases) + 1)
    # What one opened in emergency is found by its reference, and not suggested.
    assert by_function - access.emergencies <= {c.pk for c in suggested} <= by_function
    countable = set(Case.objects.countable_by(access).values_list("pk", flat=True))
    # Figures hold all that is read. Only a request of a sealed sector that one has just taken oneself, and that
    # nobody has claimed, or that one opened in emergency, is read without being counted: the sector's figures stay inside.
    for one in world.cases:
        if one.pk in readable - countable and one.pk not in access.emergencies:
            own = (
                one.opened_by_id == access.agent_id
                and one.assignee_id is None
                and one.state == State.RECEIVED
            )
            assert own
            assert one.sector_id not in access.countable_sectors
        if one.pk in countable - readable:
            assert access.may_see_figures
            assert one.sector_id in access.open_sectors, "sealed cases are not counted outside"


def in_emergency(one: Agent, cases: frozenset[int], world: World) -> None:
    """The same agent, who now holds some cases in emergency: all ways agree, and nothing else changes."""
    before = Access.of(one)
    opened = {world.cases[n].pk for n in cases}
    for pk in opened:
        EmergencyReading(case_id=pk, agent=one, reason="Danger", at=AT, until=clock.now() + LASTS).save()
    one.emergency_until = clock.now() + LASTS
    access = Access.of(one)
    held = one.active and before.may_open_in_emergency
    assert access.emergencies == (opened if held else frozenset())
    agrees(access, world)
    inside = access.readable_sectors | access.open_sectors
    tasks = set(Task.objects.readable_by(access).values_list("case_id", flat=True))
    for case_ in world.cases:
        able, by_right = abilities(access, case_), abilities(before, case_)
        held = case_.pk in access.emergencies
        assert able == (by_right or (EMERGENCY_ACTS if held else frozenset()))
        assert (case_.pk in tasks) == (bool(able) and (case_.sector_id in inside or held))
        assert sees_inside(access, case_) == (case_.sector_id in inside or held)


def _rank(world: World, pk: int) -> tuple[Any, int]:
    return next((c.received_at, c.pk) for c in world.cases if c.pk == pk)


def found_by_search(access: Access) -> list[int]:
    """Page by page, three at a time, as the list does."""
    found: list[int] = []
    after = None
    while True:
        page = search(WORD, access=access, after=after, limit=3)
        found += [c.pk for c in page.cases]
        if page.next is None:
            return found
        assert len(page.cases) == 3, "a page that is not the last is full"
        after = page.next


def sealed_case(**values: Any) -> Case:
    """A request for the social department."""
    return case(type_code=sealed_type(), **values)


def sealed_type() -> str:
    return str(
        RequestType.objects.filter(sector__sealed=True).order_by("code").values_list("code", flat=True)[0]
    )


def insider(name: str = "Assistante sociale", role: str = "case_worker") -> Any:
    department = Department.objects.filter(sector__sealed=True, request_types__code=sealed_type()).first()
    assert department is not None
    return agent(name, (role, department.code))


def test_the_reference_town_seals_what_the_law_seals(town: Any) -> None:
    assert Sector.objects.filter(sealed=True).count() >= 3


def test_every_working_role_reads_the_open_sectors(town: Any) -> None:
    made = case()
    for role in (
        "front_desk",
        "case_worker",
        "dispatcher",
        "manager",
        "executive",
        "cabinet",
        "administrator",
    ):
        someone = agent(f"{role} ailleurs", (role, "SCO"))
        able = abilities(Access.of(someone), made)
        assert {"read"} | COLLEAGUE_ACTS <= able, role
        assert bool(able & OPEN_ACTS) == (role in ("dispatcher", "manager")), role


def test_only_the_owning_department_acts(town: Any) -> None:
    made = case()
    assert abilities(Access.of(agent("Chez nous", ("case_worker", "VOI"))), made) >= OPEN_ACTS
    assert not abilities(Access.of(agent("À côté", ("case_worker", "SCO"))), made) & OPEN_ACTS


def test_a_sealed_case_does_not_exist_outside_its_sector(town: Any) -> None:
    made = sealed_case()
    for role in Role.values:
        someone = Access.of(agent(f"{role} dehors", (role, "VOI")))
        assert abilities(someone, made) == frozenset(), role
        assert not Case.objects.readable_by(someone).exists(), role
        assert not Case.objects.countable_by(someone).exists(), role
        assert search(made.reference, access=someone).cases == [], role
    assert not Case.objects.readable_by(Access.partner()).exists()
    assert "close" in abilities(Access.of(insider()), made)


def test_a_dispatcher_of_the_whole_town_does_not_enter_sealed_sectors(town: Any) -> None:
    made = sealed_case()
    assert (
        abilities(Access.of(agent("Régulatrice", "dispatcher", "administrator", "manager")), made)
        == frozenset()
    )


def test_the_front_desk_sees_the_sealed_case_it_took_until_someone_claims_it(town: Any) -> None:
    desk = agent("Accueil", "front_desk")
    made = sealed_case(by=actor_of(desk))
    access = Access.of(desk)
    assert "read" in abilities(access, made)
    assert not abilities(access, made) & OPEN_ACTS
    assert [c.pk for c in search(made.reference, access=access).cases] == [made.pk]
    claim(made, by=actor_of(insider()), at=made.received_at)
    assert abilities(access, made) == frozenset()
    assert not Case.objects.readable_by(access).exists()
    assert search(made.reference, access=access).cases == []


def test_someone_in_the_street_reads_their_own_orders_only(town: Any) -> None:
    someone = agent("Terrain", ("field", "VOI"))
    mine, theirs = case(), case()
    Case.objects.filter(pk=mine.pk).update(assignee=someone)
    mine.refresh_from_db()
    access = Access.of(someone)
    assert abilities(access, mine) == {"read", "note", "attach", "follow", "schedule", "close"}
    assert abilities(access, theirs) == frozenset()
    assert [c.pk for c in search("chaussée", access=access).cases] == [mine.pk]


def test_an_elected_person_reads_what_is_addressed_to_them_never_sealed(town: Any) -> None:
    mayor = agent("La maire", "elected")
    addressed = case(addressed_to_id=mayor.pk)
    sealed = sealed_case(addressed_to_id=mayor.pk)
    case()
    access = Access.of(mayor)
    assert [c.pk for c in Case.objects.readable_by(access)] == [addressed.pk]
    assert [c.pk for c in search("chaussée", access=access).cases] == [addressed.pk]
    assert abilities(access, sealed) == frozenset()
    assert not abilities(access, addressed) & OPEN_ACTS
    assert Case.objects.countable_by(access).count() == 2, "aggregates hold the open sectors"


def test_having_been_given_a_case_opens_nothing_to_other_roles(town: Any) -> None:
    """Being in charge reads for people in the street, being addressed for the elected: nobody else."""
    someone = agent("Communication", "communication")
    made = case(addressed_to_id=someone.pk)
    Case.objects.filter(pk=made.pk).update(assignee=someone)
    access = Access.of(someone)
    assert not Case.objects.readable_by(access).exists()
    assert search("chaussée", access=access).cases == []


def test_who_left_reads_nothing(town: Any) -> None:
    leaver = agent("Parti", ("manager", "VOI"))
    leaver.active = False
    leaver.save()
    made = case()
    assert abilities(Access.of(leaver), made) == frozenset()
    assert not Case.objects.readable_by(Access.of(leaver)).exists()
    assert not Case.objects.countable_by(Access.of(leaver)).exists()


def test_a_closed_case_can_only_be_answered_or_reopened(town: Any) -> None:
    made = closed_case()
    able = abilities(Access.of(agent("Chez nous", ("case_worker", "VOI"))), made)
    assert able == {"read", "note", "attach", "follow", "reply", "reopen", "link"}


def test_a_partner_reads_and_does_nothing_else(town: Any) -> None:
    assert abilities(Access.partner(), case()) == {"read"}


def test_a_person_known_through_a_sealed_sector_is_not_found_outside(town: Any) -> None:
    sealed_case(
        person=Identity(family_name="Secret", given_names="Zoé", phone="+33639980199"),
        description="Aide urgente",
    )
    outside, inside = Access.of(agent("Dehors", ("manager", "VOI"))), Access.of(insider())
    for words in ("secret zoé", "06 39 98 01 99", "aide urgente"):
        assert search(words, access=outside).cases == [], words
        assert len(search(words, access=inside).cases) == 1, words


@pytest.mark.parametrize(
    "words",
    [
        "", "   ", "\x00", "%", "_", "\\", "'", "'; DROP TABLE cases_case; --", "((((", "a & | !", ":*", "\ud800", "😀",
        "سعاد", "%%%", "a\\", "le la les", "-", "x" * 5000,
    ],
)  # fmt: skip
def test_odd_words_find_nothing_and_break_nothing(town: Any, words: str) -> None:
    case()
    assert search(words, access=Access.of(agent())).cases == []


def test_a_search_in_another_town_finds_nothing(town: Any, other_town: Any) -> None:
    with activate(other_town.pk):
        case()
    assert search("chaussée", access=Access.of(agent())).cases == []
    with activate(None), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM case_search('chaussée', '', '', '', ARRAY(SELECT generate_series(1, 500))::bigint[],"
            " '{}', '{}', NULL, NULL, NULL, 50)"
        )
        assert cursor.fetchone() == (0,)
