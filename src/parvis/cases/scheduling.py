"""Schedule: the day something will be done; and no day any more."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from parvis.cases.acting import NotPossible, Unclear, acting, require_open
from parvis.cases.events import DateCancelled, Scheduled
from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.history.actors import Actor
from parvis.kit.text import clean_text

#: Beyond this, a typing error is likelier than a plan.
FARTHEST = timedelta(days=3 * 366)


def schedule(
    case: Case, *, on: date, comment: str = "", by: Actor, at: datetime, version: int | None = None
) -> None:
    with acting(case, "schedule", by=by, at=at, version=version) as act:
        require_open(act.case)
        if on < timezone.localdate(at):
            raise Unclear("Cette date est passée.", "on")
        if on > at.date() + FARTHEST:
            raise Unclear("Cette date est trop lointaine : vérifiez l'année.", "on")
        act.first_human_act()
        act.leave_waiting()
        act.set(state=State.SCHEDULED, scheduled_on=on)
        act.append(Scheduled(on.isoformat(), clean_text(comment).strip()))


def unschedule(case: Case, *, cause: str = "", by: Actor, at: datetime, version: int | None = None) -> None:
    """Nobody comes that day, and the person reads it; the case is in progress."""
    with acting(case, "schedule", by=by, at=at, version=version) as act:
        day = act.case.scheduled_on
        if act.case.state != State.SCHEDULED or day is None:
            raise NotPossible("Aucune date n'est prévue pour cette demande.")
        act.leave_waiting()
        act.append(DateCancelled(day.isoformat(), clean_text(cause).strip()))
