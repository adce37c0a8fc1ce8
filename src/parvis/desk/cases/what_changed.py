"""What changed on a case since a form was drawn, field by field: what the form showed, what is true now, who did it, when.

The form carries what it showed, in words; nothing is decided on it.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from parvis.cases import events
from parvis.cases.abilities import sees_inside
from parvis.cases.acting import Stale
from parvis.cases.models import Case
from parvis.cases.states import State, WaitingFor
from parvis.desk.cases.thread import INSIDE
from parvis.history.models import Event
from parvis.history.types import EventType, UnknownEventType
from parvis.organisation.access import Access
from parvis.ui.dates import full

NAMES = {
    "state": "État",
    "type": "Type de demande",
    "priority": "Priorité",
    "department": "Service",
    "assignee": "Agent chargé",
    "due": "Échéance",
    "district": "Quartier",
    "place": "Lieu",
}
WAITED = {WaitingFor.PERSON: "de l'usager", WaitingFor.THIRD_PARTY: "d'un tiers"}
LONGEST = 200


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: str
    after: str
    who: str
    at: datetime | None


@dataclass(frozen=True)
class WhatChanged:
    fields: list[FieldChange]
    #: Everything that happened, oldest first, as far as this reader sees it.
    events: list[Event]


def seen_of(case: Case) -> str:
    """What a form drawn now shows, to be carried by it."""
    return json.dumps(_words(case), ensure_ascii=False, separators=(",", ":"))


def what_changed(stale: Stale, seen: str, access: Access) -> WhatChanged:
    inside = sees_inside(access, stale.case)
    happened = [e for e in stale.changes if inside or e.type not in INSIDE | {events.Noted.code}]
    now, before = _words(stale.case), _read(seen)
    changed = []
    for name, label in NAMES.items():
        if name in before and before[name] != now[name]:
            event = next((e for e in reversed(happened) if name in _touched(e)), None)
            changed.append(_change(label, before[name], now[name], event))
    return WhatChanged(changed + [t for e in happened for t in _task(e)], happened)


def _change(label: str, before: str, after: str, event: Event | None) -> FieldChange:
    return FieldChange(label, before, after, event.actor_label if event else "", event.at if event else None)


def _words(case: Case) -> dict[str, str]:
    return {
        "state": _state(case),
        "type": str(case.request_type),
        "priority": case.get_priority_display(),
        "department": case.department.name,
        "assignee": case.assignee.display_name if case.assignee else "Personne",
        "due": full(case.due_at) if case.due_at else "Sans échéance",
        "district": str(case.district or "Inconnu"),
        "place": case.address or "Inconnu",
    }


def _state(case: Case) -> str:
    said = case.get_state_display()
    if case.state == State.WAITING:
        return f"{said} {WAITED[WaitingFor(case.waiting_for)]}"
    if case.state == State.SCHEDULED and case.scheduled_on:
        return f"{said} le {full(case.scheduled_on)}"
    return f"{said} : {case.get_outcome_display().lower()}" if case.state == State.CLOSED else said


def _read(seen: str) -> dict[str, str]:
    """Whatever was sent: what makes no sense shows nothing."""
    try:
        found = json.loads(seen or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: text[:LONGEST] for name, text in found.items() if name in NAMES and isinstance(text, str)}


def _kind(event: Event) -> EventType | None:
    try:
        kind: EventType = event.kind
    except UnknownEventType:
        return None
    return kind


def _touched(event: Event) -> frozenset[str]:
    """The fields that an act of this kind may change."""
    match _kind(event):
        case events.Triaged() as triaged:
            return frozenset(triaged.changes) | {"due"}
        case events.HandedOver():
            return frozenset({"department", "assignee"})
        case events.Assigned():
            return frozenset({"assignee", "state"})
        case events.Opened() | events.Noted() | events.Attached() | None:
            return frozenset()
    return frozenset({"state", "due"})


def _task(event: Event) -> list[FieldChange]:
    match _kind(event):
        case events.TaskAdded() as task:
            before, after = "—", f"à faire, {task.department}" + (f" ({task.owner})" if task.owner else "")
        case events.TaskTaken() as task:
            before, after = "personne", task.owner
        case events.TaskCompleted() as task:
            before, after = "à faire", "faite"
        case events.TaskCancelled() as task:
            before, after = "à faire", "annulée"
        case events.StepTicked() as step:
            before, after = ("à faire", "cochée") if step.done else ("cochée", "à faire")
            return [_change(f"Étape « {step.text or '…'} »", before, after, event)]
        case _:
            return []
    return [_change(f"Tâche « {task.title or '…'} »", before, after, event)]
