from datetime import date, timedelta
from typing import Any

import pytest

from parvis.cases.acting import Unclear
from parvis.cases.holding import hold
from parvis.cases.scheduling import schedule
from parvis.cases.states import State
from parvis.history.models import Event
from tests.cases.steps import AT, nothing_happens, one_event, worker
from tests.factories import case


def test_a_day_is_set_and_told_to_the_person(town: Any) -> None:
    made, by = case(), worker()
    with one_event(made, "case.scheduled", by):
        schedule(made, on=date(2026, 3, 9), comment="Avec la nacelle", by=by, at=AT)
    assert (made.state, made.scheduled_on, made.first_act_at) == (State.SCHEDULED, date(2026, 3, 9), AT)
    told = Event.objects.get(type="case.scheduled")
    assert told.sentence == "Intervention planifiée le lundi 9 mars 2026. Avec la nacelle"
    assert told.kind.public_sentence() == "Une intervention est prévue le lundi 9 mars 2026."


def test_another_day_replaces_the_first(town: Any) -> None:
    made, by = case(), worker()
    schedule(made, on=date(2026, 3, 9), by=by, at=AT)
    schedule(made, on=date(2026, 3, 16), by=by, at=AT)
    assert (made.state, made.scheduled_on) == (State.SCHEDULED, date(2026, 3, 16))


def test_planning_ends_a_wait_and_gives_its_time_back(town: Any) -> None:
    made, by = case(received_at=AT), worker()
    due = made.due_at
    assert due is not None
    hold(made, waiting_for="person", reason="?", by=by, at=AT)
    schedule(made, on=date(2026, 3, 16), by=by, at=AT + timedelta(days=2))
    assert (made.waiting_for, made.due_at) == ("", due + timedelta(days=2))


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2026, 2, 28), date(2900, 1, 1), date.min, date.max])
def test_a_day_out_of_reach_is_a_typing_error(town: Any, day: date) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        schedule(made, on=day, by=worker(), at=AT)
    assert refused.value.field == "on"
