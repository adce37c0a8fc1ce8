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
    #: Somebody did something that this reader, who has it in charge or follows it, has not seen.
    fresh: bool = False
    #: Tasks to do that this reader sees; counted only for a list that shows them.
    tasks: int = 0


def row_of(case: Case, access: Access, at: datetime, *, fresh: bool = False, tasks: int = 0) -> Row:
    return row_for(case, at, names_person=names_person(case, access), fresh=fresh, tasks=tasks)


def row_for(case: Case, at: datetime, *, names_person: bool, fresh: bool = False, tasks: int = 0) -> Row:
    excerpt = Truncator(" ".join(case.description.split())).chars(EXCERPT)
    return Row(case, excerpt, _person(case) if names_person else "", _clock(case, at), fresh, tasks)


def rows_of(
    cases: Iterable[Case],
    access: Access,
    at: datetime,
    *,
    fresh: frozenset[int] = frozenset(),
    tasks: bool = False,
) -> list[Row]:
    """``fresh``: identifiers of ``reading.fresh_cases``, asked once for all the lists of a page."""
    shown = list(cases)
    counted = _tasks(shown, access) if tasks else {}
    return [row_of(case, access, at, fresh=case.pk in fresh, tasks=counted.get(case.pk, 0)) for case in shown]


def _tasks(cases: list[Case], access: Access) -> dict[int, int]:
    """One statement for the page."""
    tasks = Task.objects.readable_by(access).open().filter(case_id__in=[case.pk for case in cases])
    return dict(tasks.order_by().values_list("case_id").annotate(n=Count("pk")))


def names_person(case: Case, access: Access) -> bool:
    """Whether this reader needs to know who asks."""
    return case.sector_id in access.readable_sectors or (
        access.agent_id is not None and access.agent_id in (case.opened_by_id, case.addressed_to_id)
    )


def _person(case: Case) -> str:
    if case.person is None:
        return "Anonyme" if case.anonymous else ""
    return case.person.display_name


def _clock(case: Case, at: datetime) -> str:
    if case.due_at is None or not case.is_open:
        return ""
    if case.waiting_for == WaitingFor.PERSON:
        return "paused"
    return "overdue" if case.due_at < at else "running"
