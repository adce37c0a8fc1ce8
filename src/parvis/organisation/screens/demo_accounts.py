"""Sign-ins offered on the demonstration towns, so that a visitor tries every role with one click."""

import re
from dataclasses import dataclass

from parvis.organisation.models import Membership, Role
from parvis.tenancy.models import Collectivity

#: Public, like everything in the demonstration; `parvis demo` gives it to its agents.
DEMO_PASSWORD = "parvis-demo-2026"
_SLUG = re.compile(r"demo\d*")


@dataclass(frozen=True)
class DemoAccount:
    role: str
    name: str
    department: str
    email: str


def is_demo(town: Collectivity) -> bool:
    """« demo », « demo2 »…, never a town whose name happens to begin so."""
    return _SLUG.fullmatch(town.slug) is not None


def demo_accounts(town: Collectivity) -> list[DemoAccount]:
    """One active agent for each role, in the order of the roles. Nobody elsewhere than on a demonstration."""
    if not is_demo(town):
        return []
    memberships = Membership.objects.filter(agent__active=True, agent__account__is_active=True)
    held: dict[str, list[Membership]] = {}
    for membership in memberships.select_related("agent__account", "department").order_by(
        "agent__sort_name", "pk"
    ):
        held.setdefault(membership.role, []).append(membership)
    return [
        DemoAccount(
            role.label, m.agent.display_name, m.department.name if m.department else "", m.agent.account.email
        )
        for role in Role
        if (m := _shown(held.get(role, [])))
    ]


def _shown(holders: list[Membership]) -> Membership | None:
    """The roads department where several hold a role: it is the busiest."""
    roads = [m for m in holders if m.department is not None and m.department.code == "VOI"]
    return next(iter(roads or holders), None)
