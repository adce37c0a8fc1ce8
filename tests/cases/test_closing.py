from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from parvis.cases.acting import Unclear
from parvis.cases.closing import NEEDS_TEXT, close
from parvis.cases.models import Case
from parvis.cases.states import Outcome, State
from parvis.history.actors import Actor
from parvis.history.models import Event
from tests.cases.steps import AT, nothing_happens, one_event, worker
from tests.factories import case


@pytest.mark.parametrize("outcome", Outcome.values)
def test_each_outcome_closes_with_its_words(town: Any, outcome: str) -> None:
    made, by = case(), worker()
    with one_event(made, "case.closed", by):
        close(made, outcome=outcome, text="Voici pourquoi.", by=by, at=AT)
    assert (made.state, made.outcome, made.closed_at) == (State.CLOSED, outcome, AT)
    assert made.closing_text == "Voici pourquoi."
    assert Outcome(outcome).label.lower() in Event.objects.get(type="case.closed").kind.public_sentence()


@pytest.mark.parametrize("outcome", Outcome.values)
def test_a_refusal_owes_its_reasons(town: Any, outcome: str) -> None:
    made, by = case(), worker()
    if outcome in NEEDS_TEXT:
        with nothing_happens(made), pytest.raises(Unclear) as refused:
            close(made, outcome=outcome, text="  ", by=by, at=AT)
        assert refused.value.field == "text"
    else:
        close(made, outcome=outcome, by=by, at=AT)
        assert made.state == State.CLOSED
    assert {"refused", "no_action"} <= NEEDS_TEXT


def test_an_unknown_outcome_is_asked_again(town: Any) -> None:
    made = case()
    for outcome in ("", "fini", "DONE"):
        with nothing_happens(made), pytest.raises(Unclear) as refused:
            close(made, outcome=outcome, text="x", by=worker(f"Agent {outcome}"), at=AT)
        assert refused.value.field == "outcome"


def test_closing_with_words_answers_the_person(town: Any) -> None:
    with_words, without, by_itself = case(), case(), case()
    close(with_words, outcome="done", text="Réparé.", by=worker(), at=AT)
    close(without, outcome="done", by=worker("Rose"), at=AT)
    close(by_itself, outcome="done", text="Expirée.", by=Actor.system(), at=AT)
    assert [c.first_reply_at for c in (with_words, without, by_itself)] == [AT, None, None]


def test_closing_at_once_ends_untreated(town: Any) -> None:
    made = case()
    close(made, outcome="done", by=worker(), at=made.received_at + timedelta(minutes=5))
    assert made.first_act_at == made.received_at + timedelta(minutes=5)
    assert not Case.objects.untreated().exists()


def test_the_database_refuses_a_closure_without_outcome(town: Any) -> None:
    made = case()
    with pytest.raises(IntegrityError, match="case_closed_has_outcome"), transaction.atomic():
        Case.objects.filter(pk=made.pk).update(state=State.CLOSED)
