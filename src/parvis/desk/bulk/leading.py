"""An act on many cases, step by step: each verb locks the run, checks its state, changes it, asks for a job.

What the jobs do is in ``working.py``. A verb called twice acts once; one run at a time works for an agent.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from parvis.cases.models import Case
from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.bulk.models import BulkItem, BulkRun
from parvis.desk.jobs import bulk_step
from parvis.history.actors import Actor
from parvis.kit.tenant import current_tenant_id
from parvis.notifications.recipients import persons_written_to
from parvis.tenancy.bulk import insert

State = BulkRun.State
BUSY = "Une de vos actions groupées est déjà en cours : attendez qu'elle finisse, ou arrêtez-la."


class NotNow(Exception):
    """The run is not where this verb finds it; the message says where it is."""


def prepare(
    *,
    act: str,
    parameters: dict[str, object],
    cases: Sequence[Case],
    selection: str,
    summary: str,
    by: Actor,
    at: datetime,
) -> BulkRun:
    """Freeze the cases at their version; those the act cannot be done on are left at once, with the reason."""
    assert by.access is not None, "an agent acts with its access"
    assert by.agent_id is not None
    asked = BULK_ACTS[act](parameters)
    asked.look_up([case.pk for case in cases], by.access)
    refusals = {case.pk: asked.refusal(case, by.access) for case in cases}
    doable = [case for case in cases if not refusals[case.pk]]
    with transaction.atomic():
        run = BulkRun(
            by_id=by.agent_id, act=act, parameters=parameters, selection=selection, summary=summary, created_at=at,
            mails=persons_written_to(doable) if asked.tells_persons() else 0,
        )  # fmt: skip
        run.save(force_insert=True)
        insert(
            BulkItem,
            [
                {
                    "case_id": case.pk,
                    "version": case.version,
                    "state": BulkItem.State.SKIPPED if refusals[case.pk] else BulkItem.State.PENDING,
                    "reason": refusals[case.pk],
                }
                for case in cases
            ],
            {"run_id": run.pk},
        )
    return run


def confirm(run_id: int, *, by: Actor, at: datetime) -> None:
    """Start the work that was previewed."""
    with _locked(run_id, by, State.PREPARED) as run:
        run.confirmed_at = at
        _ask(run, State.RUNNING)


def stop(run_id: int, *, by: Actor, at: datetime) -> None:
    """What is done stays done; the job sees at its next case that its number is no longer the right one."""
    with _locked(run_id, by, State.RUNNING) as run:
        run.state, run.attempt, run.ended_at = State.STOPPED, run.attempt + 1, at
        run.save()


def resume(run_id: int, *, by: Actor, at: datetime) -> None:
    """Take up again what a stop, a failure or a dead worker left in the middle; nothing is done twice."""
    with _locked(run_id, by, State.STOPPED, *BulkRun.WORKING) as run:
        _ask(run, State.RUNNING if run.state == State.STOPPED else State(run.state))


def take_back(run_id: int, *, by: Actor, at: datetime) -> None:
    """Undo on every case that nobody touched since."""
    with _locked(run_id, by, State.DONE, State.STOPPED) as run:
        if not BULK_ACTS[run.act].undoable:
            raise NotNow("Ce geste ne s'annule pas.")
        if not run.items.filter(state=BulkItem.State.DONE).exists():
            raise NotNow("Rien n'a été fait : il n'y a rien à annuler.")
        _ask(run, State.UNDOING)


def drop(run_id: int, *, by: Actor) -> None:
    """Forget what was not confirmed."""
    with _locked(run_id, by, State.PREPARED) as run:
        BulkRun.objects.filter(pk=run.pk).delete()


@contextmanager
def _locked(run_id: int, by: Actor, *states: str) -> Iterator[BulkRun]:
    try:
        with transaction.atomic():
            run = BulkRun.objects.select_for_update().get(pk=run_id, by_id=by.agent_id)
            if run.state not in states:
                raise NotNow(
                    f"Un second clic, ou une autre fenêtre, est passé avant : « {run.get_state_display()} »."
                )
            yield run
    except IntegrityError as error:
        if "bulkrun_one_at_a_time" not in str(error):
            raise
        raise NotNow(BUSY) from error


def _ask(run: BulkRun, state: str) -> None:
    run.state, run.problem, run.beat_at, run.ended_at = state, "", None, None
    run.attempt += 1
    run.save()
    bulk_step.defer(tenant_id=current_tenant_id(), run_id=run.pk, attempt=run.attempt)
