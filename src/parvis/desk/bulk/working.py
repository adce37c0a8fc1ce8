"""What the job does, case after case: each in its own transaction, with what became of it, so that none is done twice.

A job whose number is not the run's any more, or whose run has moved on, has nothing to do: it may be run again safely.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import Any

from django.db import InterfaceError, OperationalError, transaction

from parvis.cases.acting import NotPossible, Refused, Stale
from parvis.cases.models import Case
from parvis.cases.untreating import is_untreated, untreat
from parvis.desk.bulk.act import GONE, BulkAct
from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.bulk.models import BulkItem, BulkRun
from parvis.history.actors import Actor
from parvis.history.models import ActorKind, Event
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent

log = logging.getLogger("parvis.bulk")

State, ItemState = BulkRun.State, BulkItem.State
CHANGED = "Elle a changé depuis l'aperçu."
UNEXPECTED = "Une erreur que Parvis n'avait pas prévue ; elle est au journal de l'installation."
NOT_UNTREATED = "Elles restent « En cours » : un agent en est chargé, ou la personne a déjà lu une réponse."
#: Seconds of one job, cases looked up together, seconds between two signs of life.
SLICE, TOGETHER, PACE = 8.0, 50, 1.0


class Superseded(Exception):
    """Somebody stopped this run, or another job has it."""


class Waits(Exception):
    """The worker stops: to be run again soon."""


def work(run_id: int, attempt: int, *, should_stop: Callable[[], bool]) -> bool:
    """One slice; whether there is more to do."""
    with transaction.atomic():
        run = (
            BulkRun.objects.select_related("by")
            .filter(pk=run_id, attempt=attempt, state__in=BulkRun.WORKING)
            .first()
        )
        if run is None:
            return False
        by = _actor(run)
    treat, wanted = (
        (_perform, ItemState.PENDING) if run.state == State.RUNNING else (_take_back, ItemState.DONE)
    )
    try:
        return not _slice(run, by, treat, wanted, should_stop)
    except Superseded:
        return False


def _actor(run: BulkRun) -> Actor:
    """Read anew for each slice: who lost a role meanwhile acts no more."""
    agent = Agent.objects.get(pk=run.by_id)
    return actor_of(agent, Access.of(agent) if agent.active else Access.nobody())


def _slice(
    run: BulkRun, by: Actor, treat: Callable[..., None], wanted: str, should_stop: Callable[[], bool]
) -> bool:
    """Whether the run is over."""
    assert by.access is not None
    act = BULK_ACTS[run.act](run.parameters)
    started = told = monotonic()
    _beat(run)
    while True:
        with transaction.atomic():
            items = list(
                run.items.filter(state=wanted).order_by("id").values_list("pk", "case_id")[:TOGETHER]
            )
            act.look_up([case_id for _, case_id in items], by.access)
        if not items:
            _end(run)
            return True
        for pk, _case_id in items:
            if should_stop():
                raise Waits("the worker stops")
            _one(run, pk, wanted, lambda item: treat(act, item, by))
            if monotonic() - told >= PACE:
                told = monotonic()
                _beat(run)
            if monotonic() - started >= SLICE:
                return False


def _one(run: BulkRun, pk: int, wanted: str, treat: Callable[[BulkItem], None]) -> None:
    """One case, and what became of it, in one transaction."""
    try:
        with transaction.atomic():
            if not _is_mine(run):
                raise Superseded
            item = BulkItem.objects.select_for_update().filter(pk=pk, state=wanted).first()
            if item is None:
                return
            try:
                with transaction.atomic():
                    treat(item)
            except Stale:
                item.reason = CHANGED
                item.state = ItemState.SKIPPED if wanted == ItemState.PENDING else ItemState.KEPT
            except Refused as refusal:
                item.reason = str(refusal)[:300]
                item.state = ItemState.SKIPPED if wanted == ItemState.PENDING else ItemState.KEPT
            item.save(update_fields=["state", "reason", "before", "version_after"])
    except (Superseded, InterfaceError, OperationalError):
        # A lock or a lost connection: the job is tried again, and begins with this case.
        raise
    except Exception:
        log.exception("an act on many cases failed on one", extra={"run": run.pk, "item": pk})
        state = ItemState.FAILED if wanted == ItemState.PENDING else ItemState.KEPT
        with transaction.atomic():
            BulkItem.objects.filter(pk=pk, state=wanted).update(state=state, reason=UNEXPECTED)


def _case(item: BulkItem, by: Actor) -> Case | None:
    """None when its author does not read it any more: then nothing else is said of it."""
    assert by.access is not None
    readable = Case.objects.readable_by(by.access).select_related("sector", "request_type", "department")
    found: Case | None = readable.defer("search").filter(pk=item.case_id).first()
    return found


def _perform(act: BulkAct, item: BulkItem, by: Actor) -> None:
    case = _case(item, by)
    if case is None:
        item.state, item.reason = ItemState.SKIPPED, GONE
        return
    assert by.access is not None
    # Asked again: a rule, a task or a colleague may have come since the preview without a new version of the case.
    if objection := act.objection(case, by.access):
        item.state, item.reason = ItemState.SKIPPED, objection[:300]
        return
    before = act.before(case) | {"untreated": is_untreated(case)}
    act.perform(case, by=by, at=clock.now(), version=None if act.adds_only else item.version)
    item.state, item.before, item.version_after = ItemState.DONE, before, case.version


def _take_back(act: BulkAct, item: BulkItem, by: Actor) -> None:
    case = _case(item, by)
    if case is None:
        item.state, item.reason = ItemState.KEPT, GONE
        return
    touched = None if act.own_affair else _touched_by(case, item)
    if touched is not None:
        item.state, item.reason = ItemState.KEPT, f"Modifiée depuis par {touched}."[:300]
        return
    act.undo(case, item.before, by=_warranted(by, case), at=clock.now())
    item.state, item.reason = ItemState.UNDONE, ""
    if item.before.get("untreated") and not is_untreated(case):
        try:
            untreat(case, by=_warranted(by, case), at=clock.now(), version=case.version)
        except NotPossible:
            item.reason = NOT_UNTREATED


def _touched_by(case: Case, item: BulkItem) -> str | None:
    """Who did something to it since; what Parvis itself did (a routing after a triage) is not somebody's work."""
    since = Event.objects.filter(case_id=case.pk, case_version__gt=item.version_after or 0)
    someone = since.exclude(actor_kind=ActorKind.SYSTEM).order_by("id").first()
    if someone is None:
        return None
    return someone.actor_label or "l'usager"


def _warranted(by: Actor, case: Case) -> Actor:
    """Whoever handed a case over no longer answers for it, and yet takes back their own act as long as nobody touched it."""
    assert by.access is not None
    access = by.access
    if access.agent_id is None or case.sector_id not in access.readable_sectors:
        return by
    return replace(
        by, access=replace(access, acting_departments=access.acting_departments | {case.department_id})
    )


def _is_mine(run: BulkRun) -> bool:
    return bool(BulkRun.objects.filter(pk=run.pk, attempt=run.attempt, state=run.state).exists())


def _beat(run: BulkRun) -> None:
    _change(run, beat_at=clock.now())


def _end(run: BulkRun) -> None:
    over = State.DONE if run.state == State.RUNNING else State.UNDONE
    _change(run, state=over, ended_at=clock.now())


def _change(run: BulkRun, **values: Any) -> None:
    with transaction.atomic():
        if not BulkRun.objects.filter(pk=run.pk, attempt=run.attempt, state=run.state).update(**values):
            raise Superseded
