"""The first act made on a case is taken back: it waits for its service again, as if nobody had touched it."""

from datetime import datetime

from parvis.cases.acting import NotPossible, acting, require_open
from parvis.cases.events import UntreatedAgain
from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.history.actors import Actor


def is_untreated(case: Case) -> bool:
    return case.state == State.RECEIVED and case.first_act_at is None


def untreat(case: Case, *, by: Actor, at: datetime, version: int | None = None) -> None:
    """Raises NotPossible when somebody is in charge, the case waits or is planned, or the person was answered.

    Whether an earlier act made it *in progress* is for the caller to know.
    """
    with acting(case, "hold", by=by, at=at, version=version) as act:
        require_open(act.case)
        if act.case.state != State.IN_PROGRESS or act.case.assignee_id or act.case.first_reply_at:
            raise NotPossible("Cette demande est prise en charge.")
        act.set(state=State.RECEIVED, first_act_at=None)
        act.append(UntreatedAgain())
