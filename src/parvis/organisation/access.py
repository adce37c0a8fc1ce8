"""What an agent's roles open, computed once per request: departments, sectors, roles.

Open by default, sealed where the law seals: a sealed sector is readable only from inside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from parvis.kit import clock
from parvis.organisation.models import Agent, Department, Membership, Role, Sector

#: Roles that read every case of the open sectors, whatever the department.
READING_ROLES = frozenset(
    {
        Role.FRONT_DESK,
        Role.CASE_WORKER,
        Role.DISPATCHER,
        Role.MANAGER,
        Role.EXECUTIVE,
        Role.CABINET,
        Role.ADMINISTRATOR,
    }
)
#: Roles that change the state of their own department's cases.
ACTING_ROLES = frozenset({Role.FRONT_DESK, Role.CASE_WORKER, Role.DISPATCHER, Role.MANAGER, Role.CABINET})
#: Roles that change the state of any case they read (in open sectors; managers of a sealed one inside it).
STEERING_ROLES = frozenset({Role.DISPATCHER, Role.MANAGER})
#: Roles that take requests at the counter, on the phone or in the street.
INTAKE_ROLES = READING_ROLES | {Role.FIELD, Role.ELECTED}
#: Roles that open the administration; what each finds there is up to its pages.
ADMINISTRATION_ROLES = frozenset({Role.ADMINISTRATOR, Role.DISPATCHER})
#: Roles that see figures; those outside READING_ROLES see aggregates, not the lists behind them.
FIGURES_ROLES = READING_ROLES | {Role.ELECTED, Role.COMMUNICATION, Role.DPO}


#: Roles that may open one sealed case in emergency: those who answer people, or for others (docs/adr/0015).
EMERGENCY_ROLES = frozenset(
    {Role.FRONT_DESK, Role.CASE_WORKER, Role.DISPATCHER, Role.MANAGER, Role.EXECUTIVE}
)

#: The cases, and when each closes again.
Finder = Callable[[int, datetime], dict[int, datetime]]
_finders: list[Finder] = []


def finds_emergencies(finder: Finder) -> Finder:
    """Registered by the slice that knows cases: which ones an agent holds in emergency at this instant."""
    _finders.append(finder)
    return finder


def emergencies_of(agent: Agent, at: datetime) -> dict[int, datetime]:
    """No query for those, nearly all, who opened nothing lately."""
    if not agent.active or agent.emergency_until is None or agent.emergency_until <= at:
        return {}
    return {pk: until for finder in _finders for pk, until in finder(agent.pk, at).items()}


@dataclass(frozen=True)
class Access:
    """``agent_id`` is None for a partner's token, which reads the open sectors and acts on none."""

    agent_id: int | None
    roles: frozenset[str]
    readable_sectors: frozenset[int]
    open_sectors: frozenset[int]
    #: Departments in which the agent acts, and sealed sectors where a steering role holds.
    acting_departments: frozenset[int] = field(default_factory=frozenset)
    departments: frozenset[int] = field(default_factory=frozenset)
    steering_sectors: frozenset[int] = field(default_factory=frozenset)
    #: Cases of sealed sectors that the agent opened in emergency, for a few hours (``cases/emergency.py``).
    emergencies: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, agent: Agent) -> Self:
        """Two queries: the agent's memberships with their departments, and the tenant's sectors. One more for the few
        who opened a sealed case in emergency."""
        memberships = list(Membership.objects.filter(agent=agent).select_related("department"))
        found = cls.from_rows(agent.pk if agent.active else None, memberships, list(Sector.objects.all()))
        if not found.may_open_in_emergency:
            return found  # the role has gone: what it opened closes
        return replace(found, emergencies=frozenset(emergencies_of(agent, clock.now())))

    @classmethod
    def from_rows(cls, agent_id: int | None, memberships: list[Membership], sectors: list[Sector]) -> Self:
        open_sectors = frozenset(s.pk for s in sectors if not s.sealed)
        if agent_id is None:
            return cls(None, frozenset(), frozenset(), open_sectors)
        roles = frozenset(m.role for m in memberships)
        readable = set(open_sectors) if roles & READING_ROLES else set()
        steering = set(open_sectors) if roles & STEERING_ROLES else set()
        acting: set[int] = set()
        departments: set[int] = set()
        for m in memberships:
            department: Department | None = m.department
            if department is None:
                continue
            departments.add(department.pk)
            if m.role in READING_ROLES:
                readable |= department.sector_ids
            if m.role in ACTING_ROLES:
                acting.add(department.pk)
            if m.role in STEERING_ROLES:
                steering |= department.sector_ids
        return cls(
            agent_id, roles, frozenset(readable), open_sectors, frozenset(acting), frozenset(departments),
            frozenset(steering),
        )  # fmt: skip

    @classmethod
    def partner(cls) -> Self:
        """What an API token reads: the open sectors."""
        sectors = frozenset(Sector.objects.filter(sealed=False).values_list("pk", flat=True))
        return cls(None, frozenset(), sectors, sectors)

    @classmethod
    def nobody(cls) -> Self:
        return cls(None, frozenset(), frozenset(), frozenset())

    def holding(self, case_id: int) -> Self:
        """The same, with one more case held in emergency."""
        return replace(self, emergencies=self.emergencies | {case_id})

    def has(self, *roles: str) -> bool:
        return bool(self.roles.intersection(roles))

    @property
    def reads_everything_open(self) -> bool:
        return bool(self.roles & READING_ROLES) or (self.agent_id is None and bool(self.readable_sectors))

    @property
    def may_take_requests(self) -> bool:
        return bool(self.roles & INTAKE_ROLES)

    @property
    def may_open_lists(self) -> bool:
        """Whether lists of cases may hold anything: those one reads by role, or those one took oneself."""
        return bool(self.readable_sectors) or self.may_take_requests

    @property
    def may_see_figures(self) -> bool:
        return bool(self.roles & FIGURES_ROLES) or (self.agent_id is None and bool(self.readable_sectors))

    @property
    def may_open_in_emergency(self) -> bool:
        return self.agent_id is not None and bool(self.roles & EMERGENCY_ROLES)

    @property
    def may_read_the_access_log(self) -> bool:
        return self.has(Role.DPO)

    @property
    def may_open_administration(self) -> bool:
        return bool(self.roles & ADMINISTRATION_ROLES)

    @property
    def countable_sectors(self) -> frozenset[int]:
        """Sectors whose cases enter this reader's figures."""
        return self.readable_sectors | (self.open_sectors if self.may_see_figures else frozenset())
