"""Who follows a case, and is told of what happens to it. The person's own link is another thing (``following.py``).

Following changes nothing of the case: its version stays, no form grows stale, nobody is told. Whoever follows a duplicate
follows the case it was closed for, as long as it is one: nothing is copied, so that nothing has to be put back.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from parvis.cases.abilities import can_read, may_be_given, sees_inside
from parvis.cases.acting import Act, NotPossible, acting
from parvis.cases.duplicates import heard_links
from parvis.cases.events import Followed, Unfollowed
from parvis.cases.models import Case, Follow
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.organisation.access import Access
from parvis.organisation.accesses import accesses_of
from parvis.organisation.models import Agent, Department


@dataclass(frozen=True)
class Followers:
    """Who is told, by name, but those who may not see the case. Of a department, its agents of the moment are."""

    agents: list[Agent]
    departments: list[Department]
    #: Those of both that follow a duplicate of the case, not the case itself.
    with_duplicates: frozenset[Agent | Department]
    #: Agents who said that they do not follow it, by identifier: not with their department either.
    refusing: frozenset[int]


def follow(case: Case, *, by: Actor, at: datetime) -> bool:
    """Whether they did not follow it yet by themselves. Asked twice, it is done once."""
    with acting(case, "follow", by=by, at=at) as act:
        return _choose(act, True)


def unfollow(case: Case, *, by: Actor, at: datetime) -> bool:
    """Whether they were told of it, be it with their department. Nothing makes them follow it again but themselves."""
    assert by.access is not None, "only agents follow a case here"
    with acting(case, "follow", by=by, at=at) as act:
        return Case.objects.filter(followed(by.access, [case.pk]), pk=case.pk).exists() and _choose(
            act, False
        )


def put_back(case: Case, *, was: bool | None, now: bool, by: Actor, at: datetime) -> None:
    """What they had chosen before they chose ``now``, nothing at all included; refused when they chose again since."""
    with acting(case, "follow", by=by, at=at) as act:
        if own_choices([case.pk], by.agent_id).get(case.pk) != now:
            raise NotPossible("Vous avez choisi autrement depuis.")
        if was is not None:
            _choose(act, was)
            return
        Follow.objects.filter(case=act.case, agent_id=by.agent_id).delete()
        _say(act, following=not now)


def _choose(act: Act, following: bool) -> bool:
    agent_id = act.by.agent_id
    assert agent_id is not None, "only agents follow a case here"
    if own_choices([act.case.pk], agent_id).get(act.case.pk) == following:
        return False
    set_follow(act, following, agent_id=agent_id)
    _say(act, following=following)
    return True


def _say(act: Act, *, following: bool) -> None:
    what = Followed() if following else Unfollowed()
    append(what, by=act.by, at=act.at, case_id=act.case.pk, case_version=None)


def set_follow(act: Act, following: bool, **who: int) -> None:
    """``who`` is one ``agent_id`` or one ``department_id``."""
    row = Follow(case=act.case, following=following, at=act.at, **who)
    Follow.objects.bulk_create([row], ignore_conflicts=True)
    Follow.objects.filter(case=act.case, **who).update(following=following, at=act.at)


def own_choices(case_ids: Collection[int], agent_id: int | None) -> dict[int, bool]:
    """Of these cases, what the agent said of each, by identifier. One query."""
    rows = (
        Follow.objects.filter(case_id__in=case_ids, agent_id=agent_id) if agent_id else Follow.objects.none()
    )
    return dict(rows.values_list("case_id", "following"))


def begin_following(case: Case, agent_ids: Iterable[int], *, at: datetime) -> None:
    """What taking, writing or being called brings: part of another act, without an event. Leaves alone whoever stopped."""
    made = [Follow(case=case, agent_id=pk, at=at) for pk in agent_ids]
    if made:
        Follow.objects.bulk_create(made, ignore_conflicts=True)


def followed(access: Access, case_ids: Collection[int]) -> Q:
    """Of these cases, those of whose acts this agent is told as a follower: alone, with a department, with a duplicate."""
    mine = Q(agent_id=access.agent_id) | Q(department_id__in=access.departments)
    theirs = Follow.objects.filter(mine, following=True)
    # Each narrowed to these cases: the database may choose to read it whole once, rather than case by case.
    here = Follow.objects.filter(case_id__in=case_ids, case_id=OuterRef("pk"))
    # A department taken off the case itself is not brought back by a duplicate.
    taken_off = Follow.objects.filter(
        case_id=OuterRef(OuterRef("target_id")), department_id=OuterRef("department_id"), following=False
    )
    with_twin = theirs.filter(~Exists(taken_off), case_id=OuterRef("source_id"))
    twins = heard_links().filter(Exists(with_twin), target_id__in=case_ids, target_id=OuterRef("pk"))
    refused = here.filter(agent_id=access.agent_id, following=False)
    return ~Exists(refused) & (Exists(here.filter(mine, following=True)) | Exists(twins))


def followers_of(case: Case) -> Followers:
    """One query; of a sealed case, or with a duplicate's followers, two more: to know who reads what is inside."""
    twins = heard_links().filter(target=case).values("source_id")
    own, theirs = (
        Follow.objects.filter(condition).select_related("agent", "department")
        for condition in (Q(case=case), Q(case_id__in=twins))
    )
    # One condition with « or » would read the follows of the whole town.
    rows: list[Follow] = list(own.union(theirs, all=True))
    chosen = {row.who: row.following for row in rows if row.case_id == case.pk}
    told = {row.who for row in rows if row.following and chosen.get(row.who, True)}
    agents = {one for one in told if isinstance(one, Agent) and one.active}
    departments = [one for one in told if isinstance(one, Department) and may_be_given(one, case)]
    return Followers(
        sorted(_insiders(case, agents, told - chosen.keys()), key=lambda agent: (agent.sort_name, agent.pk)),
        sorted(departments, key=lambda department: (department.name, department.pk)),
        frozenset(told - chosen.keys()),
        frozenset(one.pk for one, following in chosen.items() if isinstance(one, Agent) and not following),
    )


def _insiders(case: Case, agents: set[Agent], with_twins: Collection[Agent | Department]) -> set[Agent]:
    """Whoever follows an open case read it once; whoever follows its duplicate may never have."""
    doubtful = agents if case.sector.sealed else agents.intersection(with_twins)
    if not doubtful:
        return agents
    accesses = accesses_of(doubtful)
    outside = {
        a for a in doubtful if not (can_read(accesses[a.pk], case) and sees_inside(accesses[a.pk], case))
    }
    return agents - outside
