"""The way a case went from service to service: who sent it on, why, and how long each one had it."""

from dataclasses import dataclass
from datetime import datetime

from parvis.cases.events import HandedOver
from parvis.cases.models import Case
from parvis.desk.cases.clocks import span
from parvis.history.models import Event

MOST = 50


@dataclass(frozen=True)
class Stay:
    department: str
    since: datetime
    #: How long it stayed, « 3 j ».
    length: str
    #: Who sent it on, and why; empty for where it is now.
    sent_by: str = ""
    reason: str = ""


def stays_of(case: Case, now: datetime) -> list[Stay]:
    """The first service first, the present one last. One query, none for a case that nobody handed over."""
    if not case.hand_overs:
        return []
    events = list(Event.objects.filter(case_id=case.pk, type=HandedOver.code).order_by("at", "id")[:MOST])
    stays, since = [], case.received_at
    for event in events:
        what = event.kind
        stays.append(
            Stay(what.from_department, since, span(event.at - since), event.actor_label, what.reason)
        )
        since = event.at
    end = case.closed_at or now
    stays.append(Stay(case.department.name, since, span(end - since)))
    return stays
