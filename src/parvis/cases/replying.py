"""Public replies to the person, and messages from the person. Never confused with notes."""

from datetime import datetime

from parvis.cases.acting import acting, require_open, required
from parvis.cases.duplicates import to_tell
from parvis.cases.events import MessageReceived, Replied
from parvis.cases.models import Case, Direction, Message
from parvis.cases.naming_nobody import require_nameless
from parvis.cases.states import State, WaitingFor
from parvis.history.actors import Actor

LONGEST = 50_000


def reply(
    case: Case,
    *,
    body: str,
    to_duplicates: bool = False,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Message:
    """Write to the person. The sending itself is a reaction to the event (``notifications/reactions.py``).

    ``to_duplicates``: the persons of its duplicates read it too, each on their own case.
    """
    with acting(case, "reply", by=by, at=at, version=version) as act:
        text = required(body, "Écrivez votre réponse.", "body")[:LONGEST]
        told = to_tell(act.case, by) if to_duplicates else []
        require_nameless(text, act.case, told, "body")
        message = Message(
            case_id=act.case.pk,
            direction=Direction.OUT,
            body=text,
            author_id=by.agent_id,
            author_label=by.label,
            at=at,
        )
        message.save(force_insert=True)
        if act.case.is_open:
            act.first_human_act()
        if act.case.first_reply_at is None:
            act.set(first_reply_at=at)
        act.append(Replied(message.pk, told))
    return message


def receive_message(case: Case, *, body: str, channel: str, by: Actor, at: datetime) -> Message:
    """The person writes: a case that waited for them goes on."""
    with acting(case, "message", by=by, at=at) as act:
        require_open(act.case)
        text = required(body, "Écrivez votre message.", "body")[:LONGEST]
        message = Message(case_id=act.case.pk, direction=Direction.IN, body=text, channel=channel, at=at)
        message.save(force_insert=True)
        if act.case.state == State.WAITING and act.case.waiting_for == WaitingFor.PERSON:
            act.leave_waiting()
        act.append(MessageReceived(message.pk), channel=channel)
    return message
