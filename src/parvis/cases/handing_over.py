"""Hand over to another department, always with a reason: each hand-over is a lesson for routing."""

from datetime import datetime

from parvis.cases.abilities import may_be_given
from parvis.cases.acting import Act, Unclear, acting, require_open, required
from parvis.cases.events import HandedOver
from parvis.cases.models import Case
from parvis.history.actors import Actor
from parvis.history.models import ActorKind, Event
from parvis.organisation.models import Department


def may_receive(department: Department, case: Case) -> bool:
    """Whether the case may be handed over to it: another one, where a sealed case still is in its sector."""
    return department.pk != case.department_id and may_be_given(department, case)


def hand_over(
    case: Case, *, to: Department, reason: str, by: Actor, at: datetime, version: int | None = None
) -> None:
    """The new department starts with nobody in charge; the state (waiting, planned), the clocks and the sector stay.

    A case that leaves for a department of another sector takes that sector when its type is of an open one, so that
    sealed cases stay sealed.
    """
    with acting(case, "hand_over", by=by, at=at, version=version) as act:
        _hand_over(act, to, reason, hops=1)


def take_back(
    case: Case, *, to: Department, reason: str, by: Actor, at: datetime, version: int | None = None
) -> None:
    """The last hand-over, somebody's or routing's own, is undone: back to ``to``. A slip teaches routing nothing, neither way."""
    with acting(case, "hand_over", by=by, at=at, version=version) as act:
        moves = Event.objects.filter(case_id=act.case.pk, type=HandedOver.code).order_by("-id")
        undone = moves.only("actor_kind").first()
        was_a_hop = undone is not None and undone.actor_kind != ActorKind.SYSTEM and act.case.hand_overs > 0
        _hand_over(act, to, reason, hops=-1 if was_a_hop else 0, undoes=undone.pk if undone else None)


def _hand_over(act: Act, to: Department, reason: str, *, hops: int, undoes: int | None = None) -> None:
    require_open(act.case)
    why = required(reason, "Dites pourquoi vous transmettez cette demande.", "reason")
    if not to.active:
        raise Unclear("Ce service n'est plus en activité.", "department")
    if to.pk == act.case.department_id:
        raise Unclear("La demande est déjà dans ce service.", "department")
    before = Department.objects.select_related("sector").get(pk=act.case.department_id)
    sealed_here = act.case.sector.sealed
    if not sealed_here and to.sector.sealed:
        act.set(sector_id=to.sector_id)
    elif sealed_here and act.case.sector_id not in to.sector_ids:
        raise Unclear(
            "Cette demande est cloisonnée : elle reste dans son secteur. Requalifiez-la d'abord.",
            "department",
        )
    act.set(department_id=to.pk, assignee_id=None, hand_overs=act.case.hand_overs + hops)
    act.append(HandedOver(before.name, to.name, why, from_id=before.pk, to_id=to.pk, undoes=undoes))


def move(
    case: Case,
    *,
    to: Department,
    explanation: str,
    by: Actor,
    at: datetime,
    rule_id: int | None = None,
    agent_id: int | None = None,
) -> bool:
    """Routing's own hand-over, after a triage; False when the case is already there. Not counted as a hop.

    ``agent_id`` is the one the rule names, nobody otherwise.

    As at the door, an open case that goes to a department of a sealed sector takes that sector.
    """
    with acting(case, "hand_over", by=by, at=at) as act:
        require_open(act.case)
        if to.pk == act.case.department_id:
            return False
        before = Department.objects.get(pk=act.case.department_id)
        if to.sector.sealed and not act.case.sector.sealed:
            act.set(sector_id=to.sector_id)
        routing = {"explanation": explanation, "rule": rule_id}
        act.set(department_id=to.pk, assignee_id=agent_id, routing=routing)
        act.append(HandedOver(before.name, to.name, explanation, from_id=before.pk, to_id=to.pk))
    return True
