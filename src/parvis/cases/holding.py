"""Hold: waiting for the person (the target clock stops) or for a third party (it runs on); then resume."""

from datetime import datetime

from parvis.cases.acting import NotPossible, Unclear, acting, require_open, required
from parvis.cases.events import Held, Resumed, WaitingRestored
from parvis.cases.models import Case
from parvis.cases.states import State, WaitingFor
from parvis.history.actors import Actor
from parvis.kit.text import clean_text


def hold(
    case: Case, *, waiting_for: str, reason: str, by: Actor, at: datetime, version: int | None = None
) -> None:
    with acting(case, "hold", by=by, at=at, version=version) as act:
        require_open(act.case)
        why = required(reason, "Dites ce que l'on attend.", "reason")
        if waiting_for not in WaitingFor.values:
            raise Unclear("Dites qui l'on attend.", "waiting_for")
        act.first_human_act()
        act.leave_waiting()
        act.set(state=State.WAITING, waiting_for=waiting_for, waiting_since=at)
        act.append(Held(waiting_for, why))


def require_not_waiting(case: Case) -> None:
    """For a question that was written before: asked meanwhile, the person would be asked twice."""
    if case.state == State.WAITING:
        raise NotPossible("Cette demande est déjà en attente.")


def wait_again(
    case: Case,
    *,
    waiting_for: str,
    since: datetime | None,
    due_at: datetime | None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """An act that ended the wait is taken back: the wait goes on as if it had never stopped, and nobody is asked twice.

    ``since`` and ``due_at`` are those of before the act: the clock that stopped then has not run since.
    """
    with acting(case, "hold", by=by, at=at, version=version) as act:
        require_open(act.case)
        if waiting_for not in WaitingFor.values:
            raise Unclear("Dites qui l'on attend.", "waiting_for")
        require_not_waiting(act.case)
        act.leave_waiting()
        act.set(state=State.WAITING, waiting_for=waiting_for, waiting_since=since or at, due_at=due_at)
        act.append(WaitingRestored(waiting_for))


def resume(case: Case, *, cause: str = "", by: Actor, at: datetime, version: int | None = None) -> None:
    """End of the wait or of the planned stage: back to *in progress*."""
    with acting(case, "hold", by=by, at=at, version=version) as act:
        if act.case.state not in (State.WAITING, State.SCHEDULED):
            raise NotPossible("Cette demande n'est pas en attente.")
        act.leave_waiting()
        act.append(Resumed(clean_text(cause).strip()))
