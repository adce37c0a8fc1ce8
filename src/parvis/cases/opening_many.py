"""Open many cases as ``opening.py`` opens one, whatever their number in the same few statements.

A case that another tool closed long ago opens with its past, under the import that brings it: in silence.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from parvis.cases import references
from parvis.cases.events import Closed
from parvis.cases.models import Case
from parvis.cases.opening import BY_TRIGGER, Opening, case_values, opened, year_of
from parvis.cases.states import State
from parvis.history.actors import Actor
from parvis.history.appending import EventRow, append_many
from parvis.tenancy.bulk import insert

#: Columns that only a past fills.
_PAST = ("external_id", "state", "outcome", "closing_text", "closing_unknown", "closed_at", "waiting_for")


@dataclass(frozen=True)
class Past:
    """What a case went through in another tool. ``kind`` empty: the type's."""

    external_id: str
    state: str = State.RECEIVED.value
    outcome: str = ""
    closed_at: datetime | None = None
    closing_text: str = ""
    #: Closed, without saying when: ``closed_at`` is then the receipt.
    closing_unknown: bool = False
    waiting_for: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Batch:
    """The import that opens cases with a past."""

    id: int
    source: str


def open_cases(
    openings: Sequence[Opening],
    ids: Sequence[int],
    *,
    by: Actor,
    at: datetime,
    time_zone: str,
    batch: Batch | None = None,
    pasts: Sequence[Past] = (),
) -> list[str]:
    """Under identifiers already taken; the references given, in order. One past per opening when there is a batch."""
    rows = [
        case_values(opening, "", by=by, at=at) | {"id": id_}
        for opening, id_ in zip(openings, ids, strict=True)
    ]
    shared: dict[str, Any] = {}
    if batch is not None:
        shared = {"batch_id": batch.id, "external_source": batch.source}
        for row, past in zip(rows, pasts, strict=True):
            _live_through(row, past)
    _number(openings, rows, ZoneInfo(time_zone))
    insert(Case, rows, shared, leave_out=BY_TRIGGER)
    events = _events(openings, rows, at) if batch is None else _past_events(openings, rows, pasts)
    append_many(events, by=by, at=at, batch_id=batch.id if batch else None)
    return [row["reference"] for row in rows]


def _number(openings: Sequence[Opening], rows: Sequence[dict[str, Any]], zone: ZoneInfo) -> None:
    """References in the order given, by year of receipt; last, so that the counters are held briefly."""
    years = [year_of(opening, zone) for opening in openings]
    taken = {year: iter(found) for year, found in references.take_many(Counter(years)).items()}
    for year, row in zip(years, rows, strict=True):
        row["reference"] = next(taken[year])


def _live_through(row: dict[str, Any], past: Past) -> None:
    for column in _PAST:
        row[column] = getattr(past, column)
    row["waiting_since"] = row["received_at"] if past.waiting_for else None
    row["kind"] = past.kind or row["kind"]
    row["last_activity_at"] = past.closed_at or row["received_at"]


def _events(openings: Sequence[Opening], rows: Sequence[dict[str, Any]], at: datetime) -> list[EventRow]:
    return [
        EventRow(opened(opening), at, row["id"], row["person_id"], opening.channel)
        for opening, row in zip(openings, rows, strict=True)
    ]


def _past_events(
    openings: Sequence[Opening], rows: Sequence[dict[str, Any]], pasts: Sequence[Past]
) -> list[EventRow]:
    """Dated of then."""
    found = []
    for opening, row, past in zip(openings, rows, pasts, strict=True):
        of_case = (row["id"], row["person_id"], opening.channel)
        found.append(EventRow(opened(opening), row["received_at"], *of_case))
        if past.closed_at is not None:
            found.append(EventRow(Closed(past.outcome), past.closed_at, *of_case))
    return found
