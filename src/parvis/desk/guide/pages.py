"""The pages that the steps of a visit open, as addresses for this agent."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from parvis.cases.models import Case
from parvis.organisation.access import Access


def _named(name: str, **query: str) -> Callable[[Access], str]:
    return lambda access: reverse(name) + (f"?{urlencode(query)}" if query else "")


def _case(access: Access) -> str:
    """One of theirs if they have any, else the last one they may read; the list in a town that has none yet."""
    theirs = Q(assignee_id=access.agent_id) | Q(addressed_to_id=access.agent_id)
    ours = Q(department_id__in=access.departments) if access.departments else theirs
    open_cases = Case.objects.readable_by(access).filter(sector__sealed=False).open()
    for kept in (theirs, ours, Q()):
        found = open_cases.filter(kept).most_recent_first().values_list("reference", flat=True).first()
        if found:
            return reverse("desk:case", args=[found])
    return reverse("desk:queue") + "?state=all"


PAGES: Mapping[str, Callable[[Access], str]] = {
    "my_day": _named("desk:my_day"),
    "queue": _named("desk:queue", state="open"),
    "untaken": _named("desk:queue", state="open", assignee="none", sort="oldest"),
    "late": _named("desk:queue", state="open", due="overdue", sort="due"),
    "mine": _named("desk:queue", state="open", assignee="me", sort="due"),
    "addressed": _named("desk:queue", state="open", addressed="me"),
    "case": _case,
    "new_case": _named("desk:new_case"),
    "figures": _named("insights:index"),
    "figures_received": _named("insights:received"),
    "figures_departments": _named("insights:by-department"),
    "figures_untreated": _named("insights:untreated"),
    "administration": _named("administration:index"),
    "rules": _named("routing:rules"),
}
