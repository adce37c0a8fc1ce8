"""A service follows a case: by whom it may be added, and never so that somebody sees more than before."""

from typing import Any

import pytest

from parvis.cases.abilities import can_read
from parvis.cases.acting import NotAllowed, Refused, Unclear
from parvis.cases.enlisting import enlist, release
from parvis.cases.followers import followers_of
from parvis.cases.models import Case
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from tests.cases.steps import AT, colleague, events, insider, nothing_happens, sealed_type, worker
from tests.factories import actor, agent, case


def department(code: str) -> Department:
    return Department.objects.get(code=code)


@pytest.fixture
def green(town: Any) -> Department:
    agent("Gaëlle Verte", ("case_worker", "ESV"))
    return department("ESV")


def test_who_answers_for_the_case_adds_a_service_and_takes_it_away(town: Any, green: Department) -> None:
    made, by = case(), worker()
    version, before = made.version, len(events(made))
    assert enlist(made, department=green, by=by, at=AT)
    assert not enlist(made, department=green, by=by, at=AT), "asked twice, it is done once"
    assert followers_of(made).departments == [green]
    assert release(made, department=green, by=by, at=AT)
    assert not release(made, department=green, by=by, at=AT)
    assert followers_of(made).departments == []
    told = events(made)[before:]
    assert [(e.type, e.actor_label, e.is_public) for e in told] == [
        ("case.department_followed", "Paul Voirie", False),
        ("case.department_unfollowed", "Paul Voirie", False),
    ]
    assert told[0].sentence == f"Le service {green.name} suit la demande."
    made.refresh_from_db()
    assert made.version == version, "no form grows stale"


def test_one_has_ones_own_service_follow_what_it_only_reads_and_no_other(
    town: Any, green: Department
) -> None:
    made, by = case(), colleague()
    assert enlist(made, department=department("SCO"), by=by, at=AT)
    for verb in (enlist, release):
        with nothing_happens(made), pytest.raises(NotAllowed):
            verb(made, department=green, by=by, at=AT)
    looking = actor("Léa Bureau", ("executive", "ESV"))
    with nothing_happens(made), pytest.raises(NotAllowed):
        enlist(made, department=green, by=looking, at=AT)
    assert enlist(made, department=green, by=actor("Rémi Relais", "dispatcher"), at=AT)


def test_a_service_that_does_not_see_the_case_is_refused(town: Any, green: Department) -> None:
    made, by = case(type_code=sealed_type().code), insider()
    with nothing_happens(made), pytest.raises(Unclear, match="ne voit cette demande") as refused:
        enlist(made, department=green, by=by, at=AT)
    assert refused.value.field == "department"
    # One of its agents is of the sealed sector besides: the service is no more of it.
    agent("Yves Deux", ("case_worker", "ESV"), ("case_worker", sealed_type().department.code))
    with nothing_happens(made), pytest.raises(Unclear):
        enlist(made, department=green, by=by, at=AT)
    assert enlist(made, department=sealed_type().department, by=by, at=AT)


def test_a_service_where_nobody_sees_it_is_refused(town: Any) -> None:
    made, by = case(), worker()
    agent("Pauline Com", ("communication", "ESV"))
    for code in ("ESV", "SCO"):
        with nothing_happens(made), pytest.raises(Unclear, match="personne de ce service"):
            enlist(made, department=department(code), by=by, at=AT)
    agent("Sonia École", ("case_worker", "SCO"))
    Department.objects.filter(code="SCO").update(active=False)
    with nothing_happens(made), pytest.raises(Unclear):
        enlist(made, department=department("SCO"), by=by, at=AT)


def test_it_opens_nothing_to_those_of_the_service_who_see_nothing(town: Any, green: Department) -> None:
    made, blind = case(), agent("Pauline Com", ("communication", "ESV"))
    enlist(made, department=green, by=worker(), at=AT)
    access = Access.of(blind)
    assert not can_read(access, made)
    assert not Case.objects.readable_by(access).exists()


def test_who_took_a_sealed_request_adds_no_service_to_it(town: Any) -> None:
    insider()
    desk = agent("Nadia Perrin", ("front_desk", "ESV"))
    made = case(type_code=sealed_type().code, by=actor_of(desk))
    for code in ("ESV", sealed_type().department.code):
        with nothing_happens(made), pytest.raises(Refused):
            enlist(made, department=department(code), by=actor_of(desk), at=AT)


def test_a_case_that_is_sealed_loses_the_services_outside(town: Any, green: Department) -> None:
    insider()
    made, sealed = case(), sealed_type().department
    for one in (green, sealed):
        enlist(made, department=one, by=worker("Anne " + one.code), at=AT)
    Case.objects.filter(pk=made.pk).update(sector=sealed.sector)
    assert followers_of(Case.objects.get(pk=made.pk)).departments == [sealed]


def test_a_service_that_is_closed_follows_nothing(town: Any, green: Department) -> None:
    made = case()
    enlist(made, department=green, by=worker(), at=AT)
    green.active = False
    green.save()
    assert followers_of(made).departments == []
