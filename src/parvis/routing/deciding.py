"""Where a request goes: ordered rules, then the type's department, then the dispatcher; and why, in French."""

from dataclasses import dataclass
from datetime import datetime

from parvis.catalog.catalogue import catalogue
from parvis.catalog.delays import calendars
from parvis.catalog.models import RequestType
from parvis.kit.names import sort_name
from parvis.organisation.models import Department
from parvis.routing.models import Rule
from parvis.tenancy.configuration import Snapshot


@dataclass(frozen=True)
class Facts:
    """What routing looks at."""

    request_type: RequestType
    channel: str
    text: str
    received_at: datetime
    district_id: int | None = None
    #: The citizen's words named no type: the type is « autre demande ».
    unrecognised: bool = False


@dataclass(frozen=True)
class Decision:
    department: Department
    explanation: str
    rule_id: int | None = None
    agent_id: int | None = None


@dataclass(frozen=True)
class _Prepared:
    rule: Rule
    words: tuple[str, ...]


def route(facts: Facts, snapshot: Snapshot) -> Decision:
    """No query when the configuration is in memory."""
    known = catalogue(snapshot)
    folded = f" {sort_name(facts.text)} "
    for prepared in snapshot.get("routing rules", _load):
        reason = _matches(prepared, facts, folded, snapshot)
        if reason is None:
            continue
        rule = prepared.rule
        department = known.departments.get(rule.department_id)
        if department is None or not department.active:
            continue
        return Decision(
            department, f"Règle « {rule.name} » ({reason}) : {department.name}.", rule.pk, rule.agent_id
        )
    department = known.departments[facts.request_type.department_id]
    if facts.unrecognised or not department.active:
        dispatcher = known.dispatcher
        why = (
            "Type non reconnu"
            if facts.unrecognised
            else f"Le service {department.name} n'est plus en activité"
        )
        return Decision(dispatcher, f"{why} : confiée au régulateur, {dispatcher.name}.")
    return Decision(
        department,
        f"Service du type « {facts.request_type.label} » : {department.name} (aucune règle ne s'applique).",
    )


def _matches(prepared: _Prepared, facts: Facts, folded: str, snapshot: Snapshot) -> str | None:
    """Why the rule matches, in a few French words, or None."""
    rule = prepared.rule
    reasons: list[str] = []
    asked = (
        (rule.request_type_id, facts.request_type.pk, f"type « {facts.request_type.label} »"),
        (rule.sector_id, facts.request_type.sector_id, "secteur"),
        (rule.district_id, facts.district_id, "quartier"),
        (rule.channel or None, facts.channel, f"origine {rule.get_channel_display().lower()}"),
    )
    for wanted, found, reason in asked:
        if wanted is None:
            continue
        if wanted != found:
            return None
        reasons.append(reason)
    if prepared.words:
        word = next((w for w in prepared.words if f" {w} " in folded or f" {w}s " in folded), None)
        if word is None:
            return None
        reasons.append(f"mot « {word} »")
    if rule.when != Rule.When.ALWAYS:
        calendar = calendars(snapshot).of(rule.department_id, rule.calendar_id)
        is_open = calendar.is_open(facts.received_at)
        if is_open != (rule.when == Rule.When.OPEN):
            return None
        reasons.append(rule.get_when_display())
    return ", ".join(reasons) or "toutes les demandes"


def _load() -> list[_Prepared]:
    rows = Rule.objects.filter(active=True).select_related("department").order_by("position")
    return [_Prepared(rule, tuple(sort_name(w) for w in rule.words if sort_name(w))) for rule in rows]
