"""Open a case: the row, its reference, its clocks, its first event. Called by intake, the one door."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from parvis.cases import references
from parvis.cases.events import Opened
from parvis.cases.following import new_nonce
from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.directory.models import Person
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.organisation.models import Department
from parvis.tenancy.bulk import insert_one
from parvis.territory.models import District

BY_TRIGGER = frozenset({"search"})


@dataclass(frozen=True)
class Opening:
    """Everything decided about a case before it exists."""

    request_type: RequestType
    department: Department
    sector_id: int
    channel: str
    description: str
    received_at: datetime
    person_id: int | None = None
    anonymous: bool = False
    on_behalf_of: str = ""
    assignee_id: int | None = None
    addressed_to_id: int | None = None
    other_channels: tuple[str, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    district: District | None = None
    sent_at: datetime | None = None
    due_at: datetime | None = None
    priority: int | None = None
    explanation: str = ""
    rule_id: int | None = None


def open_case(
    opening: Opening, *, by: Actor, at: datetime, time_zone: str, person: Person | None = None
) -> Case:
    """One counter update, two inserts. ``time_zone`` decides the year of the reference."""
    reference = references.take(year_of(opening, ZoneInfo(time_zone)))[0]
    case = insert_one(Case, case_values(opening, reference, by=by, at=at), leave_out=BY_TRIGGER)
    # Known already: whoever reads them asks the database nothing.
    case.request_type, case.department = opening.request_type, opening.department
    case.district, case.person = opening.district, person
    append(
        opened(opening),
        by=by,
        at=at,
        case_id=case.pk,
        case_version=case.version,
        person_id=case.person_id,
        channel=opening.channel,
    )
    return case


def year_of(opening: Opening, zone: ZoneInfo) -> int:
    return opening.received_at.astimezone(zone).year


def case_values(opening: Opening, reference: str, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The row by its columns; those not named take their defaults."""
    return {
        "reference": reference,
        "request_type_id": opening.request_type.pk,
        "kind": opening.request_type.kind,
        "department_id": opening.department.pk,
        "sector_id": opening.sector_id,
        "priority": opening.priority or opening.request_type.priority,
        "assignee_id": opening.assignee_id,
        "opened_by_id": by.agent_id,
        "addressed_to_id": opening.addressed_to_id,
        "channel": opening.channel,
        "other_channels": list(opening.other_channels),
        "person_id": opening.person_id,
        "anonymous": opening.anonymous,
        "on_behalf_of": opening.on_behalf_of,
        "description": opening.description,
        "answers": opening.answers,
        "address": opening.address,
        "latitude": opening.latitude,
        "longitude": opening.longitude,
        "district_id": opening.district.pk if opening.district else None,
        "sent_at": opening.sent_at,
        "received_at": opening.received_at,
        "recorded_at": at,
        "due_at": opening.due_at,
        "last_activity_at": opening.received_at,
        "follow_nonce": new_nonce(),
        "routing": {"explanation": opening.explanation, "rule": opening.rule_id},
    }


def opened(opening: Opening) -> Opened:
    return Opened(
        channel=opening.channel,
        type_code=opening.request_type.code,
        type_label=opening.request_type.label,
        department=opening.department.name,
        department_id=opening.department.pk,
        explanation=opening.explanation,
    )
