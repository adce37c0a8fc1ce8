"""A chunk of understood rows → cases and their events, in bulk, in one transaction, in silence.

No reaction is enqueued, no live message told, nothing routed, no clock started: this already happened.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from parvis.cases import references
from parvis.cases.events import Closed, Opened
from parvis.cases.following import new_nonce
from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.types import EventType, data_of
from parvis.tenancy.bulk import insert
from parvis.intake.importing.classifying import Classifier
from parvis.intake.importing.mapping import Mapping
from parvis.intake.importing.understanding import Understood
from parvis.tenancy.configuration import Snapshot
from parvis.territory.districts import district_of

_BY_TRIGGER = frozenset({"search"})
UNKNOWN_CLOSING = "Close dans l'ancien outil ; la date de clôture n'est pas connue."


def known_ids(source: str, external_ids: Sequence[str]) -> set[str]:
    """Those of these identifiers that are here already."""
    # The second condition is that of the partial unique index, without which the planner does not use it.
    found = Case.objects.filter(external_source=source, external_id__in=external_ids).exclude(external_id="")
    return set(found.values_list("external_id", flat=True))


class Writer:
    """Writes chunks for one batch; the caller holds the transaction."""

    def __init__(
        self, mapping: Mapping, classifier: Classifier, batch_id: int, *, zone: ZoneInfo, at: datetime
    ) -> None:
        self._mapping, self._classifier, self._batch_id = mapping, classifier, batch_id
        self._zone, self._at = zone, at
        self._by = Actor.batch(batch_id, f"Reprise : {mapping.label}"[:200])
        self._explanation = f"Reprise « {mapping.label} » : service du type, sans les règles d'orientation."

    def write(self, chunk: Sequence[Understood], known: Snapshot) -> None:
        self._classifier.make(understood.type for understood in chunk)
        cases = [self._case(understood, known) for understood in chunk]
        self._number(cases)
        made = dict(insert(cases, leave_out=_BY_TRIGGER, returning="external_id, id"))
        for case in cases:
            case.pk = made[case.external_id]
        insert([event for case in cases for event in self._events(case)])

    def _case(self, row: Understood, known: Snapshot) -> Case:
        request_type = self._classifier.types[row.type.code]
        latitude = float(row.latitude) if row.latitude is not None else None
        longitude = float(row.longitude) if row.longitude is not None else None
        closed_at = (row.closed_at or row.received_at) if row.is_closed else None
        unknown = row.is_closed and row.closed_at is None
        return Case(
            state=row.state,
            outcome=row.outcome,
            closing_text=UNKNOWN_CLOSING if unknown else "",
            closing_unknown=unknown,
            closed_at=closed_at,
            waiting_for=row.waiting_for,
            waiting_since=row.received_at if row.waiting_for else None,
            request_type=request_type,
            kind=row.kind or request_type.kind,
            department=request_type.department,
            sector_id=_sector(request_type),
            priority=request_type.priority,
            channel=row.channels[0],
            other_channels=list(row.channels[1:]),
            description=row.text,
            address=row.address,
            latitude=row.latitude,
            longitude=row.longitude,
            district=district_of(latitude, longitude, known),
            received_at=row.received_at,
            recorded_at=self._at,
            last_activity_at=closed_at or row.received_at,
            follow_nonce=new_nonce(),
            routing={"explanation": self._explanation, "rule": None},
            batch_id=self._batch_id,
            external_source=self._mapping.source,
            external_id=row.external_id,
        )

    def _number(self, cases: Sequence[Case]) -> None:
        """References in the order of the file, by year of receipt; last, so that the counter is held briefly."""
        by_year: dict[int, list[Case]] = defaultdict(list)
        for case in cases:
            by_year[case.received_at.astimezone(self._zone).year].append(case)
        for year, those in sorted(by_year.items()):
            for case, reference in zip(those, references.take(year, len(those)), strict=True):
                case.reference = reference

    def _events(self, case: Case) -> list[Event]:
        opened = Opened(
            channel=case.channel,
            type_code=case.request_type.code,
            type_label=case.request_type.label,
            department=case.department.name,
            department_id=case.department_id,
            explanation=self._explanation,
        )
        events = [self._event(case, opened, case.received_at)]
        if case.closed_at is not None:
            events.append(self._event(case, Closed(case.outcome), case.closed_at))
        return events

    def _event(self, case: Case, what: EventType, at: datetime) -> Event:
        return Event(
            case_id=case.pk,
            type=what.code,
            at=at,
            recorded_at=self._at,
            actor_kind=self._by.kind,
            actor_id=self._by.id,
            actor_label=self._by.label,
            channel=case.channel,
            is_public=what.public,
            case_version=case.version,
            batch_id=self._batch_id,
            data=data_of(what),
        )


def _sector(request_type: RequestType) -> int:
    """As the door: the type's sector, or its department's when that one is sealed and the type's is not."""
    own, other = request_type.sector, request_type.department.sector
    return other.pk if other.sealed and not own.sealed else own.pk
