"""The clocks of a case in words: « dans 3 j », « en retard de 2 j »."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from parvis.cases.models import Case
from parvis.cases.states import State, WaitingFor
from parvis.ui.dates import local

SOON = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    at: datetime
    text: str
    #: red, amber or slate
    tone: str


def due_of(case: Case, now: datetime) -> Due | None:
    """None without a due date; once closed it says whether it was met, and stops while the person is awaited."""
    if case.due_at is None:
        return None
    if case.closed_at is not None:
        late = case.closed_at - case.due_at
        return Due(
            case.due_at,
            f"close {span(late)} après l'échéance" if late > timedelta(0) else "close dans les délais",
            "slate",
        )
    if case.state == State.WAITING and case.waiting_for == WaitingFor.PERSON:
        return Due(case.due_at, "délai suspendu : on attend l'usager", "slate")
    left = case.due_at - now
    if left < timedelta(0):
        return Due(case.due_at, f"en retard de {span(-left)}", "red")
    if local(case.due_at).date() == local(now).date():
        return Due(case.due_at, f"aujourd'hui, dans {span(left)}", "amber")
    days = (local(case.due_at).date() - local(now).date()).days
    return Due(case.due_at, f"dans {days} j", "amber" if left < SOON else "slate")


def span(length: timedelta) -> str:
    if length >= timedelta(days=1):
        return f"{length.days} j"
    hours = int(length.total_seconds() // 3600)
    return f"{hours} h" if hours else f"{max(1, int(length.total_seconds() // 60))} min"
