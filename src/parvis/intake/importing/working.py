"""What a job does for an import led on screen: look at the columns, try, write, undo. Progress is told as it goes.

A job whose number is not the run's any more, or whose run has moved on, has nothing to do: it may be run again safely.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from parvis.history.models import ImportBatch
from parvis.intake.importing import engine, fitting
from parvis.intake.importing.locking import is_importing
from parvis.intake.importing.profiling import profile
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.report import Report
from parvis.intake.importing.standing import access_of
from parvis.intake.importing.summary import summary, taken_back
from parvis.intake.importing.undoing import undo
from parvis.intake.importing.uploads import new_key, path_of
from parvis.intake.models import ImportRun
from parvis.kit import clock

log = logging.getLogger("parvis.imports")

State = ImportRun.State
UNEXPECTED = (
    "Une erreur que Parvis n'avait pas prévue a arrêté cette étape. Ce qui est repris le reste ; l'erreur est au journal "
    "de l'installation, montrez-la à qui l'héberge."
)
#: Of PostgreSQL: connection lost (08), server stopping or starting (57P), deadlock, serialisation (40), lock not had (55P03),
#: too many connections (53300).
PASSING = ("08", "57P", "40", "55P03", "53300")
#: Seconds between two progress reports.
PACE = 0.7


class Superseded(Exception):
    """Somebody stopped this run, or another job has it."""


class Waits(Exception):
    """Another import of the same source holds the place, or the worker stops: to be run again soon."""


class Progress:
    """Tells the run how far its job is; raises when the job must not go on."""

    def __init__(self, run: ImportRun, should_stop: Callable[[], bool]) -> None:
        self._run, self._should_stop = run, should_stop
        self._rows, self._told = 0, monotonic()
        self._depth = len(connection.savepoint_ids), connection.in_atomic_block
        self._tell(0)

    def __call__(self, position: int) -> None:
        """Told row by row while looking, and by larger pieces after: then the rows are counted by the bytes."""
        total, size = self._run.profile.get("rows"), self._run.file_size
        self._rows = total * min(position, size) // size if total and size else self._rows + 1
        if monotonic() - self._told >= PACE:
            self._tell(position)

    def _tell(self, position: int) -> None:
        self._told = monotonic()
        if self._should_stop():
            raise Waits("the worker stops")
        if (len(connection.savepoint_ids), connection.in_atomic_block) != self._depth:
            # Inside the one transaction of a dry run: nobody would see it, and the run's row would stay locked.
            if not _is_mine(self._run):
                raise Superseded
            return
        if not _change(self._run, bytes_read=position, rows_read=self._rows, beat_at=clock.now()):
            raise Superseded


def work(run_id: int, attempt: int, *, should_stop: Callable[[], bool]) -> None:
    with transaction.atomic():
        run = ImportRun.objects.filter(pk=run_id, attempt=attempt, state__in=ImportRun.WORKING).first()
    if run is None:
        return
    try:
        _STEPS[run.state](run, Progress(run, should_stop))
    except Superseded:
        return
    except CannotImport as refusal:
        if is_waiting(run):
            _change(run, problem=f"{refusal} Celle-ci attend son tour.")
            raise Waits(str(refusal)) from refusal
        _REFUSED[run.state](run, str(refusal))
    except Waits:
        raise
    except Exception as error:
        if is_passing(error):
            raise  # to be tried again
        # Trying again would fail again, and keep every other town waiting.
        log.exception("an import failed", extra={"run": run.pk, "state": run.state})
        _REFUSED[run.state](run, UNEXPECTED)


def is_passing(error: Exception) -> bool:
    """Whether the same work may succeed later: a lost connection, a lock. Not a statement that lasts too long."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(PASSING)


def is_waiting(run: ImportRun) -> bool:
    """Whether another import of the same source is at work."""
    if run.state == State.LOOKING:
        return False
    try:
        return is_importing(engine.mapping_of(run.mapping, run.mapping_name).source)
    except CannotImport:
        return False


def _is_mine(run: ImportRun) -> bool:
    return ImportRun.objects.filter(pk=run.pk, attempt=run.attempt, state=run.state).exists()


def _change(run: ImportRun, **values: Any) -> bool:
    """Whether the run is still this job's."""
    with transaction.atomic():
        mine = ImportRun.objects.filter(pk=run.pk, attempt=run.attempt, state=run.state)
        return bool(mine.update(**values))


def _end(run: ImportRun, state: str, **values: Any) -> None:
    _change(run, state=state, changed_at=clock.now(), **{"problem": "", **values})


def _look(run: ImportRun, progress: Progress) -> None:
    source = engine.look(path_of(run.file_key))
    found = profile(source.header, engine.rows_of(source, progress))
    if not found["rows"]:
        raise CannotImport("Ce fichier a un en-tête, mais aucune ligne.")
    with transaction.atomic():
        mapping, name = fitting.first_mapping(run, found)
    _end(
        run, State.COLUMNS, profile=found, mapping=mapping, mapping_name=name, bytes_read=run.file_size,
        digest=source.digest,
    )  # fmt: skip


def _try(run: ImportRun, progress: Progress) -> None:
    report = _import(run, progress, write=False)
    _end(run, State.CHECKED, checked=summary(report), rejects_key=run.rejects_key)


def _write(run: ImportRun, progress: Progress) -> None:
    report = _import(run, progress, write=True)
    batch_id = report.batch_id or _close_orphan(run, report)
    _end(
        run,
        State.DONE,
        written=summary(report, batch_id),
        rejects_key=run.rejects_key,
        import_batch_id=batch_id,
    )


def _import(run: ImportRun, progress: Progress, *, write: bool) -> Report:
    mapping = engine.mapping_of(run.mapping, run.mapping_name or run.file_name)
    key = run.rejects_key or new_key()
    report = engine.import_(
        path_of(run.file_key),
        mapping,
        write=write,
        rejects=path_of(key),
        on_bytes=progress,
        on_batch=lambda batch_id: _keep_batch(run, batch_id),
        access=access_of(run),
    )
    run.rejects_key = key
    return report


def _undo(run: ImportRun, progress: Progress) -> None:
    with transaction.atomic():
        batch = ImportBatch.objects.get(pk=run.import_batch_id)
    if batch.state == ImportBatch.State.UNDONE:  # killed after the deed, before it was written here
        _end(run, State.UNDONE, undone=run.undone or {"told": False})
        return
    _end(run, State.UNDONE, undone=taken_back(undo(batch.pk)))


def _keep_batch(run: ImportRun, batch_id: int) -> None:
    """In the transaction of its first rows: however the job ends, the run knows what it wrote, and may take it back."""
    run.import_batch_id = batch_id
    ImportRun.objects.filter(pk=run.pk).update(import_batch_id=batch_id)


def _close_orphan(run: ImportRun, report: Report) -> int | None:
    """Killed after its last row, before its end: nothing was left to write, and its batch is still open."""
    with transaction.atomic():
        batch = ImportBatch.objects.filter(pk=run.import_batch_id).first() if run.import_batch_id else None
        if batch is None:
            return None
        ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.RUNNING).update(
            state=ImportBatch.State.DONE,
            rows_read=report.read,
            known=max(0, report.known - batch.created),
            refused=report.refused,
            finished_at=clock.now(),
        )
        return batch.pk


_STEPS: dict[str, Callable[[ImportRun, Progress], None]] = {
    State.LOOKING: _look,
    State.CHECKING: _try,
    State.WRITING: _write,
    State.UNDOING: _undo,
}
_REFUSED: dict[str, Callable[[ImportRun, str], None]] = {
    State.LOOKING: lambda run, reason: _end(run, State.UNREADABLE, problem=reason),
    State.CHECKING: lambda run, reason: _end(run, State.COLUMNS, problem=reason),
    State.WRITING: lambda run, reason: _end(run, State.STOPPED, problem=reason),
    State.UNDOING: lambda run, reason: _end(run, State.DONE, problem=reason),
}
