"""A chunk of understood rows → cases with their past, through the one door, in silence.

No reaction is enqueued, no live message told, no clock started: this already happened.
"""

from collections.abc import Sequence

from django.db import connection

from parvis.cases.opening_many import Batch, Past
from parvis.history.actors import Actor
from parvis.intake.importing.classifying import Classifier
from parvis.intake.importing.mapping import Mapping
from parvis.intake.importing.understanding import Understood
from parvis.intake.recalling import Recalled
from parvis.intake.receiving_many import History, receive_many
from parvis.intake.submission import Place, Rejected, Submission
from parvis.kit.tenant import current_tenant_id

UNKNOWN_CLOSING = "Close dans l'ancien outil ; la date de clôture n'est pas connue."


def known_ids(source: str, external_ids: Sequence[str]) -> set[str]:
    """Those of these identifiers that are here already."""
    with connection.cursor() as cursor:
        cursor.execute(
            # The last condition is that of the partial unique index, without which the planner does not use it.
            """SELECT external_id FROM cases_case
               WHERE tenant_id = %s AND external_source = %s AND external_id = ANY (%s) AND external_id <> ''""",
            [current_tenant_id(), source, list(external_ids)],
        )
        return {row[0] for row in cursor.fetchall()}


class Writer:
    """Writes chunks for one batch; the caller holds the transaction."""

    def __init__(self, mapping: Mapping, classifier: Classifier, batch_id: int) -> None:
        self._mapping, self._classifier = mapping, classifier
        self._batch = Batch(batch_id, mapping.source)
        self._by = Actor.batch(batch_id, f"Reprise : {mapping.label}"[:200])

    def write(self, chunk: Sequence[Understood]) -> list[str]:
        """For each row why it was refused, "" when it became a case."""
        self._classifier.make(understood.type for understood in chunk)
        results = receive_many(
            [_submission(row) for row in chunk],
            by=self._by,
            history=History(self._batch, [self._recalled(row) for row in chunk]),
        )
        return [
            "; ".join(result.problems.values()) if isinstance(result, Rejected) else "" for result in results
        ]

    def _recalled(self, row: Understood) -> Recalled:
        return Recalled(
            request_type=self._classifier.types[row.type.code],
            past=_past(row),
            label=self._mapping.label,
            by_rules=self._mapping.routing.applies(not row.is_closed),
            department_id=row.department_id,
            agent_id=row.agent_id,
            due_at=row.due_at,
        )


def _submission(row: Understood) -> Submission:
    return Submission(
        channel=row.channels[0],
        other_channels=row.channels[1:],
        description=row.text,
        received_at=row.received_at,
        person=row.person,
        place=Place(row.address, row.latitude, row.longitude),
    )


def _past(row: Understood) -> Past:
    unknown = row.is_closed and row.closed_at is None
    return Past(
        external_id=row.external_id,
        state=row.state,
        outcome=row.outcome,
        closed_at=(row.closed_at or row.received_at) if row.is_closed else None,
        closing_text=UNKNOWN_CLOSING if unknown else "",
        closing_unknown=unknown,
        waiting_for=row.waiting_for,
        kind=row.kind,
    )
