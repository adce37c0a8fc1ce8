"""Who brings a file that was imported already, or that is being, is told so: two imports of one file end on one batch."""

from dataclasses import dataclass

from parvis.history.models import ImportBatch
from parvis.intake.importing.batches import plurals
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.kinds.registry import kinds
from parvis.intake.models import ImportRun

State = ImportRun.State
#: Named on a page.
MOST = 5


@dataclass(frozen=True)
class Before:
    """Another import of the same file. ``run`` is None when it was led at the command line."""

    number: int | None
    run: ImportRun | None
    state: str
    #: Both write to one batch, undone as one.
    shared: bool = False


def imported_before(run: ImportRun) -> list[Before]:
    """Of the same content and kind, those that wrote or are at it; for one that is over, those that came before."""
    if not run.digest:
        return []
    others = ImportRun.objects.filter(digest=run.digest, kind=run.kind).exclude(pk=run.pk)
    others = others.defer("profile", "mapping").order_by("confirmed_at", "pk")
    at_it = others.filter(state=State.WRITING)
    wrote = others.filter(state__in=(State.STOPPED, State.DONE, State.UNDOING), import_batch__isnull=False)
    found = [
        Before(one.import_batch_id, one, one.state, shared=_shared(one, run))
        for one in (*at_it[:MOST], *wrote[:MOST])
        if not (run.state == State.DONE and run.confirmed_at and one.confirmed_at > run.confirmed_at)
    ]
    return [*found, *_at_the_command_line(run)][:MOST]


def _shared(one: ImportRun, run: ImportRun) -> bool:
    return one.import_batch_id is not None and one.import_batch_id == run.import_batch_id


def _at_the_command_line(run: ImportRun) -> list[Before]:
    led = ImportRun.objects.filter(import_batch__isnull=False, digest=run.digest).values("import_batch_id")
    batches = ImportBatch.objects.filter(digest=run.digest).exclude(state=ImportBatch.State.UNDONE)
    known = list(batches.exclude(pk=run.import_batch_id or 0).exclude(pk__in=led).order_by("pk")[:MOST])
    brought = plurals(known)
    plural = kinds()[run.kind].plural if IMPORTABLES[run.kind].plain else None
    states = {ImportBatch.State.RUNNING: State.STOPPED, ImportBatch.State.UNDOING: State.UNDOING}
    return [
        Before(batch.pk, None, states.get(ImportBatch.State(batch.state), State.DONE))
        for batch in known
        if brought.get(batch.pk) == plural
    ]
