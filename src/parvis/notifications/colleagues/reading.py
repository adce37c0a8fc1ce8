"""What an agent has read: their notices, and how far each case. Not acts on a case: no event, no ability but to read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from parvis.cases import events
from parvis.cases.abilities import sees_inside
from parvis.cases.followers import followed
from parvis.cases.models import Case
from parvis.history.models import ActorKind, Event
from parvis.notifications.colleagues.models import AgentNotice, CaseReading
from parvis.organisation.access import Access

#: Who follows is nobody else's news.
SILENT = tuple(
    what.code
    for what in (
        events.Followed,
        events.Unfollowed,
        events.DepartmentFollowed,
        events.DepartmentUnfollowed,
    )
)


def read_case(case: Case, access: Access, *, until: int, at: datetime) -> None:
    """The agent has seen the case up to this event. An older page that says so later changes nothing."""
    last = Event.objects.filter(case_id=case.pk, pk__lte=until).order_by("-id").only("id", "at").first()
    if access.agent_id is None or last is None:
        return
    reading = CaseReading(agent_id=access.agent_id, case=case, event_id=last.pk, event_at=last.at, at=at)
    CaseReading.objects.bulk_create([reading], ignore_conflicts=True)
    mine = CaseReading.objects.filter(agent_id=access.agent_id, case=case)
    mine.filter(event_id__lt=last.pk).update(event_id=last.pk, event_at=last.at, at=at)
    told = AgentNotice.objects.of(access).unread().filter(case=case)
    _seen(told.filter(Q(event_id__lte=last.pk) | Q(event_id__isnull=True)), at)


def read_notices(access: Access, notice_ids: Iterable[int], *, at: datetime) -> int:
    return _seen(AgentNotice.objects.of(access).unread().filter(pk__in=list(notice_ids)), at)


def read_all_notices(access: Access, *, until: int, at: datetime) -> int:
    """Up to the newest that was shown: what came in meanwhile stays unread."""
    return _seen(AgentNotice.objects.of(access).unread().filter(pk__lte=until), at)


def newest_unread(access: Access) -> int:
    """What ``read_all_notices`` is given back."""
    found = AgentNotice.objects.of(access).unread().aggregate(newest=Max("id"))
    return int(found["newest"] or 0)


def unread_notices(access: Access, notice_ids: Iterable[int]) -> int:
    return int(AgentNotice.objects.of(access).filter(pk__in=list(notice_ids)).update(seen_at=None))


def _seen(notices: Any, at: datetime) -> int:
    """What is read waits for no digest."""
    return int(notices.update(seen_at=at, digest_at=None))


def last_reading(case: Case, access: Access) -> CaseReading | None:
    return CaseReading.objects.filter(case=case, agent_id=access.agent_id).first()


def fresh_cases(cases: Iterable[Case], access: Access) -> frozenset[int]:
    """Of these, that they read, those the agent has in charge or follows, where somebody did something they have not seen.

    One query. Having acted on a case is having seen what came before.
    """
    ids = [case.pk for case in cases if sees_inside(access, case)]
    if not ids or access.agent_id is None:
        return frozenset()
    me = Q(actor_kind=ActorKind.AGENT, actor_id=access.agent_id)
    here = Event.objects.filter(case_id=OuterRef("pk"))
    mine = here.filter(me).order_by("-id").values("id")[:1]
    read = CaseReading.objects.filter(case_id=OuterRef("pk"), agent_id=access.agent_id).values("event_id")[:1]
    nothing = Value(0)
    found = (
        Case.objects.filter(Q(assignee_id=access.agent_id) | followed(access, ids), pk__in=ids)
        .annotate(seen=Greatest(Coalesce(Subquery(read), nothing), Coalesce(Subquery(mine), nothing)))
        .filter(
            Exists(
                here.filter(id__gt=OuterRef("seen"), batch_id__isnull=True)
                .exclude(me)
                .exclude(type__in=SILENT)
            )
        )
        .values_list("pk", flat=True)
    )
    return frozenset(found)
