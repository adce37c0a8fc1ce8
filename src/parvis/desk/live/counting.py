"""The figures of the side bar, for whoever sees them move: four grouped queries, however many agents are connected.

An act says, with the case before and after, whose figures it may change; those are counted again together, and each
reader adds up what is theirs: by department and sector for what nobody has taken, by agent and sector for what is theirs.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count as CountOf

from parvis.cases.abilities import can_read, task_departments
from parvis.cases.models import Case, Task
from parvis.desk.lists.counting import Count, desk_counts
from parvis.desk.live.changes import Change
from parvis.desk.live.viewers import Viewer
from parvis.kit.readonly import read_only_transaction
from parvis.kit.tenant import activate
from parvis.organisation.access import READING_ROLES, Access


class TaskMoved(NamedTuple):
    """A task of the case that changed in the same act."""

    department_id: int
    owner_ids: frozenset[int]


def read_task(rest: str) -> tuple[int, TaskMoved]:
    """Its case, and whom it concerns."""
    case_id, department, *owners = (int(part) for part in rest.split(","))
    return case_id, TaskMoved(department, frozenset(owner for owner in owners if owner))


def moves_counts(access: Access, change: Change, tasks: Iterable[TaskMoved]) -> bool:
    before, after = (_places(access, case) for case in (change.before, change.case))
    if before != after:
        return True
    if not can_read(access, change.case):
        return False
    departments = task_departments(access)
    return any(t.department_id in departments or access.agent_id in t.owner_ids for t in tasks)


def _places(access: Access, case: Case | None) -> tuple[bool, bool]:
    """Whether the case is among mine, and among those nobody of my departments has taken."""
    if case is None or not case.is_open or not can_read(access, case):
        return False, False
    mine = case.assignee_id is not None and case.assignee_id == access.agent_id
    untaken = case.assignee_id is None and case.department_id in access.departments
    return mine, untaken and bool(access.readable_sectors)


def counts_of(tenant_id: int, viewers: Iterable[Viewer]) -> dict[Viewer, dict[str, str]]:
    """As the pages show them, « » for none."""
    readers = list(viewers)
    with activate(tenant_id), read_only_transaction():
        together = [v for v in readers if v.access.roles & READING_ROLES]
        found = _together(together) if together else {}
        for viewer in readers:
            if viewer not in found:
                found[viewer] = desk_counts(viewer.access)
    return {
        viewer: {name: str(count) if count else "" for name, count in counts.items()}
        for viewer, counts in found.items()
    }


def _together(viewers: list[Viewer]) -> dict[Viewer, dict[str, Count]]:
    """For roles that read the open sectors: what they see of their cases and tasks is then decided by its sector alone."""
    agents = {v.agent_id for v in viewers}
    departments = {d for v in viewers for d in v.access.departments}
    doing = {d for v in viewers for d in task_departments(v.access)}
    cases, tasks = Case.objects.open(), Task.objects.open()
    mine = _grouped(cases.filter(assignee_id__in=agents), "assignee_id", "sector_id")
    untaken = _grouped(
        cases.filter(assignee__isnull=True, department_id__in=departments), "department_id", "sector_id"
    )
    owned = _grouped(tasks.filter(owner_id__in=agents), "owner_id", "case__sector_id")
    given = _grouped(
        tasks.filter(owner__isnull=True, department_id__in=doing), "department_id", "case__sector_id"
    )

    def counts(viewer: Viewer) -> dict[str, Count]:
        access = viewer.access
        me = frozenset({viewer.agent_id})
        sectors = access.readable_sectors
        waiting = _sum(owned, me, sectors) + _sum(given, task_departments(access), sectors)
        return {
            "my_day": Count(_sum(mine, me, sectors)),
            "queue": Count(_sum(untaken, access.departments, sectors)),
            "tasks": Count(waiting),
        }

    return {viewer: counts(viewer) for viewer in viewers}


def _grouped(queryset: Any, *by: str) -> Counter[tuple[int, int]]:
    rows = queryset.order_by().values_list(*by).annotate(number=CountOf("pk"))
    return Counter({(first, second): number for first, second, number in rows})


def _sum(counted: Counter[tuple[int, int]], firsts: frozenset[int], sectors: frozenset[int]) -> int:
    return sum(counted[first, sector] for first in firsts for sector in sectors)
