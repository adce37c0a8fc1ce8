"""The import of a file whose rows are plain fields: read, found or made, remembered; chunk by chunk.

A dry run of configuration does everything in one transaction and rolls it back: what it says is what would happen. One of
persons, who may be many, only reads, chunk by chunk, and keeps aside what it would have made.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F

from parvis.history.models import ImportBatch
from parvis.intake.importing.batches import close_batch, open_batch
from parvis.intake.importing.chunking import chunks
from parvis.intake.importing.kinds.fields import Field, FieldMapping, parse_fields
from parvis.intake.importing.kinds.registry import ImportKind
from parvis.intake.importing.kinds.trial import Trial
from parvis.intake.importing.locking import importing
from parvis.intake.importing.numbering import Occurrences, identity
from parvis.intake.importing.reading import Row, inspect, rows
from parvis.intake.importing.refusals import CannotImport, RowRefused
from parvis.intake.importing.report import Rejects, Report
from parvis.intake.models import ImportedRow
from parvis.kit import clock
from parvis.kit.readonly import read_only_transaction
from parvis.organisation.access import Access
from parvis.organisation.models import Sector
from parvis.tenancy.isolation import TenantModel

CHUNK = 1000
Model = ImportedRow.Model


@dataclass
class Became:
    """What one row is in the town now. ``others``: what was made beside it (a phone, a role)."""

    row: TenantModel
    created: bool
    others: list[TenantModel] = field(default_factory=list)
    #: The account of an agent was made with it.
    account_made: bool = False


@dataclass(frozen=True)
class Given:
    """One row to import, and the identity under which it is remembered."""

    row: Row
    external_id: str
    cells: dict[str, str]


class Importer(ABC):
    """Finds or makes the rows of one kind in the current town."""

    #: In a dry run that writes nothing, what it would have made; None in the others.
    trial: Trial | None = None

    def __init__(self, mapping: FieldMapping, at: datetime, access: Access | None = None) -> None:
        """``access``: of whoever leads the import on screen; None at the command line, which may everything."""
        self.mapping, self.at, self.access = mapping, at, access
        #: Sealed sectors that the importer does not read: nothing may be learnt of them, nor given in them.
        self.hidden: frozenset[int] = frozenset()
        if access is not None:
            sealed = Sector.objects.filter(sealed=True).values_list("pk", flat=True)
            self.hidden = frozenset(sealed) - access.readable_sectors

    @abstractmethod
    def take(self, chunk: Sequence[Given]) -> Iterator[tuple[Given, Became | RowRefused]]:
        """Every row of the chunk, in any order, written or refused. Raises CannotImport for the mapping's own mistakes."""


class FieldKind(ImportKind, shared=True):
    fields: ClassVar[tuple[Field, ...]]
    importer: ClassVar[type[Importer]]
    #: Of a file tried in one piece; None where rows are many and meet nobody else's.
    most_rows: ClassVar[int | None] = 5000

    @classmethod
    def parse(cls, name: str, content: Any) -> FieldMapping:
        mapping = parse_fields(cls.code, cls.fields, name, content)
        for declared in cls.fields:
            if declared.required and declared.name not in mapping.rules:
                raise ValueError(f"il manque la rubrique [{declared.name}] ({declared.label}).")
        cls.check(mapping)
        return mapping

    @classmethod
    def check(cls, mapping: FieldMapping) -> None:
        """What else a mapping of this kind must say. Raises ValueError."""

    @classmethod
    def run(
        cls,
        path: Path,
        mapping: FieldMapping,
        *,
        write: bool,
        rejects: Path | None,
        on_bytes: Callable[[int], None] | None,
        access: Access | None = None,
        on_batch: Callable[[int], None] | None = None,
    ) -> Report:
        source = inspect(path, mapping.file, mapping.columns)
        report = Report(written=write, imports=cls.code, notes=source.notes)
        started = monotonic()
        position: deque[int] = deque(maxlen=1)
        tried = Trial() if not write and cls.most_rows is None else None
        with (
            importing(mapping.source),
            Occurrences() as occurrences,
            Rejects(rejects, source) as refused,
            tried or nullcontext(),
        ):
            run = _Run(cls, mapping, source.digest, occurrences, refused, report, access, on_batch, tried)
            found = _told(chunks(rows(source, position.append), CHUNK), position, on_bytes)
            if tried is not None:
                for chunk in found:
                    with read_only_transaction():
                        run.chunk(chunk)
            elif write:
                for chunk in found:
                    with transaction.atomic():
                        run.chunk(chunk)
                if report.batch_id is not None:
                    with transaction.atomic():
                        close_batch(report)
            else:
                # In one piece, so that what one row makes is found by the next ones: for as long as it lasts, what it
                # touched is locked. Configuration, which everybody reads and few change, is bounded for that.
                with transaction.atomic():
                    for chunk in found:
                        run.chunk(chunk)
                        if cls.most_rows is not None and report.read > cls.most_rows:
                            raise CannotImport(
                                f"Ce fichier a plus de {cls.most_rows} lignes : découpez-le en plusieurs fichiers."
                            )
                    transaction.set_rollback(True)
                report.batch_id = None
        report.seconds = monotonic() - started
        return report


def _told(
    found: Iterator[list[Row]], position: deque[int], on_bytes: Callable[[int], None] | None
) -> Iterator[list[Row]]:
    """Tells, once a chunk is done with, how much of the file has been read."""
    for chunk in found:
        there = position[-1] if position else 0
        yield chunk
        if on_bytes is not None:
            on_bytes(there)


class _Run:
    def __init__(
        self,
        kind: type[FieldKind],
        mapping: FieldMapping,
        digest: str,
        occurrences: Occurrences,
        rejects: Rejects,
        report: Report,
        access: Access | None,
        on_batch: Callable[[int], None] | None,
        trial: Trial | None,
    ) -> None:
        self._on_batch, self._trial = on_batch, trial
        self._kind, self._mapping, self._digest = kind, mapping, digest
        self._occurrences, self._rejects, self._report = occurrences, rejects, report
        self._at, self._access = clock.now(), access
        self._importer: Importer | None = None

    def chunk(self, chunk: list[Row]) -> None:
        self._report.read += len(chunk)
        if self._importer is None:
            self._importer = self._kind.importer(self._mapping, self._at, self._access)
            self._importer.trial = self._trial
        remembered: list[ImportedRow] = []
        for given, became in self._importer.take(self._new(chunk)):
            if isinstance(became, RowRefused):
                self._refuse(given.row, str(became), given.external_id)
                continue
            self._report.created += became.created
            self._report.matched += not became.created
            if self._trial is None:
                remembered += self._remember(given, became)
        if remembered:
            self._keep(remembered)

    def _new(self, chunk: list[Row]) -> list[Given]:
        """The rows that no import of this source brought yet."""
        found = []
        for row in chunk:
            try:
                external_id = identity(row, self._mapping.identifier, self._occurrences)[0]
                assert row.cells is not None
                found.append(Given(row, external_id, row.cells))
            except RowRefused as refusal:
                self._refuse(row, str(refusal), "")
        known = set(
            ImportedRow.objects.filter(
                source=self._mapping.source,
                model=self._kind.model,
                external_id__in=[given.external_id for given in found],
            )
            .exclude(external_id="")
            .values_list("external_id", flat=True)
        )
        self._report.known += len(known)
        return [given for given in found if given.external_id not in known]

    def _remember(self, given: Given, became: Became) -> list[ImportedRow]:
        made = [self._imported(became.row, given.external_id, created=became.created)]
        made += [self._imported(other, "", created=True) for other in became.others]
        if became.account_made:
            made.append(
                ImportedRow(
                    source=self._mapping.source, model=Model.ACCOUNT, row_id=became.row.pk, created=True
                )
            )
        return made

    def _imported(self, row: TenantModel, external_id: str, *, created: bool) -> ImportedRow:
        return ImportedRow(
            source=self._mapping.source,
            external_id=external_id,
            model=model_of(row),
            row_id=row.pk,
            created=created,
            digest=digest_of_row(row) if created else "",
        )

    def _keep(self, remembered: list[ImportedRow]) -> None:
        if self._report.batch_id is None:
            batch = open_batch(self._mapping, self._digest, self._at)
            self._report.batch_id, self._report.resumed = batch.pk, batch.created
            if self._on_batch is not None and self._report.written:
                self._on_batch(batch.pk)
        for one in remembered:
            one.batch_id = self._report.batch_id
        ImportedRow.objects.bulk_create(remembered)
        made = sum(one.created and bool(one.external_id) for one in remembered)
        ImportBatch.objects.filter(pk=self._report.batch_id).update(created=F("created") + made)

    def _refuse(self, row: Row, reason: str, external_id: str) -> None:
        self._report.refuse(row.line, reason)
        self._rejects.add(row, reason, external_id)


def model_of(row: TenantModel) -> Model:
    names = {"contactpoint": Model.CONTACT_POINT, "requesttype": Model.REQUEST_TYPE}
    name = str(row._meta.model_name)
    return names.get(name) or Model(name)


def digest_of_row(row: TenantModel) -> str:
    """What it holds, to know later whether somebody changed it. Sectors grow by themselves as cases come and move."""
    names = [f.attname for f in row._meta.concrete_fields if f.attname != "sectors"]
    content = {name: getattr(row, name) for name in names}
    whole = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]
