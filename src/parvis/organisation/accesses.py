"""What the roles of several agents open, in two queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable

from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Membership, Sector


def accesses_of(agents: Iterable[Agent]) -> dict[int, Access]:
    """By identifier of the agent; an agent who left opens nothing."""
    known = list(agents)
    if not known:
        return {}
    held: dict[int, list[Membership]] = defaultdict(list)
    found = Membership.objects.filter(agent_id__in=[a.pk for a in known]).select_related("department")
    for membership in found:
        held[membership.agent_id].append(membership)
    sectors = list(Sector.objects.all())
    return {a.pk: Access.from_rows(a.pk if a.active else None, held[a.pk], sectors) for a in known}
