"""Many counts in one statement, each bounded: a page never waits for a count of a million."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, Value

from parvis.cases.abilities import task_departments
from parvis.cases.models import Case, Task
from parvis.kit.tenant import current_tenant_id
from parvis.notifications.colleagues.models import AgentNotice
from parvis.organisation.access import Access

MOST = 9_999


@dataclass(frozen=True)
class Count:
    """How many, up to ``most``; ``str()`` is what screens show. ``more``: others were not looked for."""

    number: int
    more: bool = False
    most: int = 9_999

    @property
    def capped(self) -> bool:
        return self.more or self.number > self.most

    def __str__(self) -> str:
        return f"{min(self.number, self.most):,}".replace(",", "\u202f") + ("+" if self.capped else "")

    def __bool__(self) -> bool:
        return self.number > 0


def bounded_counts(parts: Mapping[str, Any], *, most: int | None = None) -> dict[str, Count]:
    """Each queryset's number of rows up to ``most`` (MOST without it), by name, in one statement."""
    most = MOST if most is None else most
    current_tenant_id()
    counts = dict.fromkeys(parts, Count(0, most=most))
    #: By statement and parameters: several places of a page may show the same count.
    asked: dict[tuple[str, str], list[str]] = {}
    statements, params = [], []
    for name, queryset in parts.items():
        limited = queryset.order_by().annotate(one=Value(1)).values("one")[: most + 1]
        try:
            sql, values = limited.query.sql_with_params()
        except EmptyResultSet:
            continue
        names = asked.setdefault((sql, repr(values)), [])
        names.append(name)
        if len(names) == 1:
            statements.append(f"SELECT %s::text, count(*) FROM ({sql}) AS counted")  # noqa: S608 - written by the ORM
            params += [name, *values]
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), params)
            found = {name: Count(number, most=most) for name, number in cursor.fetchall()}
        counts |= {name: found[names[0]] for names in asked.values() for name in names}
    return counts


def waiting_tasks(access: Access) -> Any:
    """Mine, and those of my departments that nobody has taken."""
    waits = Q(owner_id=access.agent_id) if access.agent_id else Q(pk__in=[])
    if departments := task_departments(access):
        waits |= Q(department_id__in=departments, owner__isnull=True)
    return Task.objects.readable_by(access).open().filter(waits)


def side_parts(access: Access) -> dict[str, Any]:
    """What the side bar counts: my open cases, those of my departments that nobody has, the tasks that wait for me."""
    cases = Case.objects.readable_by(access)
    mine = Q(assignee_id=access.agent_id) if access.agent_id else Q(pk__in=[])
    untaken = Q(department_id__in=access.departments) if access.departments else Q(pk__in=[])
    if access.agent_id and not access.readable_sectors:
        untaken = Q(pk__in=[])
    return {
        "side.my_day": cases.open().filter(mine),
        "side.queue": cases.open().filter(untaken, assignee__isnull=True),
        "side.tasks": waiting_tasks(access),
        "side.notices": AgentNotice.objects.of(access).unread(),
    }


def side_counts(counted: Mapping[str, Count]) -> dict[str, Count]:
    return {name.removeprefix("side."): count for name, count in counted.items() if name.startswith("side.")}


def desk_counts(access: Access) -> dict[str, Count]:
    """``desk_counts`` of the desk's templates, in one statement."""
    return side_counts(bounded_counts(side_parts(access)))
