"""Where a request of another tool goes: to whom had it, to whom the rules say while it is open, else with its type."""

from dataclasses import dataclass
from datetime import datetime

from parvis.cases.opening_many import Past
from parvis.cases.states import State
from parvis.catalog.catalogue import Catalogue
from parvis.catalog.models import RequestType
from parvis.intake.orienting import Oriented, district_at, sector_of
from parvis.intake.submission import Submission
from parvis.organisation.models import Department
from parvis.routing.deciding import Facts, may_hold, route
from parvis.tenancy.configuration import Snapshot


@dataclass(frozen=True, slots=True)
class Recalled:
    """A submission's past, and what the other tool says of who had it. ``request_type`` may be inactive."""

    request_type: RequestType
    past: Past
    #: The name of the source, for people.
    label: str
    #: Whether the town's rules apply to it.
    by_rules: bool = False
    department_id: int | None = None
    agent_id: int | None = None
    due_at: datetime | None = None


def recall(submission: Submission, recalled: Recalled, known: Snapshot, types: Catalogue) -> Oriented:
    request_type = recalled.request_type
    district = district_at(submission.place, known)
    department, explanation, rule_id, agent_id = _department(
        submission, recalled, district.pk if district else None, known, types
    )
    sector_id = sector_of(request_type, department, types)
    # In a sealed sector a case opens to whoever has it: the other tool's word is not enough.
    had_by = None if types.sectors[sector_id].sealed else recalled.agent_id
    return Oriented(
        request_type,
        department,
        sector_id,
        district,
        recalled.due_at,
        explanation,
        rule_id,
        had_by or agent_id,
    )


def _department(
    submission: Submission, recalled: Recalled, district_id: int | None, known: Snapshot, types: Catalogue
) -> tuple[Department, str, int | None, int | None]:
    """With why, the rule that decided, and the agent it names."""
    said = f"Reprise « {recalled.label} »"
    request_type = recalled.request_type
    given = types.departments.get(recalled.department_id or 0)
    is_open = recalled.past.state != State.CLOSED
    if given and (given.active or not is_open) and may_hold(given, request_type, types):
        return given, f"{said} : service que donne l'ancien outil.", None, None
    if recalled.by_rules:
        text, received_at = submission.description, submission.received_at
        decision = route(Facts(request_type, submission.channel, text, received_at, district_id), known)
        return decision.department, f"{said}. {decision.explanation}", decision.rule_id, decision.agent_id
    own = types.departments[request_type.department_id]
    return own, f"{said} : service du type, sans les règles d'orientation.", None, None
