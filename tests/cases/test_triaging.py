from datetime import timedelta
from typing import Any

import pytest

from parvis.cases.abilities import can_read
from parvis.cases.acting import NotPossible, Unclear
from parvis.cases.assigning import claim
from parvis.cases.models import Case
from parvis.cases.searching import search
from parvis.cases.states import State
from parvis.cases.triaging import triage
from parvis.catalog.models import Priority, RequestType
from parvis.history.models import Event
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from parvis.territory.models import District
from tests.cases.steps import AT, nothing_happens, one_event, sealed_type, worker
from tests.factories import agent, case


def test_correcting_the_type_brings_its_priority_and_its_delay(town: Any) -> None:
    made, by = case(), worker()
    lights = RequestType.objects.get(code="VOI-ECL")
    with one_event(made, "case.triaged", by):
        triage(made, request_type=lights, by=by, at=AT)
    assert (made.request_type_id, made.priority, made.kind) == (lights.pk, lights.priority, lights.kind)
    assert made.due_at is not None
    assert made.due_at > made.received_at
    assert made.state == State.RECEIVED, "qualifying is not treating"
    assert made.first_act_at is None


def test_priority_and_district_alone(town: Any) -> None:
    made, by = case(), worker()
    due, center = made.due_at, District(code="C", name="Centre")
    center.save()
    triage(made, priority=Priority.URGENT, district=center, by=by, at=AT)
    assert (made.priority, made.district_id, made.due_at) == (Priority.URGENT, center.pk, due)
    told = Event.objects.get(type="case.triaged")
    assert told.data["changes"]["priority"][1] == "Urgente"
    assert told.data["changes"]["district"] == ["", "Centre"]
    assert "quartier : — → Centre" in told.sentence


def test_nothing_changed_is_said(town: Any) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(NotPossible, match="Rien n'a changé"):
        triage(made, request_type=made.request_type, priority=made.priority, by=worker(), at=AT)


def test_an_unknown_priority_or_a_retired_type_is_refused(town: Any) -> None:
    made, by = case(), worker()
    with nothing_happens(made), pytest.raises(Unclear):
        triage(made, priority=9, by=by, at=AT)
    retired = RequestType.objects.get(code="VOI-ECL")
    retired.active = False
    retired.save()
    with nothing_happens(made), pytest.raises(Unclear):
        triage(made, request_type=retired, by=by, at=AT)


def test_a_sealed_type_hides_the_case_at_once_from_the_others(town: Any) -> None:
    made, by = case(), worker()
    others = [Access.of(agent("Élise", "dispatcher")), Access.of(agent("Ana", ("manager", "VOI"))), by.access]
    claim(made, by=by, at=AT)
    triage(made, request_type=sealed_type(), by=by, at=AT)
    for access in others:
        assert access is not None
        assert not can_read(access, made)
        assert not Case.objects.readable_by(access).exists()
        assert not Case.objects.countable_by(access).exists()
        assert search(made.reference, access=access).cases == []
    inside = Access.of(agent("Inès", ("case_worker", sealed_type().department.code)))
    assert can_read(inside, made)


def test_the_delay_counts_from_the_receipt_not_from_the_triage(town: Any) -> None:
    made, by = case(), worker()
    late = made.received_at + timedelta(days=40)
    lights = RequestType.objects.get(code="VOI-ECL")
    triage(made, request_type=lights, by=by, at=late)
    assert made.due_at is not None
    assert made.due_at < late
    assert Department.objects.get(pk=made.department_id).code == "VOI"
