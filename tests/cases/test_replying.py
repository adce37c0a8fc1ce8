from datetime import timedelta
from typing import Any

from parvis.cases.closing import close
from parvis.cases.models import Message
from parvis.cases.noting import note
from parvis.cases.replying import LONGEST, receive_message, reply
from parvis.cases.states import State
from parvis.history.actors import Actor
from tests.cases.steps import AT, colleague, one_event, worker
from tests.factories import case


def test_a_reply_is_the_first_human_answer(town: Any) -> None:
    made, by = case(), worker()
    with one_event(made, "case.replied", by):
        message = reply(made, body="Nous passons demain.", by=by, at=AT)
    assert (made.state, made.first_act_at, made.first_reply_at) == (State.IN_PROGRESS, AT, AT)
    assert (message.direction, message.author_id, message.author_label) == ("out", by.id, by.label)
    reply(made, body="C'est fait.", by=by, at=AT + timedelta(days=1))
    assert made.first_reply_at == AT


def test_answering_a_closed_case_does_not_open_it(town: Any) -> None:
    made, by = case(), worker()
    close(made, outcome="done", by=by, at=AT)
    reply(made, body="Une précision.", by=by, at=AT)
    assert made.state == State.CLOSED


def test_the_persons_message_is_not_an_act_of_the_town(town: Any) -> None:
    made, by = case(), Actor.person()
    with one_event(made, "case.message_received", by):
        message = receive_message(made, body="Toujours rien ?", channel="web", by=by, at=AT)
    assert (message.direction, message.author_id) == ("in", None)
    assert (made.state, made.first_act_at, made.first_reply_at) == (State.RECEIVED, None, None)


def test_a_note_is_neither_a_reply_nor_an_act(town: Any) -> None:
    made = case()
    written = note(made, body="Vu avec l'entreprise", by=colleague(), at=AT)
    assert written.body == "Vu avec l'entreprise"
    assert (made.state, made.first_act_at, made.first_reply_at) == (State.RECEIVED, None, None)
    assert not Message.objects.exists()


def test_an_endless_message_is_cut_not_refused(town: Any) -> None:
    made = case()
    assert len(reply(made, body="a" * (LONGEST + 5), by=worker(), at=AT).body) == LONGEST
