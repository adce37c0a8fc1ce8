"""After a triage, the case goes where its new type, district or words lead."""

from parvis.cases.events import Triaged
from parvis.cases.handing_over import move
from parvis.cases.models import Case
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.reactions import on
from parvis.kit import clock
from parvis.routing.deciding import Facts, route
from parvis.tenancy.configuration import snapshot


def _stays(event: Event) -> bool:
    """Whether this triage, or one that came while this job waited, says itself where the case goes."""
    later = Event.objects.filter(case_id=event.case_id, type=Triaged.code, id__gte=event.pk)
    return any(data.get("stays") for data in later.values_list("data", flat=True))


@on(Triaged, queue="routing")
def reroute(event: Event) -> None:
    """Only a change of type or district moves a case; what was closed meanwhile stays.

    A new district alone does not undo what somebody decided by handing the case over.
    """
    changed = {"type", "district"} & set(event.data.get("changes", {}))
    if not changed or _stays(event):
        return
    case = Case.objects.select_related("request_type").filter(pk=event.case_id or 0).first()
    if case is None or not case.is_open or (changed == {"district"} and case.hand_overs):
        return
    facts = Facts(case.request_type, case.channel, case.description, case.received_at, case.district_id)
    decision = route(facts, snapshot())
    move(
        case,
        to=decision.department,
        explanation=decision.explanation,
        rule_id=decision.rule_id,
        agent_id=decision.agent_id,
        by=Actor.system(),
        at=clock.now(),
    )
