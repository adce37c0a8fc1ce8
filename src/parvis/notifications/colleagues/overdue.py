"""Tells agents that a case in their charge is overdue: once for each due date, whoever runs it and how often."""

from datetime import datetime, timedelta

from parvis.cases.models import Case
from parvis.notifications.colleagues.models import Reason
from parvis.notifications.colleagues.preferences import preferences_of
from parvis.notifications.colleagues.reacting import write_notices
from parvis.notifications.colleagues.telling import Told
from parvis.organisation.accesses import accesses_of

#: How far back a round looks: a worker that slept over the week-end tells on Monday.
BACK = timedelta(days=4)
MOST = 500


def tell_overdue(at: datetime) -> int:
    """In the tenant: how many cases fell due lately in somebody's charge."""
    found = list(
        Case.objects.overdue(at)
        .filter(due_at__gte=at - BACK, assignee__active=True)
        .select_related("assignee__account", "request_type", "sector")
        .defer("search")
        .order_by("due_at", "id")[:MOST]
    )
    agents = {case.assignee_id: case.assignee for case in found}
    accesses, preferences = accesses_of(agents.values()), preferences_of(list(agents))
    for case in found:
        access = accesses[case.assignee_id]
        if Case.objects.read_inside_by(access).filter(pk=case.pk).exists():
            told = [Told(case.assignee, access, Reason.OVERDUE)]
            write_notices(told, case, preferences, key=f"overdue:{case.pk}:{case.due_at.isoformat()}")
    return len(found)
