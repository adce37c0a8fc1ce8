"""Take an import back, part by part: what it brought goes, what somebody has touched since stays with its history.

Each part is a transaction that holds a few rows for a fraction of a second: nobody waits, however long the import was.
Killed midway, the same command goes on where it stopped (docs/adr/0011).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.directory.models import ContactPoint, Person
from parvis.history.models import ImportBatch
from parvis.intake.importing.classifying import PREFIX
from parvis.intake.importing.locking import importing
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.taking_back import TakenBack, take_back
from parvis.intake.importing.touched import (
    bounds,
    delete_events,
    locked,
    pointed_at,
    spoken_of,
)
from parvis.kit import clock

#: Identifiers looked at in one transaction.
PART = 2_000


@dataclass
class Undone:
    """What went, in this run: an undoing that was interrupted had taken the rest."""

    cases: int = 0
    events: int = 0
    types: int = 0
    persons: int = 0
    contact_points: int = 0
    #: References of the cases, and names of the persons, kept because something that is not of this import touched them.
    kept: list[str] = field(default_factory=list)
    kept_persons: list[str] = field(default_factory=list)
    #: Of an import of persons, departments, agents or types.
    rows: TakenBack = field(default_factory=TakenBack)


def undo(batch_id: int) -> Undone:
    """Outside a transaction. Raises CannotImport."""
    with transaction.atomic():
        batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise CannotImport(f"Aucune reprise ne porte le numéro {batch_id}.")
    if batch.state == ImportBatch.State.UNDONE:
        raise CannotImport(f"La reprise {batch_id} est déjà annulée.")
    with importing(batch.source):
        return _undo(batch)


def _undo(batch: ImportBatch) -> Undone:
    undone = Undone()
    _tell(batch, ImportBatch.State.UNDOING)
    undone.rows = take_back(batch)
    if not undone.rows:
        _take_history(batch, undone)
    _tell(batch, ImportBatch.State.UNDONE)
    return undone


def _take_history(batch: ImportBatch, undone: Undone) -> None:
    """Of an import of cases: them, the persons they brought, and what they added to others."""
    for first, last in _parts(Case, batch):
        with transaction.atomic():
            _take_cases(batch, first, last, undone)
    # Persons after the cases that name them, contact points added to others last.
    for first, last in _parts(Person, batch):
        with transaction.atomic():
            _take_persons(batch, first, last, undone)
    for first, last in _parts(ContactPoint, batch):
        with transaction.atomic():
            _take_contact_points(batch, first, last, undone)


def _tell(batch: ImportBatch, state: str) -> None:
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(state=state, finished_at=clock.now())


def _parts(model: type[Case | Person | ContactPoint], batch: ImportBatch) -> Iterator[tuple[int, int]]:
    """Ranges of identifiers that hold all the rows of the batch."""
    with transaction.atomic():
        first, last = bounds(model, batch.pk)
    for start in range(first, last + 1, PART):
        yield start, min(start + PART - 1, last)


def _take_cases(batch: ImportBatch, first: int, last: int, undone: Undone) -> None:
    # Every verb locks its case first: once these rows are ours, nobody touches them before we have decided.
    mine = locked(Case, batch.pk, first, last)
    kept = pointed_at(Case, mine) | spoken_of("case_id", mine, batch.pk)
    going = [pk for pk in mine if pk not in kept]
    undone.kept += Case.objects.filter(pk__in=kept).order_by("reference").values_list("reference", flat=True)
    undone.events += delete_events(batch.pk, cases=going)
    theirs = Case.objects.filter(pk__in=going, request_type__code__startswith=PREFIX)
    types = list(theirs.order_by().values_list("request_type_id", flat=True).distinct())
    Case.objects.filter(pk__in=going).delete()
    undone.types += _take_unused(types)
    undone.cases += len(going)


def _take_persons(batch: ImportBatch, first: int, last: int, undone: Undone) -> None:
    mine = locked(Person, batch.pk, first, last)
    kept = pointed_at(Person, mine, apart_from=ContactPoint) | spoken_of("person_id", mine, batch.pk)
    another_s = ~Q(batch_id=batch.pk) | Q(batch_id=None) | Q(verified_at__isnull=False)
    reached = ContactPoint.objects.filter(another_s, person_id__in=mine)
    kept |= set(reached.values_list("person_id", flat=True))
    going = [pk for pk in mine if pk not in kept]
    undone.kept_persons += [
        person.display_name for person in Person.objects.filter(pk__in=kept).order_by("sort_name", "pk")
    ]
    undone.events += delete_events(batch.pk, persons=going)
    Person.objects.filter(pk__in=going).delete()
    undone.persons += len(going)


def _take_contact_points(batch: ImportBatch, first: int, last: int, undone: Undone) -> None:
    """Those added to persons who were here before; verified since, they are no longer the import's."""
    mine = locked(ContactPoint, batch.pk, first, last)
    of_batch = Person.objects.filter(pk=OuterRef("person_id"), batch_id=batch.pk)
    going = list(
        ContactPoint.objects.filter(~Exists(of_batch), pk__in=mine, verified_at=None).values_list(
            "pk", flat=True
        )
    )
    ContactPoint.objects.filter(pk__in=going).delete()
    undone.contact_points += len(going)


def _take_unused(types: list[int]) -> int:
    """Types that the import of these cases made and that nothing uses any more: those of other sources are not ours."""
    used = Case.objects.filter(request_type_id=OuterRef("pk"))
    unused = list(
        RequestType.objects.filter(~Exists(used), pk__in=types, active=False).values_list("pk", flat=True)
    )
    try:
        with transaction.atomic():
            RequestType.objects.filter(pk__in=unused).delete()
    except IntegrityError:
        # A rule of the town names one: they all stay.
        return 0
    return len(unused)
