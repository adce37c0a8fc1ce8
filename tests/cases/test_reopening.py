from datetime import timedelta
from typing import Any

import pytest

from parvis.cases.acting import Unclear
from parvis.cases.closing import close
from parvis.cases.reopening import WINDOW, TooLate, may_person_reopen, reopen
from parvis.cases.states import State
from parvis.history.actors import Actor
from parvis.history.models import Event
from tests.cases.steps import AT, nothing_happens, one_event, worker
from tests.factories import case

SECOND = timedelta(seconds=1)


def closed() -> Any:
    made = case()
    close(made, outcome="done", text="Réparé.", by=Actor.system(), at=AT)
    return made


def test_the_person_has_thirty_days(town: Any) -> None:
    made, by = closed(), Actor.person()
    assert may_person_reopen(made, AT + WINDOW)
    assert not may_person_reopen(made, AT + WINDOW + SECOND)
    with nothing_happens(made), pytest.raises(TooLate, match="30 jours"):
        reopen(made, reason="Le trou est revenu", by=by, at=AT + WINDOW + SECOND)
    with one_event(made, "case.reopened", by):
        reopen(made, reason="Le trou est revenu", by=by, at=AT + WINDOW)
    assert (made.state, made.outcome, made.closing_text, made.closed_at) == (State.IN_PROGRESS, "", "", None)
    assert made.reopened == 1
    assert "par l'usager" in Event.objects.get(type="case.reopened").sentence


def test_the_window_starts_again_with_each_closure(town: Any) -> None:
    made = closed()
    reopen(made, reason="Encore", by=Actor.person(), at=AT + WINDOW)
    close(made, outcome="done", by=worker(), at=AT + 2 * WINDOW)
    reopen(made, reason="Et encore", by=Actor.person(), at=AT + 3 * WINDOW)
    assert made.reopened == 2


def test_an_agent_reopens_at_any_time(town: Any) -> None:
    made, by = closed(), worker()
    reopen(made, reason="Erreur de clôture", by=by, at=AT + timedelta(days=400))
    assert made.is_open


def test_a_reason_is_asked_of_everybody(town: Any) -> None:
    made = closed()
    for by in (worker(), Actor.person()):
        with nothing_happens(made), pytest.raises(Unclear) as refused:
            reopen(made, reason=" ", by=by, at=AT)
        assert refused.value.field == "reason"


def test_the_closure_stays_in_the_history(town: Any) -> None:
    made = closed()
    reopen(made, reason="Encore", by=worker(), at=AT)
    assert Event.objects.get(type="case.closed").data["text"] == "Réparé."
