"""Claim and assign: who answers for the case inside its department."""

from datetime import datetime

from parvis.cases.abilities import can_read
from parvis.cases.acting import NotPossible, Unclear, acting, require_open
from parvis.cases.events import Assigned
from parvis.cases.models import Case
from parvis.history.actors import Actor
from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Role


class AlreadyTaken(NotPossible):
    """Somebody else took the case first."""


def claim(case: Case, *, by: Actor, at: datetime, version: int | None = None) -> None:
    """Take the case oneself. Refused when a colleague has it: assigning is then the word."""
    with acting(case, "claim", by=by, at=at, version=version) as act:
        require_open(act.case)
        if act.case.assignee_id not in (None, by.agent_id):
            holder = Agent.objects.get(pk=act.case.assignee_id)
            raise AlreadyTaken(f"{holder} vient de prendre cette demande.")
        act.first_human_act()
        act.set(assignee_id=by.agent_id)
        act.append(Assigned(agent=by.label, agent_id=by.agent_id, claimed=True))


def assign(case: Case, *, to: Agent | None, by: Actor, at: datetime, version: int | None = None) -> None:
    """Give the case to ``to``, or back to the department's queue with None. The agent must be able to read it."""
    with acting(case, "assign", by=by, at=at, version=version) as act:
        require_open(act.case)
        if to is not None:
            access = Access.of(to)
            reachable = access.open_sectors | access.readable_sectors
            in_the_street = access.has(Role.FIELD) and act.case.sector_id in reachable
            if not to.active or not (in_the_street or can_read(access, act.case)):
                raise Unclear("Cet agent ne peut pas suivre cette demande.", "to")
        act.first_human_act()
        act.set(assignee_id=to.pk if to else None)
        act.append(Assigned(agent=str(to) if to else "", agent_id=to.pk if to else None))
