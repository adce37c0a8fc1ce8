"""Tells agents that a case in their charge is overdue: once for each due date, whoever runs it and how often."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, F, Func, OuterRef, Value
from django.db.models.functions import Cast, Concat

from parvis.cases.models import Case
from parvis.notifications.colleagues.models import AgentNotice, AgentPreference, Level, Reason
from parvis.notifications.colleagues.preferences import preferences_of
from parvis.notifications.colleagues.reacting import write_notices
from parvis.notifications.colleagues.telling import Told
from parvis.organisation.accesses import accesses_of

#: How far back a round looks: a worker that slept over the week-end tells on Monday.
BACK = timedelta(days=4)
MOST = 500


#: As ``AgentNotice.key`` says it.
KEY = Concat(
    Value("overdue:"),
    Cast("pk", CharField()),
    Value(":"),
    Func(
        F("due_at"),
        template="to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
        output_field=CharField(),
    ),
)


def tell_overdue(at: datetime) -> int:
    """In the tenant: how many cases fell due lately in somebody's charge, who was not told and wants to be."""
    told = AgentNotice.objects.filter(agent_id=OuterRef("assignee_id"), key=OuterRef("told_as"))
    deaf = AgentPreference.objects.filter(levels__overdue=Level.NONE)
    found = list(
        Case.objects.overdue(at)
        .filter(due_at__gte=at - BACK, assignee__active=True)
        .exclude(assignee_id__in=deaf.values("agent_id"))
        .annotate(told_as=KEY)
        .exclude(Exists(told))
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
            write_notices(told, case, preferences, key=case.told_as)
    return len(found)
