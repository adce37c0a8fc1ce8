"""The import of one file: a dry run that tells, or chunks that commit one by one and may be taken up again."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from parvis.history.models import ImportBatch
from parvis.intake.importing.batches import close_batch, open_batch
from parvis.intake.importing.chunking import chunks
from parvis.intake.importing.classifying import Classifier
from parvis.intake.importing.kinds.registry import AnyMapping, kind
from parvis.intake.importing.locking import importing, is_importing
from parvis.intake.importing.mapping import Mapping
from parvis.intake.importing.numbering import Occurrences
from parvis.intake.importing.reading import Row, Source, inspect, rows
from parvis.intake.importing.refusals import RowRefused
from parvis.intake.importing.report import Rejects, Report
from parvis.intake.importing.stopping import stops_in_words
from parvis.intake.importing.understanding import Reader, Understood
from parvis.intake.importing.writing import Writer, known_ids
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.tenancy.configuration import snapshot
from parvis.tenancy.models import Collectivity

__all__ = ["CHUNK", "import_cases", "import_file", "importing", "is_importing"]

CHUNK = 1000
Tell = Callable[[int], None]


def import_file(
    path: Path, mapping: AnyMapping, *, write: bool, rejects: Path | None = None, on_bytes: Tell | None = None
) -> Report:
    """Import what the mapping says the file holds: cases, persons, departments, agents or request types.

    Runs inside the tenant, outside a transaction. Raises CannotImport.
    """
    with stops_in_words():
        if isinstance(mapping, Mapping):
            return import_cases(path, mapping, write=write, rejects=rejects, on_bytes=on_bytes)
        return kind(mapping.imports).run(path, mapping, write=write, rejects=rejects, on_bytes=on_bytes)


def import_cases(
    path: Path, mapping: Mapping, *, write: bool, rejects: Path | None = None, on_bytes: Tell | None = None
) -> Report:
    """Read the whole file; with ``write``, create what is not here yet. Runs inside the tenant, outside a transaction.

    Each chunk is one transaction: killed midway, the same command completes. Raises CannotImport.
    """
    source = inspect(path, mapping.file, mapping.columns)
    with importing(mapping.source), Occurrences() as occurrences, Rejects(rejects, source) as refused:
        return _Run(source, mapping, occurrences, refused, write=write).run(on_bytes)


class _Run:
    def __init__(
        self, source: Source, mapping: Mapping, occurrences: Occurrences, rejects: Rejects, *, write: bool
    ) -> None:
        self.source, self.mapping, self.rejects = source, mapping, rejects
        self.report = Report(written=write, notes=source.notes)
        self.at = clock.now()
        with transaction.atomic():
            name = Collectivity.objects.values_list("time_zone", flat=True).get(pk=current_tenant_id())
            self.classifier = Classifier(mapping)
        self.zone = ZoneInfo(name)
        self.reader = Reader(mapping, self.classifier, occurrences, zone=self.zone, now=self.at)
        self.writer: Writer | None = None

    def run(self, on_bytes: Tell | None) -> Report:
        started = monotonic()
        for chunk in chunks(rows(self.source, on_bytes), CHUNK):
            with transaction.atomic():
                self._chunk(chunk)
        if self.report.batch_id is not None:
            with transaction.atomic():
                close_batch(self.report)
        self.report.seconds = monotonic() - started
        return self.report

    def _chunk(self, chunk: list[Row]) -> None:
        self.report.read += len(chunk)
        new = self._new(chunk)
        understood = []
        for row, external_id, seed in new:
            try:
                understood.append(self.reader.read(row, external_id, seed))
            except RowRefused as refusal:
                self._refuse(row, str(refusal), external_id)
        for wanted in self.classifier.missing(u.type for u in understood):
            self.report.new_types.setdefault(wanted.code, wanted)
        if understood and self.report.written:
            self._write(understood)
        for one in understood:
            self.report.count(one)

    def _new(self, chunk: list[Row]) -> list[tuple[Row, str, int]]:
        """The rows that are not cases yet, with their identity."""
        identified = []
        for row in chunk:
            try:
                identified.append((row, *self.reader.identify(row)))
            except RowRefused as refusal:
                self._refuse(row, str(refusal), "")
        known = known_ids(self.mapping.source, [external_id for _, external_id, _ in identified])
        self.report.known += len(known)
        return [one for one in identified if one[1] not in known]

    def _refuse(self, row: Row, reason: str, external_id: str) -> None:
        self.report.refuse(row.line, reason)
        self.rejects.add(row, reason, external_id)

    def _write(self, understood: list[Understood]) -> None:
        if self.writer is None:
            batch = open_batch(self.mapping, self.source.digest, self.at)
            self.report.batch_id = batch.pk
            self.writer = Writer(self.mapping, self.classifier, batch.pk, zone=self.zone, at=self.at)
        self.writer.write(understood, snapshot())
        ImportBatch.objects.filter(pk=self.report.batch_id).update(created=F("created") + len(understood))
