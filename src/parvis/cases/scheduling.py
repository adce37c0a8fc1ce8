"""Schedule: the day something will be done."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from parvis.cases.acting import Unclear, acting, require_open
from parvis.cases.events import Scheduled
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
