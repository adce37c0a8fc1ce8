"""Append events, and enqueue their reactions, in the transaction of the verb that calls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.reactions import Happened, enqueue, enqueue_many
from parvis.history.types import EventType, data_of
from parvis.kit import clock
from parvis.tenancy.bulk import insert, insert_one, take_ids


class EventRow(NamedTuple):
    """One event of many; ``case_version`` is that of a case that just opened."""

    what: EventType
    at: datetime
    case_id: int | None = None
    person_id: int | None = None
    channel: str = ""
    case_version: int | None = 1


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
    row = EventRow(what, at, case_id, person_id, channel, case_version)
    event = insert_one(Event, _values(row) | _shared(by, clock.now(), batch_id))
    if batch_id is None:
        enqueue(event)
    return event


def append_many(rows: Sequence[EventRow], *, by: Actor, at: datetime, batch_id: int | None = None) -> None:
    """The same for many events recorded at once, in order, with as many statements as for one."""
    (ids,) = take_ids((Event, len(rows)))
    values = [_values(row) | {"id": id_} for row, id_ in zip(rows, ids, strict=True)]
    insert(Event, values, _shared(by, at, batch_id))
    if batch_id is None:
        happened = zip(rows, ids, strict=True)
        enqueue_many([Happened(row.what.code, id_, row.case_id) for row, id_ in happened])


def _values(row: EventRow) -> dict[str, Any]:
    return {
        "type": row.what.code,
        "at": row.at,
        "case_id": row.case_id,
        "person_id": row.person_id,
        "channel": row.channel,
        "is_public": row.what.public,
        "case_version": row.case_version,
        "data": data_of(row.what),
    }


def _shared(by: Actor, recorded_at: datetime, batch_id: int | None) -> dict[str, Any]:
    return {
        "recorded_at": recorded_at,
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_label": by.label,
        "batch_id": batch_id,
    }
