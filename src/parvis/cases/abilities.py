"""Who may do what on a case: one function for a case, the same rule as a queryset for lists and in search_function.sql.

``tests/cases/test_abilities.py`` proves on generated worlds that the three agree.
"""

from typing import TYPE_CHECKING

from django.db.models import Q

from parvis.cases.states import State
from parvis.organisation.access import Access
from parvis.organisation.models import Department, Role

if TYPE_CHECKING:
    from parvis.cases.models import Case, Task

READ = "read"
#: Acts of any colleague who reads the case, and acts kept to those who answer for it.
COLLEAGUE_ACTS = frozenset({"note", "attach", "follow"})
EMERGENCY_ACTS = frozenset({READ, "note"})
OPEN_ACTS = frozenset(
    {"triage", "claim", "assign", "hand_over", "hold", "schedule", "reply", "close", "add_task"}
)
FIELD_ACTS = frozenset({"note", "attach", "schedule", "close"})


def assigned_sectors(access: Access) -> frozenset[int]:
    """Where being in charge of a case is enough to read it: agents in the street see their own orders."""
    if access.agent_id is None or not access.has(Role.FIELD):
        return frozenset()
    return access.open_sectors | access.readable_sectors


def addressed_sectors(access: Access) -> frozenset[int]:
    """Where a case addressed to the reader is read by them: elected people, never in a sealed sector."""
    if access.agent_id is None or not access.has(Role.ELECTED):
        return frozenset()
    return access.open_sectors


def readable(access: Access) -> Q:
    """The rule of ``abilities`` as a condition on cases. Sealed cases outside their sector do not exist."""
    # An empty IN is the impossible condition Django turns into no rows without asking the database.
    condition = Q(sector_id__in=access.readable_sectors) if access.readable_sectors else Q(pk__in=[])
    if access.agent_id is None:
        return condition
    # Somebody who took a request sees it until it is claimed.
    condition |= Q(opened_by_id=access.agent_id, state=State.RECEIVED, assignee_id__isnull=True)
    if sectors := assigned_sectors(access):
        condition |= Q(assignee_id=access.agent_id, sector_id__in=sectors)
    if sectors := addressed_sectors(access):
        condition |= Q(addressed_to_id=access.agent_id, sector_id__in=sectors)
    if access.emergencies:
        condition |= Q(pk__in=access.emergencies)
    return condition


def countable(access: Access) -> Q:
    """Cases that enter this reader's figures: those read, and for roles that see aggregates, the open sectors."""
    if access.may_see_figures:
        return Q(sector_id__in=access.countable_sectors)
    return readable(access)


def can_read(access: Access, case: "Case") -> bool:
    return reads_by_right(access, case) or in_emergency(access, case)


def in_emergency(access: Access, case: "Case") -> bool:
    """Opened for a few hours by an agent to whom it does not exist otherwise: read, and noted, nothing else."""
    return access.agent_id is not None and case.pk in access.emergencies


def reads_by_right(access: Access, case: "Case") -> bool:
    if case.sector_id in access.readable_sectors:
        return True
    if access.agent_id is None:
        return False
    if case.opened_by_id == access.agent_id and case.state == State.RECEIVED and case.assignee_id is None:
        return True
    if case.assignee_id == access.agent_id and case.sector_id in assigned_sectors(access):
        return True
    return case.addressed_to_id == access.agent_id and case.sector_id in addressed_sectors(access)


def abilities(access: Access, case: "Case") -> frozenset[str]:
    """Every act this reader may do on this case now; empty when the case does not exist for them."""
    if not reads_by_right(access, case):
        return EMERGENCY_ACTS if in_emergency(access, case) else frozenset()
    if access.agent_id is None:
        return frozenset({READ})
    acts = {READ} | COLLEAGUE_ACTS
    if _answers_for(access, case):
        acts |= OPEN_ACTS if case.is_open else {"reopen"}
        acts.add("link")
        if not case.is_open:
            acts.add("reply")
    elif case.assignee_id == access.agent_id and access.has(Role.FIELD) and case.is_open:
        acts |= FIELD_ACTS
    if _took_it_just_now(access, case) or (case.is_open and _answers_for(access, case)):
        acts.add("answer")
    return frozenset(acts)


def _took_it_just_now(access: Access, case: "Case") -> bool:
    """Nobody has touched it since: whoever took it may say that it was answered on the spot. The verb looks at the clock."""
    return case.opened_by_id == access.agent_id and case.state == State.RECEIVED and case.assignee_id is None


def _answers_for(access: Access, case: "Case") -> bool:
    """The owning department, and those who steer the sector."""
    if case.sector_id not in access.readable_sectors:
        return False
    return case.department_id in access.acting_departments or case.sector_id in access.steering_sectors


def task_abilities(access: Access, case: "Case", task: "Task") -> frozenset[str]:
    """« take », « complete » and « cancel »: what this reader of the case may do on one of its tasks now.

    The department it was given to does it, whoever owns the case; those who answer for the case may withdraw it.
    """
    if not (task.is_open and case.is_open and access.agent_id is not None and _reads_tasks(access, case)):
        return frozenset()
    acts: set[str] = set()
    inside = task.department_id in task_departments(access)
    if inside and task.owner_id is None:
        acts.add("take")
    if inside or task.owner_id == access.agent_id or case.sector_id in access.steering_sectors:
        acts.add("complete")
    if _answers_for(access, case):
        acts.add("cancel")
    return frozenset(acts)


def _reads_tasks(access: Access, case: "Case") -> bool:
    return reads_by_right(access, case) and sees_inside(access, case)


def task_departments(access: Access) -> frozenset[int]:
    """Whose tasks one does: where one acts, or works in the street."""
    return access.departments if access.has(Role.FIELD) else access.acting_departments & access.departments


def sees_inside(access: Access, case: "Case") -> bool:
    """Whoever took a sealed request reads it for a while, but not what its service does inside: notes, tasks."""
    return case.sector_id in access.readable_sectors | access.open_sectors or in_emergency(access, case)


def may_enlist(access: Access, case: "Case", department_id: int) -> bool:
    """Whether they may have this department follow the case, or stop: who answers for the case, or acts for that department."""
    if access.agent_id is None or not (reads_by_right(access, case) and sees_inside(access, case)):
        return False
    return _answers_for(access, case) or department_id in access.acting_departments


def may_be_given(department: Department, case: "Case") -> bool:
    """A task goes where the case can be read: a sealed case stays within the departments of its sector."""
    return department.active and (not case.sector.sealed or case.sector_id in department.sector_ids)
