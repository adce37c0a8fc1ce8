from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from parvis.cases.acting import NotPossible, Unclear
from parvis.cases.closing import close
from parvis.cases.holding import hold, resume
from parvis.cases.models import Case
from parvis.cases.replying import receive_message
from parvis.cases.scheduling import schedule
from parvis.cases.states import State
from parvis.history.actors import Actor
from tests.cases.steps import AT, nothing_happens, one_event, worker
from tests.factories import case

DAYS = timedelta(days=4)
PARIS = ZoneInfo("Europe/Paris")


def test_waiting_for_the_person_stops_the_target_clock(town: Any) -> None:
    made, by = case(received_at=AT), worker()
    due = made.due_at
    assert due is not None
    with one_event(made, "case.held", by):
        hold(made, waiting_for="person", reason="Quelle adresse ?", by=by, at=AT)
    assert (made.state, made.waiting_for, made.waiting_since) == (State.WAITING, "person", AT)
    with one_event(made, "case.resumed", by):
        resume(made, cause="Adresse reçue", by=by, at=AT + DAYS)
    assert (made.state, made.waiting_for, made.waiting_since) == (State.IN_PROGRESS, "", None)
    assert made.due_at == due + DAYS


def test_a_pause_is_counted_in_working_time(town: Any) -> None:
    """Held on a Friday evening, resumed on Monday morning: no working time went by, so the due date stays."""
    made, by = case(received_at=AT), worker()
    due = made.due_at
    friday = datetime(2026, 3, 6, 17, 0, tzinfo=PARIS)
    hold(made, waiting_for="person", reason="Quelle adresse ?", by=by, at=friday)
    resume(made, by=by, at=datetime(2026, 3, 9, 8, 0, tzinfo=PARIS))
    assert made.due_at == due


def test_waiting_for_a_third_party_does_not(town: Any) -> None:
    made, by = case(), worker()
    due = made.due_at
    hold(made, waiting_for="third_party", reason="Devis", by=by, at=AT)
    resume(made, by=by, at=AT + DAYS)
    assert made.due_at == due


def test_changing_whom_one_waits_for_counts_each_wait_once(town: Any) -> None:
    made, by = case(received_at=AT), worker()
    due = made.due_at
    assert due is not None
    hold(made, waiting_for="person", reason="Adresse", by=by, at=AT)
    hold(made, waiting_for="person", reason="Téléphone aussi", by=by, at=AT + DAYS)
    hold(made, waiting_for="third_party", reason="Devis", by=by, at=AT + 2 * DAYS)
    resume(made, by=by, at=AT + 5 * DAYS)
    assert made.due_at == due + 2 * DAYS


def test_while_the_person_is_awaited_a_case_is_not_overdue(town: Any) -> None:
    made, by = case(), worker()
    assert made.due_at is not None
    later = made.due_at + timedelta(days=1)
    assert Case.objects.overdue(later).exists()
    hold(made, waiting_for="person", reason="Adresse", by=by, at=AT)
    assert not Case.objects.overdue(later).exists()
    hold(made, waiting_for="third_party", reason="Devis", by=by, at=AT)
    assert Case.objects.overdue(later).exists()


def test_the_persons_answer_ends_the_wait_for_them_only(town: Any) -> None:
    for waiting_for, state in (("person", State.IN_PROGRESS), ("third_party", State.WAITING)):
        made, by = case(received_at=AT), worker(f"Agent {waiting_for}")
        due = made.due_at
        assert due is not None
        hold(made, waiting_for=waiting_for, reason="?", by=by, at=AT)
        receive_message(made, body="Voici", channel="web", by=Actor.person(), at=AT + DAYS)
        assert made.state == state
        assert made.due_at == (due + DAYS if waiting_for == "person" else due)


def test_closing_ends_the_wait(town: Any) -> None:
    made, by = case(), worker()
    hold(made, waiting_for="person", reason="?", by=by, at=AT)
    close(made, outcome="withdrawn", by=by, at=AT + DAYS)
    assert (made.state, made.waiting_for, made.waiting_since) == (State.CLOSED, "", None)


def test_a_clock_that_goes_backwards_does_not_shorten_the_delay(town: Any) -> None:
    made, by = case(), worker()
    due = made.due_at
    hold(made, waiting_for="person", reason="?", by=by, at=AT)
    resume(made, by=by, at=AT - DAYS)
    assert made.due_at == due


def test_holding_is_a_human_act(town: Any) -> None:
    made = case()
    hold(made, waiting_for="person", reason="?", by=worker(), at=AT)
    assert made.first_act_at == AT


def test_whom_and_why_are_asked(town: Any) -> None:
    made, by = case(), worker()
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        hold(made, waiting_for="godot", reason="?", by=by, at=AT)
    assert refused.value.field == "waiting_for"
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        hold(made, waiting_for="person", reason="", by=by, at=AT)
    assert refused.value.field == "reason"


def test_only_what_waits_or_is_planned_resumes(town: Any) -> None:
    made, by = case(), worker()
    with nothing_happens(made), pytest.raises(NotPossible):
        resume(made, by=by, at=AT)
    schedule(made, on=AT.date(), by=by, at=AT)
    resume(made, by=by, at=AT)
    assert (made.state, made.scheduled_on) == (State.IN_PROGRESS, None)
