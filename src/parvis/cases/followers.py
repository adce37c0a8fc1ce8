"""Agents who follow a case: told of what happens to it. The person's own link is another thing (``following.py``).

Following changes nothing of the case: its version stays, no form grows stale, nobody is told.
"""

from collections.abc import Iterable
from datetime import datetime

from parvis.cases.abilities import can_read, sees_inside
from parvis.cases.acting import acting
from parvis.cases.events import Followed, Unfollowed
from parvis.cases.models import Case, Follow
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.organisation.accesses import accesses_of
from parvis.organisation.models import Agent


def follow(case: Case, *, by: Actor, at: datetime) -> bool:
    """Whether they did not follow it yet. Asked twice, it is done once."""
    return _set(case, True, by=by, at=at)


def unfollow(case: Case, *, by: Actor, at: datetime) -> bool:
    """Whether they followed it. Nothing makes them follow it again but themselves."""
    return _set(case, False, by=by, at=at)


def _set(case: Case, following: bool, *, by: Actor, at: datetime) -> bool:
    assert by.agent_id is not None, "only agents follow a case here"
    with acting(case, "follow", by=by, at=at) as act:
        mine = Follow.objects.filter(case=act.case, agent_id=by.agent_id)
        if mine.filter(following=True).exists() == following:
            return False
        made = [Follow(case=act.case, agent_id=by.agent_id, following=following, at=at)]
        Follow.objects.bulk_create(made, ignore_conflicts=True)
        mine.update(following=following, at=at)
        append(
            Followed() if following else Unfollowed(), by=by, at=at, case_id=act.case.pk, case_version=None
        )
    return True


def begin_following(case: Case, agent_ids: Iterable[int], *, at: datetime) -> None:
    """What taking, writing or being called brings: part of another act, without an event. Leaves alone whoever stopped."""
    made = [Follow(case=case, agent_id=pk, at=at) for pk in agent_ids]
    if made:
        Follow.objects.bulk_create(made, ignore_conflicts=True)


def followers_of(case: Case) -> list[Agent]:
    """Who is told, by name: of a sealed case, only those who read what is inside."""
    rows = Follow.objects.filter(case=case).active().select_related("agent")
    agents = sorted((row.agent for row in rows), key=lambda a: (a.sort_name, a.pk))
    if not agents or not case.sector.sealed:
        return agents
    accesses = accesses_of(agents)
    return [a for a in agents if can_read(accesses[a.pk], case) and sees_inside(accesses[a.pk], case)]
