"""Append one event, and enqueue its reactions, in the transaction of the verb that calls."""

from datetime import datetime

from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.reactions import enqueue
from parvis.history.types import EventType, data_of
from parvis.kit import clock


def append(
    what: EventType,
    *,
    by: Actor,
    at: datetime,
    case_id: int | None = None,
    case_version: int | None = None,
    person_id: int | None = None,
    channel: str = "",
    batch_id: int | None = None,
) -> Event:
    """Write the event. Those of an import (``batch_id``) stay silent: no reaction, no live message."""
    event = Event(
        case_id=case_id,
        person_id=person_id,
        type=what.code,
        at=at,
        recorded_at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label,
        channel=channel,
        is_public=what.public,
        case_version=case_version,
        batch_id=batch_id,
        data=data_of(what),
    )
    event.save(force_insert=True)
    if batch_id is None:
        enqueue(event)
    return event
