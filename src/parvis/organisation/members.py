"""Whom one tells when one tells a department."""

from parvis.organisation.models import Agent, Membership, Role

#: Above, telling everybody tells nobody: the managers are told.
MOST = 60


def members_of(department_id: int) -> list[Agent]:
    """Its active agents, by name; of a department of more than MOST, its managers, or the first names when it has none."""
    rows = list(
        Membership.objects.filter(department_id=department_id, agent__active=True)
        .select_related("agent__account")
        .order_by("agent__sort_name", "agent_id")
    )
    everybody = list({row.agent_id: row.agent for row in rows}.values())
    if len(everybody) <= MOST:
        return everybody
    managers = {row.agent_id: row.agent for row in rows if row.role == Role.MANAGER}
    return (list(managers.values()) or everybody)[:MOST]
