"""Emergency access (« bris de glace »): one sealed case, by its reference, for a reason and a few hours (docs/adr/0015).

Whatever is asked is written in the access log first, an unknown reference as well as a known one: looking for what exists
leaves the same trace as reading it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from parvis.cases import references
from parvis.cases.abilities import READ, reads_by_right
from parvis.cases.acting import NotAllowed, Refused, Unclear, acting, required
from parvis.cases.contributing_events import OpenedInEmergency
from parvis.cases.models import Case, EmergencyReading
from parvis.history.actors import Actor
from parvis.history.models import AccessLog
from parvis.organisation.access import finds_emergencies
from parvis.organisation.models import Agent

LASTS = timedelta(hours=4)
#: What one agent may ask in a day; a real emergency needs one or two.
MOST, DAY = 10, timedelta(days=1)
#: A reason shorter than this says nothing to whoever checks it.
SHORTEST = 15
LOGGED = "emergency"
NOBODY = 0


class TooMany(Refused):
    """Asked too often in a day: it is no longer an emergency, or no longer this agent."""


def open_in_emergency(reference: str, *, reason: str, by: Actor, at: datetime) -> Case | None:
    """The case, readable for a few hours; None when no case has this reference. Raises Refused.

    A case that the agent reads anyway is given back without any of this.
    """
    access = by.access
    if access is None or not access.may_open_in_emergency:
        raise NotAllowed("Votre rôle ne permet pas d'ouvrir une demande cloisonnée.")
    wanted = references.read(reference)
    if not wanted:
        raise Unclear("Écrivez la référence en entier, par exemple 26-0412.", "reference")
    why = required(reason, "Dites pourquoi vous devez lire cette demande maintenant.", "reason")
    if len(why) < SHORTEST:
        raise Unclear(
            "Dites-en un peu plus : la raison est lue par le délégué et montrée au service.", "reason"
        )
    with transaction.atomic():
        # One at a time for an agent: a double click opens once, and the day's count is exact.
        agent = Agent.objects.select_for_update(no_key=True).get(pk=access.agent_id)
        case: Case | None = Case.objects.select_related("sector").filter(reference=wanted).first()
        if case is not None and reads_by_right(access, case):
            return case
        held = _held(agent.pk, case, at) if case is not None else None
        if held is not None:
            return case
        _log(agent, case, wanted, why, at)
        if case is None:
            return None
        _open(case, agent, why, by=by, at=at)
    return case


def _held(agent_id: int, case: Case, at: datetime) -> EmergencyReading | None:
    found: EmergencyReading | None = EmergencyReading.objects.filter(
        agent_id=agent_id, case=case, until__gt=at
    ).first()
    return found


def _log(agent: Agent, case: Case | None, wanted: str, why: str, at: datetime) -> None:
    asked = AccessLog.objects.filter(actor_id=agent.pk, object_kind=LOGGED, at__gt=at - DAY).count()
    if asked >= MOST:
        raise TooMany("Vous avez déjà demandé beaucoup d'accès aujourd'hui : appelez le service concerné.")
    AccessLog(
        at=at, actor_id=agent.pk, actor_label=agent.display_name, object_kind=LOGGED,
        object_id=case.pk if case else NOBODY, reason=f"demande {wanted} : {why}"[:200],
    ).save(force_insert=True)  # fmt: skip


def _open(case: Case, agent: Agent, why: str, *, by: Actor, at: datetime) -> None:
    until = at + LASTS
    EmergencyReading(case=case, agent=agent, reason=why, at=at, until=until).save(force_insert=True)
    Agent.objects.filter(pk=agent.pk).update(emergency_until=until)
    assert by.access is not None, "an agent acts with its access"
    opened = replace(by, access=by.access.holding(case.pk))
    with acting(case, READ, by=opened, at=at) as act:
        act.append(OpenedInEmergency(why, until.isoformat()))


def reading_of(case: Case, agent_id: int | None, at: datetime) -> EmergencyReading | None:
    """The emergency by which this agent reads the case now."""
    found: EmergencyReading | None = (
        EmergencyReading.objects.filter(case=case, agent_id=agent_id, until__gt=at).order_by("-until").first()
    )
    return found


@finds_emergencies
def opened_by(agent_id: int, at: datetime) -> dict[int, datetime]:
    """What is still open to an agent. A case that left the sealed sectors since needs no emergency."""
    rows = EmergencyReading.objects.filter(agent_id=agent_id, until__gt=at).order_by("until")
    return dict(rows.values_list("case_id", "until"))
