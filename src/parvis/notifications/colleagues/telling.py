"""Who is told of an event, and why: agents called, in charge, given a task, of the service it goes to, followers."""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.cases import contributing_events as outside
from parvis.cases import events
from parvis.cases.abilities import can_read, sees_inside
from parvis.cases.followers import Followers, followers_of
from parvis.cases.models import Case, Task
from parvis.history.models import Event
from parvis.notifications.colleagues.models import Reason
from parvis.organisation.access import ACTING_ROLES, Access
from parvis.organisation.accesses import accesses_of
from parvis.organisation.members import members_of
from parvis.organisation.models import Agent

#: What tells those in charge and those who follow. Files are told with the act that brings them.
TOLD = (
    events.Triaged, events.Assigned, events.HandedOver, events.Held, events.Resumed, events.Scheduled,
    events.DateCancelled, events.Replied, events.MessageReceived, events.Noted, events.TaskAdded, events.TaskTaken,
    events.TaskCompleted, events.TaskCancelled, events.Closed, events.Reopened, events.DepartmentFollowed,
    outside.Contributed, outside.TaskDeclined, outside.ChecklistAdded,
)  # fmt: skip
ORDER = {reason: rank for rank, reason in enumerate(Reason.values)}


@dataclass(frozen=True)
class Told:
    agent: Agent
    access: Access
    reason: Reason


def told_of(event: Event, case: Case) -> list[Told]:
    """One entry an agent, for their strongest reason; never who did it, nor who may not read the case now."""
    return readers_of(event, case, _reached(event, case))


def readers_of(event: Event, case: Case, reached: Iterable[tuple[Reason, Iterable[int]]]) -> list[Told]:
    reasons: dict[int, Reason] = {}
    for reason, agent_ids in reached:
        for pk in agent_ids:
            if pk not in reasons or ORDER[reason] < ORDER[reasons[pk]]:
                reasons[pk] = reason
    if event.actor_kind == "agent":
        reasons.pop(event.actor_id or 0, None)
    agents = list(
        Agent.objects.filter(pk__in=reasons, active=True)
        .select_related("account")
        .order_by("sort_name", "pk")
    )
    accesses = accesses_of(agents)
    return [Told(a, accesses[a.pk], reasons[a.pk]) for a in agents if _reads(accesses[a.pk], case)]


def _reads(access: Access, case: Case) -> bool:
    """Notices speak of notes and tasks: whoever took a sealed request for its service is told of nothing."""
    return can_read(access, case) and sees_inside(access, case)


def _reached(event: Event, case: Case) -> list[tuple[Reason, list[int]]]:
    kind = event.kind
    if isinstance(kind, events.DepartmentFollowed):
        # News to those whom it is about, and to nobody else.
        return [(Reason.DEPARTMENT_FOLLOWS, _following_with(kind.department_id, followers_of(case)))]
    found: list[tuple[Reason, list[int]]] = []
    match kind:
        case events.Noted():
            found.append((Reason.MENTION, kind.agents))
            for pk in kind.departments:
                found.append((Reason.DEPARTMENT, _agents(pk)))
        case events.Assigned():
            found.append((Reason.ASSIGNED, [kind.agent_id] if kind.agent_id else []))
        case events.TaskAdded():
            task = [kind.owner_id] if kind.owner_id else _agents(kind.department_id)
            found.append((Reason.TASK, task))
        case events.TaskCompleted() | events.TaskCancelled() | outside.Contributed() | outside.TaskDeclined():
            given = Task.objects.filter(pk=kind.task_id).values_list("created_by_id", "owner_id").first()
            found.append((Reason.MINE, [pk for pk in given or () if pk]))
        case outside.ChecklistAdded():
            for pk, owner in Task.objects.filter(pk__in=kind.tasks).values_list("department_id", "owner_id"):
                found.append((Reason.TASK, [owner] if owner else _agents(pk)))
        case events.HandedOver():
            found.append((Reason.HANDED_OVER, _agents(kind.to_id, acting=True)))
    if case.assignee_id:
        found.append((Reason.MINE, [case.assignee_id]))
    return found + _followers(event, case)


def _followers(event: Event, case: Case) -> list[tuple[Reason, list[int]]]:
    """The departments' agents as they are now. What a duplicate only passes on was told with its main case."""
    followers = followers_of(case)
    found = [(Reason.FOLLOWED, [agent.pk for agent in followers.agents])]
    for department in followers.departments:
        found.append((Reason.DEPARTMENT_FOLLOWS, _following_with(department.pk, followers)))
    known = _told_with(event)
    return [(reason, [pk for pk in agent_ids if pk not in known]) for reason, agent_ids in found]


def _following_with(department_id: int | None, followers: Followers) -> list[int]:
    return [pk for pk in _agents(department_id) if pk not in followers.refusing]


def _told_with(event: Event) -> set[int]:
    """Who heard, or said, what this reply to a duplicate repeats."""
    first_id = event.kind.told_with if isinstance(event.kind, events.Replied) else None
    first = Event.objects.filter(pk=first_id).first() if first_id else None
    main = (
        Case.objects.select_related("sector").defer("search").filter(pk=first.case_id).first()
        if first
        else None
    )
    if first is None or main is None:
        return set()
    author = {first.actor_id} if first.actor_kind == "agent" and first.actor_id else set()
    return {told.agent.pk for told in told_of(first, main)} | author


def _agents(department_id: int | None, *, acting: bool = False) -> list[int]:
    if not department_id:
        return []
    members = [a.pk for a in members_of(department_id)]
    if not acting:
        return members
    accesses = accesses_of(Agent.objects.filter(pk__in=members))
    return [pk for pk, access in accesses.items() if access.has(*ACTING_ROLES)]


def beginners(event: Event) -> list[int]:
    """Whom this event makes follow the case, unless they prefer not to."""
    kind = event.kind
    author = [event.actor_id] if event.actor_kind == "agent" and event.actor_id else []
    match kind:
        case events.Noted():
            return [*author, *kind.agents]
        case events.Assigned():
            return [kind.agent_id] if kind.agent_id else []
        case events.TaskAdded() | events.TaskTaken():
            return [kind.owner_id] if kind.owner_id else []
    return []
