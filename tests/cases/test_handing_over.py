from datetime import timedelta
from typing import Any

import pytest

from parvis.cases.abilities import abilities, can_read
from parvis.cases.acting import Unclear
from parvis.cases.assigning import claim
from parvis.cases.handing_over import hand_over
from parvis.cases.holding import hold
from parvis.cases.models import Case
from parvis.cases.scheduling import schedule
from parvis.cases.states import State
from parvis.history.models import Event
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from tests.cases.steps import AT, colleague, insider, nothing_happens, one_event, sealed_type, worker
from tests.factories import agent, case


def school() -> Department:
    return Department.objects.get(code="SCO")


def test_the_other_department_starts_with_nobody_in_charge(town: Any) -> None:
    made, by = case(), worker()
    claim(made, by=by, at=AT)
    due = made.due_at
    with one_event(made, "case.handed_over", by):
        hand_over(made, to=school(), reason="Cour d'école", by=by, at=AT)
    assert (made.department_id, made.assignee_id, made.hand_overs) == (school().pk, None, 1)
    assert made.due_at == due, "the person's delay runs on"
    assert "Cour d'école" in Event.objects.get(type="case.handed_over").sentence
    assert "Cour d'école" not in Event.objects.get(type="case.handed_over").kind.public_sentence()


def test_who_gave_it_away_does_not_act_on_it_any_more(town: Any) -> None:
    made, by = case(), worker()
    hand_over(made, to=school(), reason="Cour d'école", by=by, at=AT)
    assert by.access is not None
    assert "close" not in abilities(by.access, made)
    access = colleague().access
    assert access is not None
    assert "close" in abilities(access, made)


def test_a_waiting_case_still_waits_when_it_moves(town: Any) -> None:
    made, by = case(), worker()
    hold(made, waiting_for="person", reason="Votre étage ?", by=by, at=AT)
    due = made.due_at
    hand_over(made, to=school(), reason="Pour vous", by=by, at=AT + timedelta(days=2))
    assert (made.state, made.waiting_for, made.waiting_since) == (State.WAITING, "person", AT)
    assert made.due_at == due, "the clock stays stopped, its delay is given back when the wait ends"


def test_a_planned_intervention_stays_planned_when_the_case_moves(town: Any) -> None:
    made, by = case(), worker()
    day = (AT + timedelta(days=9)).date()
    schedule(made, on=day, by=by, at=AT)
    hand_over(made, to=school(), reason="Vos équipes passeront", by=by, at=AT)
    kept = Case.objects.get(pk=made.pk)
    assert (kept.state, kept.scheduled_on, kept.assignee_id) == (State.SCHEDULED, day, None)


def test_an_untreated_case_stays_untreated_when_it_is_passed_on(town: Any) -> None:
    made = case()
    hand_over(made, to=school(), reason="Pas de chez nous", by=worker(), at=AT)
    assert (made.state, made.first_act_at) == (State.RECEIVED, None)


def test_neither_to_itself_nor_to_a_department_that_closed(town: Any) -> None:
    made, by = case(), worker()
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        hand_over(made, to=made.department, reason="x", by=by, at=AT)
    assert refused.value.field == "department"
    gone = school()
    gone.active = False
    gone.save()
    with nothing_happens(made), pytest.raises(Unclear):
        hand_over(made, to=gone, reason="x", by=by, at=AT)


def test_handing_over_to_a_sealed_sector_seals(town: Any) -> None:
    made, by = case(), worker()
    social = sealed_type().department
    hand_over(made, to=social, reason="Personne en détresse", by=by, at=AT)
    assert made.sector_id == social.sector_id
    assert by.access is not None
    assert not can_read(by.access, made)
    assert not Case.objects.readable_by(Access.of(agent("Directrice", "executive"))).exists()
    inside = insider().access
    assert inside is not None
    assert can_read(inside, made)


def test_a_sealed_case_does_not_leave_its_sector(town: Any) -> None:
    made, by = case(type_code=sealed_type().code), insider()
    with nothing_happens(made), pytest.raises(Unclear, match="cloisonnée"):
        hand_over(made, to=school(), reason="Pour la cantine", by=by, at=AT)
    other = Department.objects.filter(sector__sealed=True).exclude(sector_id=made.sector_id).first()
    assert other is not None
    with nothing_happens(made), pytest.raises(Unclear, match="cloisonnée"):
        hand_over(made, to=other, reason="Autre secret", by=by, at=AT)
