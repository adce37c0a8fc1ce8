"""A case as a list shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.text import Truncator

from parvis.cases.models import Case, Task
from parvis.cases.states import WaitingFor
from parvis.organisation.access import Access

EXCERPT = 110


@dataclass(frozen=True)
class Row:
    case: Case
    excerpt: str
    #: "" when this reader does not need to know who asks.
    person: str
    #: "", "overdue", "paused" (waiting for the person) or "running".
    clock: str
    #: Tasks to do that this reader sees; counted only for a list that shows them.
    tasks: int = 0


def row_of(case: Case, access: Access, at: datetime, *, tasks: int = 0) -> Row:
    excerpt = Truncator(" ".join(case.description.split())).chars(EXCERPT)
    return Row(case, excerpt, _person(case, access), _clock(case, at), tasks)


def rows_of(cases: Iterable[Case], access: Access, at: datetime, *, tasks: bool = False) -> list[Row]:
    shown = list(cases)
    counted = _tasks(shown, access) if tasks else {}
    return [row_of(case, access, at, tasks=counted.get(case.pk, 0)) for case in shown]


def _tasks(cases: list[Case], access: Access) -> dict[int, int]:
    """One statement for the page."""
    tasks = Task.objects.readable_by(access).open().filter(case_id__in=[case.pk for case in cases])
    return dict(tasks.order_by().values_list("case_id").annotate(n=Count("pk")))


def _person(case: Case, access: Access) -> str:
    knows = (
        case.sector_id in access.readable_sectors
        or (access.agent_id is not None and access.agent_id in (case.opened_by_id, case.addressed_to_id))
    )  # fmt: skip
    if not knows:
        return ""
    if case.person is None:
        return "Anonyme" if case.anonymous else ""
    return case.person.display_name


def _clock(case: Case, at: datetime) -> str:
    if case.due_at is None or not case.is_open:
        return ""
    if case.waiting_for == WaitingFor.PERSON:
        return "paused"
    return "overdue" if case.due_at < at else "running"
