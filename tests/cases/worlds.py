"""Generated worlds for the permission tests: sectors sealed or not, departments, agents with any roles, cases in any state."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from parvis.cases.models import Case, Task
from parvis.cases.states import State, WaitingFor
from parvis.catalog.models import Kind, RequestType
from parvis.organisation.models import Account, Agent, Department, Membership, Role, Sector

#: A word that every case of a world holds, so that a search for it must find exactly what is readable.
WORD = "lampadaire"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECTORS, DEPARTMENTS, AGENTS, CASES = 3, 4, 3, 8


@dataclass(frozen=True)
class AgentPlan:
    memberships: tuple[tuple[Role, int | None], ...]
    active: bool


@dataclass(frozen=True)
class CasePlan:
    state: State
    sector: int
    department: int
    assignee: int | None
    opened_by: int | None
    addressed_to: int | None


@dataclass(frozen=True)
class Plan:
    sealed: tuple[bool, ...]
    homes: tuple[int, ...]
    agents: tuple[AgentPlan, ...]
    cases: tuple[CasePlan, ...]
    #: Held in emergency by whoever is asked about.
    emergencies: frozenset[int] = frozenset()


def _someone() -> Any:
    return st.one_of(st.none(), st.integers(0, AGENTS - 1))


agent_plans = st.builds(
    AgentPlan,
    st.lists(
        st.tuples(st.sampled_from(list(Role)), st.one_of(st.none(), st.integers(0, DEPARTMENTS - 1))),
        max_size=3,
        unique=True,
    ).map(tuple),
    st.sampled_from([True, True, True, False]),
)
case_plans = st.builds(
    CasePlan,
    st.sampled_from(list(State)),
    st.integers(0, SECTORS - 1),
    st.integers(0, DEPARTMENTS - 1),
    _someone(),
    _someone(),
    _someone(),
)
plans = st.builds(
    Plan,
    st.tuples(*[st.booleans()] * SECTORS),
    st.tuples(*[st.integers(0, SECTORS - 1)] * DEPARTMENTS),
    st.tuples(*[agent_plans] * AGENTS),
    st.lists(case_plans, min_size=CASES, max_size=CASES).map(tuple),
    st.frozensets(st.integers(0, CASES - 1), max_size=2),
)


@dataclass
class World:
    agents: list[Agent]
    cases: list[Case]
    sectors: list[Sector]


def build(plan: Plan, tag: str) -> World:
    """A dozen statements, beside whatever the town holds already."""
    sectors = Sector.objects.bulk_create(
        Sector(code=f"{tag}{n}", name=f"Secteur {n}", sealed=sealed) for n, sealed in enumerate(plan.sealed)
    )
    departments = Department.objects.bulk_create(
        Department(code=f"{tag}{n}", name=f"Service {n}", sector=sectors[home])
        for n, home in enumerate(plan.homes)
    )
    kinds = RequestType.objects.bulk_create(
        RequestType(code=f"{tag}{n}", label="Éclairage", department=departments[0], sector=sector)
        for n, sector in enumerate(sectors)
    )
    accounts = Account.objects.bulk_create(
        Account(email=f"{tag}{n}@mairie.test", name=f"Agent {n}", password="!")
        for n in range(len(plan.agents))
    )
    agents = Agent.objects.bulk_create(
        Agent(account=account, display_name=account.name, sort_name=account.name.lower(), active=one.active)
        for account, one in zip(accounts, plan.agents, strict=True)
    )
    Membership.objects.bulk_create(
        Membership(agent=agent, role=role, department=None if home is None else departments[home])
        for agent, one in zip(agents, plan.agents, strict=True)
        for role, home in one.memberships
    )
    cases = Case.objects.bulk_create(_cases(plan, tag, departments, kinds, agents))
    Task.objects.bulk_create(
        Task(case=case, department_id=case.department_id, title="À faire", created_at=AT) for case in cases
    )
    return World(agents, cases, sectors)


def _cases(plan: Plan, tag: str, departments: Any, kinds: Any, agents: Any) -> list[Case]:
    def who(index: int | None) -> Agent | None:
        return None if index is None else agents[index]

    return [
        Case(
            reference=f"{tag}-{n}",
            state=one.state,
            outcome="done" if one.state == State.CLOSED else "",
            closed_at=AT if one.state == State.CLOSED else None,
            waiting_for=WaitingFor.PERSON if one.state == State.WAITING else "",
            scheduled_on=AT.date() if one.state == State.SCHEDULED else None,
            request_type=kinds[one.sector],
            kind=Kind.REPORT,
            department=departments[one.department],
            sector_id=kinds[one.sector].sector_id,
            assignee=who(one.assignee),
            opened_by=who(one.opened_by),
            addressed_to=who(one.addressed_to),
            channel="web",
            description=f"Un {WORD} en panne, le n° {n}",
            received_at=AT + timedelta(minutes=n // 2),
            recorded_at=AT,
            last_activity_at=AT,
            follow_nonce="0",
        )
        for n, one in enumerate(plan.cases)
    ]
