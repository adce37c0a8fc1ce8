"""Where a submission goes: district, department, sector, due date; and who may be found to have sent it.

No query when the configuration is in memory.
"""

from dataclasses import dataclass
from datetime import datetime

from parvis.cases.opening import Opening
from parvis.catalog.catalogue import Catalogue
from parvis.catalog.delays import due_at
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.intake.submission import Place, Submission
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.models import Department
from parvis.routing.deciding import Facts, route
from parvis.tenancy.configuration import Snapshot
from parvis.tenancy.models import Collectivity
from parvis.territory.districts import district_of
from parvis.territory.models import District


@dataclass(frozen=True, slots=True)
class Oriented:
    """What is decided before anybody asks who sent it."""

    request_type: RequestType
    department: Department
    sector_id: int
    district: District | None
    due_at: datetime | None
    explanation: str
    rule_id: int | None = None
    agent_id: int | None = None


def orient(
    submission: Submission, request_type: RequestType, recognised: bool, known: Snapshot, types: Catalogue
) -> Oriented:
    """By the town's rules, as of now."""
    district = district_at(submission.place, known)
    decision = route(
        Facts(
            request_type,
            submission.channel,
            submission.description,
            submission.received_at,
            district.pk if district else None,
            unrecognised=not recognised,
        ),
        known,
    )
    return Oriented(
        request_type,
        decision.department,
        sector_of(request_type, decision.department, types),
        district,
        due_at(request_type, decision.department.pk, submission.received_at, known),
        decision.explanation,
        decision.rule_id,
        decision.agent_id,
    )


def district_at(place: Place, known: Snapshot) -> District | None:
    if place.latitude is None or place.longitude is None:
        return None
    return district_of(float(place.latitude), float(place.longitude), known)


def sector_of(request_type: RequestType, department: Department, types: Catalogue) -> int:
    """The type's sector; when the case goes to a department of a sealed one, that one."""
    own = types.sectors[request_type.sector_id]
    other = types.sectors[department.sector_id]
    return other.pk if other.sealed and not own.sealed else own.pk


def searchable_sectors(sector_id: int, types: Catalogue, by: Actor) -> frozenset[int]:
    """Those whose persons may be found: that the agent may read; for the person themselves, those of the sector they
    turn to too."""
    if by.access is not None:
        return by.access.readable_sectors | ({sector_id} & by.access.open_sectors)
    return frozenset(s.pk for s in types.sectors.values() if not s.sealed) | {sector_id}


def opening_of(submission: Submission, oriented: Oriented, person_id: int | None) -> Opening:
    place = submission.place
    return Opening(
        request_type=oriented.request_type,
        department=oriented.department,
        sector_id=oriented.sector_id,
        channel=submission.channel,
        other_channels=submission.other_channels,
        description=submission.description,
        received_at=submission.received_at,
        sent_at=submission.sent_at,
        person_id=person_id,
        anonymous=submission.anonymous,
        on_behalf_of=submission.on_behalf_of,
        assignee_id=oriented.agent_id,
        addressed_to_id=submission.addressed_to_id,
        answers=submission.answers,
        address=place.address,
        latitude=place.latitude,
        longitude=place.longitude,
        district=oriented.district,
        due_at=oriented.due_at,
        priority=submission.priority,
        explanation=oriented.explanation,
        rule_id=oriented.rule_id,
    )


def time_zone(known: Snapshot) -> str:
    """The town's."""
    return known.get("time zone", _time_zone)


def _time_zone() -> str:
    return Collectivity.objects.values_list("time_zone", flat=True).get(pk=current_tenant_id())
