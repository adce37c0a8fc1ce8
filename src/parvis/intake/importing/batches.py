"""The batch of an import: opened with the first row it writes, taken up again when it was interrupted."""

from collections.abc import Iterable
from datetime import datetime

from parvis.history.models import ImportBatch
from parvis.intake.importing.kinds.registry import AnyMapping, kinds
from parvis.intake.importing.report import Report
from parvis.intake.models import ImportedRow
from parvis.kit import clock


def interrupted(source: str, digest: str) -> ImportBatch | None:
    """The batch of this same file, when its import was interrupted."""
    running = ImportBatch.objects.filter(source=source, digest=digest, state=ImportBatch.State.RUNNING)
    found: ImportBatch | None = running.first()
    return found


def open_batch(mapping: AnyMapping, digest: str, at: datetime) -> ImportBatch:
    """That of the same file when it was interrupted, else a new one."""
    if (former := interrupted(mapping.source, digest)) is not None:
        return former
    batch = ImportBatch(source=mapping.source, mapping=mapping.name[:200], digest=digest, started_at=at)
    batch.save(force_insert=True)
    return batch


def close_batch(report: Report) -> None:
    ImportBatch.objects.filter(pk=report.batch_id).update(
        state=ImportBatch.State.DONE,
        rows_read=report.read,
        known=max(0, report.known + report.matched - report.resumed),
        refused=report.refused,
        finished_at=clock.now(),
    )


def plurals(batches: Iterable[ImportBatch]) -> dict[int, str]:
    """What each batch brought, as it is said: « usagers »; those that are not here brought cases."""
    labels = {kind.model: kind.plural for kind in kinds().values()}
    found = ImportedRow.objects.filter(batch__in=[batch.pk for batch in batches]).exclude(external_id="")
    return {batch_id: labels[model] for batch_id, model in found.values_list("batch_id", "model").distinct()}
