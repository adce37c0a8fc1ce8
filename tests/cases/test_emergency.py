from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction

from parvis.cases.abilities import abilities, sees_inside
from parvis.cases.acting import NotAllowed, Unclear
from parvis.cases.closing import close
from parvis.cases.emergency import LASTS, MOST, TooMany, open_in_emergency
from parvis.cases.linking import link
from parvis.cases.merging import mark_duplicate
from parvis.cases.models import Case, EmergencyReading, Task
from parvis.cases.noting import note
from parvis.cases.replying import reply
from parvis.cases.searching import search
from parvis.cases.tasking import add_task
from parvis.history.models import AccessLog, Event
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Membership, Role
from tests.cases.steps import AT, events, insider, sealed_type
from tests.factories import agent, case

WHY = "Une dame menace de sauter, ici, au guichet."
MAY = {"front_desk", "case_worker", "dispatcher", "manager", "executive"}


def sealed() -> Case:
    return case(type_code=sealed_type().code, description="Détresse du lampadaire")


def now_of(someone: Agent) -> Access:
    """As at the next request."""
    return Access.of(Agent.objects.get(pk=someone.pk))


def test_it_opens_one_case_to_read_and_note_nothing_else(town: Any) -> None:
    made, other, desk = sealed(), sealed(), agent("Nadia Accueil", ("front_desk", "ACC"))
    assert abilities(now_of(desk), made) == frozenset()
    task = add_task(made, department=made.department, title="Visite", by=insider(), at=AT)
    at = clock.now()
    assert open_in_emergency(made.reference, reason=WHY, by=actor_of(desk), at=at) == made
    access = now_of(desk)
    assert abilities(access, made) == {"read", "note"}
    assert sees_inside(access, made)
    assert [t.pk for t in Task.objects.readable_by(access)] == [task.pk]
    assert [c.pk for c in search(made.reference, access=access).cases] == [made.pk]
    assert [c.pk for c in search("lampadaire", access=access).cases] == [made.pk]
    assert abilities(access, other) == frozenset()
    note(made, body="Elle est avec nous.", by=actor_of(desk, access), at=at)
    for verb in (
        lambda by: reply(made, body="x", by=by, at=at),
        lambda by: close(made, outcome="done", by=by, at=at),
    ):
        with pytest.raises(NotAllowed):
            verb(actor_of(desk, access))
    assert not Case.objects.countable_by(access).filter(pk=made.pk).exists(), (
        "its sector's figures stay inside"
    )


def test_in_an_emergency_nothing_is_tied_to_the_case(town: Any) -> None:
    made, own, chief = sealed(), case(), agent("Cheffe", ("manager", "VOI"))
    open_in_emergency(made.reference, reason=WHY, by=actor_of(chief), at=clock.now())
    by = actor_of(chief, now_of(chief))
    for source, target in ((made, own), (own, made)):
        with pytest.raises(NotAllowed):
            link(source, to=target, kind="related", by=by, at=clock.now())
        with pytest.raises(NotAllowed):
            mark_duplicate(source, of=target, by=by, at=clock.now())


def test_it_is_written_told_and_ends_by_itself(town: Any) -> None:
    made, desk, at = sealed(), agent("Nadia Accueil", ("front_desk", "ACC")), clock.now()
    open_in_emergency(f" n° {made.reference}", reason=WHY, by=actor_of(desk), at=at)
    line = AccessLog.objects.get(object_kind="emergency")
    assert (line.actor_id, line.object_id) == (desk.pk, made.pk)
    assert made.reference in line.reason
    assert WHY in line.reason
    told = events(made)[-1]
    assert (told.type, told.is_public) == ("case.opened_in_emergency", True)
    assert WHY in told.sentence
    assert "Nadia" not in told.kind.public_sentence()
    assert "dame" not in told.kind.public_sentence()
    with clock.travel(at + LASTS + timedelta(seconds=1)):
        access = now_of(desk)
        assert access.emergencies == frozenset()
        assert not Case.objects.readable_by(access).filter(pk=made.pk).exists()


def test_an_unknown_reference_leaves_the_same_trace(town: Any) -> None:
    desk = agent("Nadia Accueil", ("front_desk", "ACC"))
    assert open_in_emergency("26-9999", reason=WHY, by=actor_of(desk), at=clock.now()) is None
    line = AccessLog.objects.get()
    assert (line.object_kind, line.object_id) == ("emergency", 0)
    assert "26-9999" in line.reason


@pytest.mark.parametrize("role", Role.values)
def test_roles_that_answer_people_or_for_others_may_ask(town: Any, role: str) -> None:
    made, someone = sealed(), agent("Quelqu'un", (role, "VOI"))
    if role in MAY:
        assert open_in_emergency(made.reference, reason=WHY, by=actor_of(someone), at=clock.now()) == made
    else:
        with pytest.raises(NotAllowed):
            open_in_emergency(made.reference, reason=WHY, by=actor_of(someone), at=clock.now())
        assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    ("reference", "reason", "field"),
    [
        ("", WHY, "reference"),
        ("lampadaire", WHY, "reference"),
        ("26-0001", "  ", "reason"),
        ("26-0001", "urgent", "reason"),
    ],
)
def test_nothing_is_looked_up_without_a_reference_and_a_reason(
    town: Any, reference: str, reason: str, field: str
) -> None:
    desk = actor_of(agent("Nadia Accueil", ("front_desk", "ACC")))
    with pytest.raises(Unclear) as refused:
        open_in_emergency(reference, reason=reason, by=desk, at=clock.now())
    assert refused.value.field == field
    assert not AccessLog.objects.exists()


def test_what_one_reads_anyway_is_no_emergency(town: Any) -> None:
    made, by = case(), actor_of(agent("Paul", ("case_worker", "VOI")))
    assert open_in_emergency(made.reference, reason=WHY, by=by, at=clock.now()) == made
    assert not EmergencyReading.objects.exists()
    assert not AccessLog.objects.exists()


def test_asking_all_day_is_no_emergency_either(town: Any) -> None:
    desk, at = actor_of(agent("Nadia Accueil", ("front_desk", "ACC"))), clock.now()
    for number in range(MOST):
        open_in_emergency(f"26-9{number:03d}", reason=WHY, by=desk, at=at)
    made = sealed()
    with pytest.raises(TooMany):
        open_in_emergency(made.reference, reason=WHY, by=desk, at=at)
    assert (
        open_in_emergency(made.reference, reason=WHY, by=desk, at=at + timedelta(days=1, seconds=1)) == made
    )


def test_another_town_s_case_is_unknown(town: Any, other_town: Any) -> None:
    with activate(other_town.pk):
        foreign = case(type_code=sealed_type().code)
    desk = actor_of(agent("Nadia Accueil", ("front_desk", "ACC")))
    assert open_in_emergency(foreign.reference, reason=WHY, by=desk, at=clock.now()) is None


def test_who_left_holds_nothing(town: Any) -> None:
    made, desk = sealed(), agent("Nadia Accueil", ("front_desk", "ACC"))
    open_in_emergency(made.reference, reason=WHY, by=actor_of(desk), at=clock.now())
    Agent.objects.filter(pk=desk.pk).update(active=False)
    assert abilities(now_of(desk), made) == frozenset()


def test_a_double_click_opens_once(committed_town: Any) -> None:
    with transaction.atomic():
        made, desk = sealed(), actor_of(agent("Nadia Accueil", ("front_desk", "ACC")))
    at = clock.now()

    def ask(_: int) -> None:
        try:
            with activate(committed_town.pk), transaction.atomic():
                open_in_emergency(made.reference, reason=WHY, by=desk, at=at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(ask, range(2)))
    with transaction.atomic():
        assert EmergencyReading.objects.count() == 1
        assert Event.objects.filter(type="case.opened_in_emergency").count() == 1
        assert AccessLog.objects.count() == 1


def test_it_ends_with_the_role(town: Any) -> None:
    made, desk = sealed(), agent("Nadia Accueil", ("front_desk", "ACC"))
    open_in_emergency(made.reference, reason=WHY, by=actor_of(desk), at=clock.now())
    assert abilities(now_of(desk), made) == {"read", "note"}
    Membership.objects.filter(agent=desk).update(role="field")
    assert abilities(now_of(desk), made) == frozenset()
