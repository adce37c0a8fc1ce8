"""An import led on screen, step by step: each verb locks the run, checks its state, changes it, asks for a job.

What the jobs do is in ``working.py``. A verb called twice, or by two administrators, acts once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from parvis.history.actors import Actor
from parvis.intake.importing.uploads import forget, path_of
from parvis.intake.jobs import import_step
from parvis.intake.models import ImportRun, SavedMapping
from parvis.kit.tenant import current_tenant_id

State = ImportRun.State


class NotNow(Exception):
    """The run is not where this verb finds it; the message says where it is."""


def arrive(
    *, kind: str, key: str, name: str, size: int, mapping: str, mapping_name: str, by: Actor, at: datetime
) -> ImportRun:
    """A file is in its place: its columns will be read."""
    with transaction.atomic():
        run = ImportRun(
            kind=kind, file_key=key, file_name=name, file_size=size, mapping=mapping, mapping_name=mapping_name,
            by_id=by.id, by_label=by.label, created_at=at, changed_at=at,
        )  # fmt: skip
        run.save(force_insert=True)
        _ask(run, State.LOOKING, by=by, at=at)
        return run


def map_columns(run_id: int, *, mapping: str, name: str, at: datetime) -> ImportRun:
    """A mapping, or the next version of it; what an earlier dry run said is forgotten."""
    with _locked(run_id, State.COLUMNS, State.CHECKED) as run:
        run.mapping, run.mapping_name = mapping, name
        run.state, run.problem, run.checked, run.changed_at = State.COLUMNS, "", {}, at
        run.save()
        return run


def check(run_id: int, *, by: Actor, at: datetime) -> None:
    """Start the dry run."""
    with _locked(run_id, State.COLUMNS, State.CHECKED) as run:
        _with_file(run)
        run.checked = {}
        _ask(run, State.CHECKING, by=by, at=at)


def confirm(run_id: int, *, by: Actor, at: datetime) -> None:
    """Write what the dry run said."""
    with _locked(run_id, State.CHECKED) as run:
        _with_file(run)
        run.confirmed_by, run.confirmed_at = by.label, at
        _ask(run, State.WRITING, by=by, at=at)


def resume(run_id: int, *, by: Actor, at: datetime) -> None:
    """Take up again what a stop, a failure or a dead worker left in the middle; nothing is done twice."""
    with _locked(run_id, State.STOPPED, *ImportRun.WORKING) as run:
        if run.state != State.UNDOING:
            _with_file(run)
        _ask(run, State.WRITING if run.state == State.STOPPED else State(run.state), by=by, at=at)


def stop(run_id: int, *, at: datetime) -> None:
    """The job sees at its next step that its number is no longer the right one."""
    with _locked(run_id, State.CHECKING, State.WRITING) as run:
        run.state = State.COLUMNS if run.state == State.CHECKING else State.STOPPED
        run.attempt, run.problem, run.changed_at = run.attempt + 1, "", at
        run.save()


def take_back(run_id: int, *, by: Actor, at: datetime) -> None:
    """Undo what was written, all of it but what was worked on since."""
    with _locked(run_id, State.DONE, State.STOPPED) as run:
        if run.import_batch_id is None:
            raise NotNow("Cette reprise n'a rien écrit : il n'y a rien à annuler.")
        run.undone_by = by.label
        _ask(run, State.UNDOING, by=by, at=at)


def drop(run_id: int) -> None:
    """Forget a file from which nothing was written."""
    with _locked(run_id, *ImportRun.BEFORE) as run:
        keys = (run.file_key, run.rejects_key)
        ImportRun.objects.filter(pk=run.pk).delete()
        transaction.on_commit(lambda: forget(*keys))


def save_mapping(*, name: str, kind: str, content: str, by: Actor, at: datetime) -> SavedMapping:
    """Under a name; the former mapping of that name is replaced."""
    saved, _ = SavedMapping.objects.update_or_create(
        name=name, defaults={"kind": kind, "content": content, "by_label": by.label, "at": at}
    )
    return saved


@contextmanager
def _locked(run_id: int, *states: str) -> Iterator[ImportRun]:
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state not in states:
            raise NotNow(
                f"Quelqu'un d'autre, ou un second clic, est passé avant : « {run.get_state_display()} »."
            )
        yield run


def _with_file(run: ImportRun) -> None:
    if not run.file_key or not path_of(run.file_key).is_file():
        raise NotNow("Le fichier n'est plus sur le serveur : déposez-le à nouveau.")


def _ask(run: ImportRun, state: str, *, by: Actor, at: datetime) -> None:
    """The step is done with the rights of whoever asks for it, not of who brought the file."""
    run.led_by_id = by.id if by.is_agent else None
    run.state, run.problem, run.changed_at, run.beat_at = state, "", at, None
    run.attempt, run.bytes_read, run.rows_read = run.attempt + 1, 0, 0
    run.save()
    import_step.defer(tenant_id=current_tenant_id(), run_id=run.pk, attempt=run.attempt)
