"""Where a request goes: ordered rules, then the type's department, then the dispatcher; and why, in French."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.delays import calendars
from parvis.catalog.models import RequestType
from parvis.kit.names import unaccented
from parvis.organisation.models import Department
from parvis.routing.models import Rule
from parvis.tenancy.configuration import Snapshot

_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Its words alone, without accents, capitals or punctuation: « Un rat ! » → « un rat »."""
    return " ".join(_WORD.findall(unaccented(text)))


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

    @cached_property
    def folded(self) -> str:
        """The text as rules' words are looked for in it."""
        return f" {folded(self.text)} "


@dataclass(frozen=True)
class Decision:
    department: Department
    explanation: str
    rule_id: int | None = None
    agent_id: int | None = None
    #: The word of the rule that was found in the text.
    word: str = ""


@dataclass(frozen=True)
class Prepared:
    """An active rule, its words folded once."""

    rule: Rule
    words: tuple[str, ...]

    def word_in(self, folded: str) -> str | None:
        return next((w for w in self.words if f" {w} " in folded or f" {w}s " in folded), None)


def prepare(rules: Iterable[Rule]) -> tuple[Prepared, ...]:
    """Rules in their order, with their agent at hand; those put aside are left out."""
    return tuple(
        Prepared(rule, tuple(word for w in rule.words if (word := folded(w))))
        for rule in rules
        if rule.active
    )


def route(facts: Facts, snapshot: Snapshot, rules: Sequence[Prepared] | None = None) -> Decision:
    """No query when the configuration is in memory. ``rules`` replays others than those in force.

    A sealed case goes only where its sector is worked on: elsewhere nobody could read it.
    """
    known = catalogue(snapshot)
    sealed_in = _sealed_sector(facts.request_type, known)
    for prepared in snapshot.get("routing rules", _load) if rules is None else rules:
        reason = matches(prepared, facts, snapshot)
        if reason is None:
            continue
        rule = prepared.rule
        department = known.departments.get(rule.department_id)
        if department is None or not _may_take(department, sealed_in):
            continue
        agent_id = rule.agent_id if rule.agent is not None and rule.agent.active else None
        return Decision(
            department,
            f"Règle « {rule.name} » ({reason}) : {department.name}.",
            rule.pk,
            agent_id,
            prepared.word_in(facts.folded) or "",
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


def matches(prepared: Prepared, facts: Facts, snapshot: Snapshot) -> str | None:
    """Why the rule matches, in a few French words, or None. What costs least is asked first: trials ask it by the thousand."""
    rule = prepared.rule
    asked = (
        (rule.request_type_id, facts.request_type.id),
        (rule.sector_id, facts.request_type.sector_id),
        (rule.district_id, facts.district_id),
        (rule.channel or None, facts.channel),
    )
    if any(wanted is not None and wanted != found for wanted, found in asked):
        return None
    word = prepared.word_in(facts.folded) if prepared.words else ""
    if word is None:
        return None
    if rule.when != Rule.When.ALWAYS:
        calendar = calendars(snapshot).of(rule.department_id, rule.calendar_id)
        if calendar.is_open(facts.received_at) != (rule.when == Rule.When.OPEN):
            return None
    return _reasons(rule, facts, word)


def _reasons(rule: Rule, facts: Facts, word: str) -> str:
    found = (
        (rule.request_type_id, f"type « {facts.request_type.label} »"),
        (rule.sector_id, "secteur"),
        (rule.district_id, "quartier"),
        (rule.channel, f"origine {rule.get_channel_display().lower()}"),
        (word, f"mot « {word} »"),
        (rule.when != Rule.When.ALWAYS, rule.get_when_display()),
    )
    return ", ".join(reason for said, reason in found if said) or "toutes les demandes"


def _load() -> tuple[Prepared, ...]:
    return prepare(Rule.objects.filter(active=True).select_related("agent").order_by("position"))
