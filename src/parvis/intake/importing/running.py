"""The import of one file: a dry run that tells, or chunks that commit one by one and may be taken up again."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from parvis.history.models import ImportBatch
from parvis.intake.analysing import analyse
from parvis.intake.importing.ahead import ahead
from parvis.intake.importing.batches import interrupted, open_batch
from parvis.intake.importing.chunking import chunks
from parvis.intake.importing.classifying import Classifier
from parvis.intake.importing.holding import Holders
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
from parvis.organisation.access import Access
from parvis.tenancy.models import Collectivity

__all__ = ["CHUNK", "import_cases", "import_file", "importing", "is_importing"]

CHUNK = 1000
#: Cases after which the planner is told what an import in progress has written, without which the look-ups of a new town
#: take twenty times as long; and the least for it to be told at the end.
MILESTONES, WORTH_IT = (1_000, 10_000, 50_000, 250_000), 1_000
Tell = Callable[[int], None]


def import_file(
    path: Path,
    mapping: AnyMapping,
    *,
    write: bool,
    rejects: Path | None = None,
    on_bytes: Tell | None = None,
    access: Access | None = None,
    on_batch: Tell | None = None,
) -> Report:
    """Import what the mapping says the file holds: cases, persons, departments, agents or request types.

    ``access``: of whoever leads it on screen; None at the command line, whose operator may everything. ``on_batch`` is
    told the identifier of the batch in the transaction of its first rows: whoever leads it can take it back.
    Runs inside the tenant, outside a transaction. Raises CannotImport.
    """
    with stops_in_words():
        if isinstance(mapping, Mapping):
            return import_cases(
                path, mapping, write=write, rejects=rejects, on_bytes=on_bytes, on_batch=on_batch
            )
        return kind(mapping.imports).run(
            path, mapping, write=write, rejects=rejects, on_bytes=on_bytes, access=access, on_batch=on_batch
        )


def import_cases(
    path: Path,
    mapping: Mapping,
    *,
    write: bool,
    rejects: Path | None = None,
    on_bytes: Tell | None = None,
    on_batch: Tell | None = None,
) -> Report:
    """Read the whole file; with ``write``, create what is not here yet. Runs inside the tenant, outside a transaction.

    Each chunk is one transaction: killed midway, the same command completes. Raises CannotImport.
    """
    source = inspect(path, mapping.file, mapping.columns)
    with importing(mapping.source), Occurrences() as occurrences, Rejects(rejects, source) as refused:
        return _Run(source, mapping, occurrences, refused, write=write, on_batch=on_batch).run(on_bytes)


@contextmanager
def _settled() -> Iterator[None]:
    """What lives already is not searched for garbage at each chunk: a quarter of Python's time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass
class _Prepared:
    """Rows read and understood, the database not asked anything yet."""

    read: int
    position: int
    #: Rows without an identity, and why.
    unidentified: list[tuple[Row, str]]
    #: Rows, their identity, and what they mean or why they mean nothing.
    identified: list[tuple[Row, str, "Understood | str"]]


class _Run:
    def __init__(
        self,
        source: Source,
        mapping: Mapping,
        occurrences: Occurrences,
        rejects: Rejects,
        *,
        write: bool,
        on_batch: Tell | None = None,
    ) -> None:
        self.source, self.mapping, self.rejects, self.on_batch = source, mapping, rejects, on_batch
        self.report = Report(written=write, notes=source.notes)
        self.at = clock.now()
        with transaction.atomic():
            name = Collectivity.objects.values_list("time_zone", flat=True).get(pk=current_tenant_id())
            self.classifier, holders = Classifier(mapping), Holders(mapping)
            self.writer = self._interrupted() if write else None
        self.reader = Reader(mapping, self.classifier, holders, occurrences, zone=ZoneInfo(name), now=self.at)
        self.milestones = list(MILESTONES)

    def run(self, on_bytes: Tell | None) -> Report:
        """``on_bytes`` is told, chunk after chunk, how much of the file is done with."""
        started = monotonic()
        with _settled(), ahead(self._prepared()) as prepared:
            for chunk in prepared:
                with transaction.atomic():
                    self._chunk(chunk)
                if self.report.written:
                    self._analyse_soon()
                if on_bytes is not None:
                    on_bytes(chunk.position)
        if self.writer is not None:
            self._finish()
        self.report.seconds = monotonic() - started
        return self.report

    def _prepared(self) -> Iterator[_Prepared]:
        """In a thread of its own: reads, and asks the database nothing."""
        position = 0

        def at(read: int) -> None:
            nonlocal position
            position = read

        for chunk in chunks(rows(self.source, at), CHUNK):
            prepared = _Prepared(len(chunk), position, [], [])
            identified = []
            for row in chunk:
                try:
                    identified.append((row, *self.reader.identify(row)))
                except RowRefused as refusal:
                    prepared.unidentified.append((row, str(refusal)))
            for row, external_id, seed in identified:
                found: Understood | str
                try:
                    found = self.reader.read(row, external_id, seed)
                except RowRefused as refusal:
                    found = str(refusal)
                prepared.identified.append((row, external_id, found))
            yield prepared

    def _chunk(self, chunk: _Prepared) -> None:
        self.report.read += chunk.read
        for row, reason in chunk.unidentified:
            self._refuse(row, reason, "")
        known = known_ids(self.mapping.source, [external_id for _, external_id, _ in chunk.identified])
        self.report.known += len(known)
        understood: list[tuple[Row, Understood]] = []
        for row, external_id, found in chunk.identified:
            if external_id in known:
                continue
            if isinstance(found, str):
                self._refuse(row, found, external_id)
            else:
                understood.append((row, found))
        for wanted in self.classifier.missing(one.type for _, one in understood):
            self.report.new_types.setdefault(wanted.code, wanted)
        refused = [""] * len(understood)
        if understood and self.report.written:
            refused = self._write([one for _, one in understood])
        for (row, one), reason in zip(understood, refused, strict=True):
            if reason:
                self._refuse(row, reason, one.external_id)
            else:
                self.report.count(one)
        if self.report.written:
            self._tell(refused.count(""))

    def _refuse(self, row: Row, reason: str, external_id: str) -> None:
        self.report.refuse(row.line, reason)
        self.rejects.add(row, reason, external_id)

    def _write(self, understood: list[Understood]) -> list[str]:
        if self.writer is None:
            batch = open_batch(self.mapping, self.source.digest, self.at)
            self.writer = self._writer(batch)
        return self.writer.write(understood)

    def _interrupted(self) -> Writer | None:
        """Goes on with the batch of this same file, when it was interrupted."""
        batch = interrupted(self.mapping.source, self.source.digest)
        return self._writer(batch) if batch else None

    def _writer(self, batch: ImportBatch) -> Writer:
        self.report.batch_id, self.report.resumed = batch.pk, batch.created
        if self.on_batch is not None:
            self.on_batch(batch.pk)
        return Writer(self.mapping, self.classifier, batch.pk)

    def _tell(self, created: int, **values: Any) -> None:
        """The batch's figures move with what is committed, for whoever watches."""
        if self.report.batch_id is not None:
            ImportBatch.objects.filter(pk=self.report.batch_id).update(
                created=F("created") + created,
                rows_read=self.report.read,
                known=max(0, self.report.known - self.report.resumed),
                refused=self.report.refused,
                **values,
            )

    def _analyse_soon(self) -> None:
        if self.milestones and self.report.created >= self.milestones[0]:
            self.milestones.pop(0)
            analyse(self.report.created)

    def _finish(self) -> None:
        with transaction.atomic():
            self._tell(0, state=ImportBatch.State.DONE, finished_at=clock.now())
        if self.report.created >= WORTH_IT:
            analyse(self.report.created)
