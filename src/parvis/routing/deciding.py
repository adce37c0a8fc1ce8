"""Where a request goes: ordered rules, then the type's department, then the dispatcher; and why, in French."""

from dataclasses import dataclass
from datetime import datetime

from parvis.catalog.catalogue import Catalogue, catalogue
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
    """No query when the configuration is in memory.

    A sealed case goes only where its sector is worked on: elsewhere nobody could read it.
    """
    known = catalogue(snapshot)
    sealed_in = _sealed_sector(facts.request_type, known)
    folded = f" {sort_name(facts.text)} "
    for prepared in snapshot.get("routing rules", _load):
        reason = _matches(prepared, facts, folded, snapshot)
        if reason is None:
            continue
        rule = prepared.rule
        department = known.departments.get(rule.department_id)
        if department is None or not _may_take(department, sealed_in):
            continue
        agent_id = rule.agent_id if rule.agent is not None and rule.agent.active else None
        return Decision(
            department, f"Règle « {rule.name} » ({reason}) : {department.name}.", rule.pk, agent_id
        )
    department = known.departments[facts.request_type.department_id]
    if not facts.unrecognised and _may_take(department, sealed_in):
        label = facts.request_type.label
        return Decision(
            department, f"Service du type « {label} » : {department.name} (aucune règle ne s'applique)."
        )
    why = "Type non reconnu" if facts.unrecognised else f"Le service {department.name} ne peut pas la prendre"
    inside = (d for d in known.departments.values() if _may_take(d, sealed_in))
    last = known.dispatcher if _may_take(known.dispatcher, sealed_in) else next(inside, department)
    who = "au régulateur, " if last.is_dispatcher else "à "
    return Decision(last, f"{why} : confiée {who}{last.name}.")


def _sealed_sector(request_type: RequestType, known: Catalogue) -> int | None:
    sector = known.sectors[request_type.sector_id]
    return sector.pk if sector.sealed else None


def may_hold(department: Department, request_type: RequestType, known: Catalogue) -> bool:
    """Whether its agents can read a case of this type."""
    sealed_in = _sealed_sector(request_type, known)
    return sealed_in is None or sealed_in in department.sector_ids


def _may_take(department: Department, sealed_in: int | None) -> bool:
    return department.active and (sealed_in is None or sealed_in in department.sector_ids)


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
    rows = Rule.objects.filter(active=True).select_related("department", "agent").order_by("position")
    return [_Prepared(rule, tuple(sort_name(w) for w in rule.words if sort_name(w))) for rule in rows]
