"""Take an import back: its cases and their events go, what somebody has worked on since stays."""

from dataclasses import dataclass, field

from django.db import IntegrityError, connection, transaction

from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.history.models import Event, ImportBatch
from parvis.intake.importing.classifying import PREFIX
from parvis.intake.importing.locking import importing
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.taking_back import TakenBack, take_back
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id


@dataclass(frozen=True)
class Undone:
    cases: int
    events: int
    types: int
    #: References of the cases kept because an event that is not of this import touched them.
    kept: tuple[str, ...]
    #: Of an import of persons, departments, agents or types.
    rows: TakenBack = field(default_factory=TakenBack)


def undo(batch_id: int) -> Undone:
    """All or nothing, in one transaction. Raises CannotImport."""
    with transaction.atomic():
        batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise CannotImport(f"Aucune reprise ne porte le numéro {batch_id}.")
    if batch.state == ImportBatch.State.UNDONE:
        raise CannotImport(f"La reprise {batch_id} est déjà annulée.")
    with importing(batch.source), transaction.atomic():
        return _undo(batch)


def _undo(batch: ImportBatch) -> Undone:
    _no_time_limit()
    rows = take_back(batch)
    # Every verb locks its case first: once these rows are ours, nobody touches them before we have decided.
    mine = list(Case.objects.filter(batch=batch).select_for_update().values_list("pk", flat=True))
    touched = _touched(batch)
    kept: tuple[str, ...] = ()
    copied = 0
    if touched:
        kept = tuple(
            Case.objects.filter(pk__in=touched).order_by("reference").values_list("reference", flat=True)
        )
        copied = _move(batch, touched)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNDOING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT undo_import(%s)", [batch.pk])
        events: int = cursor.fetchone()[0]
    Case.objects.filter(batch=batch).delete()
    types = _unused_types()
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNDONE, finished_at=clock.now())
    return Undone(len(mine) - len(touched), events - copied, types, kept, rows)


def _no_time_limit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _touched(batch: ImportBatch) -> list[int]:
    """Cases of the batch that carry an event of another origin."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT c.id FROM cases_case c
               JOIN history_event e ON e.tenant_id = c.tenant_id AND e.case_id = c.id
               WHERE c.tenant_id = %s AND c.batch_id = %s AND e.batch_id IS DISTINCT FROM %s""",
            [current_tenant_id(), batch.pk, batch.pk],
        )
        return [row[0] for row in cursor.fetchall()]


def _move(batch: ImportBatch, touched: list[int]) -> int:
    """Kept cases pass, with a copy of their imported events, to a batch of their own: their history stays whole."""
    now = clock.now()
    own = ImportBatch(
        source=batch.source,
        mapping=batch.mapping,
        digest=batch.digest,
        state=ImportBatch.State.DONE,
        rows_read=len(touched),
        created=len(touched),
        started_at=batch.started_at,
        finished_at=now,
    )
    own.save(force_insert=True)
    copies = []
    for event in Event.objects.filter(batch_id=batch.pk, case_id__in=touched).order_by("id"):
        event.pk, event.batch_id, event._state.adding = None, own.pk, True
        copies.append(event)
    Event.objects.bulk_create(copies, batch_size=1000)
    Case.objects.filter(pk__in=touched).update(batch=own)
    return len(copies)


def _unused_types() -> int:
    """Types that an import made and that nothing uses any more."""
    used = Case.objects.values("request_type_id")
    unused = RequestType.objects.filter(code__startswith=PREFIX, active=False).exclude(pk__in=used)
    try:
        with transaction.atomic():
            return int(unused.delete()[0])
    except IntegrityError:
        # A rule of the town names one: they all stay.
        return 0
