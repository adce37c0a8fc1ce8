"""A case as a partner sees it: what it sent itself, and of the others what says nothing of anybody."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from parvis.api.models import Token
from parvis.cases.events import Opened
from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.cases.states import Outcome, State
from parvis.history.models import ActorKind, Event
from parvis.tenancy.links import base_url
from parvis.tenancy.models import Collectivity


def created_body(case: Case, town: Collectivity) -> dict[str, Any]:
    base = base_url(town)
    return {
        **_heading(case),
        "status": case.state,
        "due_at": instant(case.due_at),
        "explanation": str(case.routing.get("explanation", "")),
        "links": {
            "follow": base + path_of(case),
            "self": None if case.sector.sealed else base + address_of(case),
        },
    }


def case_body(case: Case, *, own: bool, base: str) -> dict[str, Any]:
    # Where something stands may say whose home it is: only the types a town puts on its public map tell it to others.
    located = own or case.request_type.on_public_map
    return {
        **_heading(case),
        "status": case.state,
        "status_label": str(State(case.state).label),
        "outcome": case.outcome or None,
        "outcome_label": str(Outcome(case.outcome).label) if case.outcome else None,
        "channel": case.channel,
        "priority": case.priority,
        "district": case.district.name if case.district else None,
        "location": _location(case) if located else None,
        "description": case.description if own else None,
        "closing_text": case.closing_text if own and case.closing_text else None,
        "received_at": instant(case.received_at),
        "updated_at": instant(case.last_activity_at),
        "due_at": instant(case.due_at),
        "first_reply_at": instant(case.first_reply_at),
        "closed_at": instant(case.closed_at),
        "links": {"self": base + address_of(case), "follow": base + path_of(case) if own else None},
    }


def opened_by(token: Token, cases: Iterable[Case]) -> frozenset[int]:
    """Identifiers of those that this token created. One query."""
    return frozenset(
        Event.objects.filter(
            type=Opened.code, actor_kind=ActorKind.TOKEN, actor_id=token.pk, case_id__in=[c.pk for c in cases]
        ).values_list("case_id", flat=True)
    )


def address_of(case: Case) -> str:
    return reverse("api-1:case", args=[case.reference])


def instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def _heading(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "department": {"code": case.department.code, "name": case.department.name},
        "request_type": {"code": case.request_type.code, "label": case.request_type.label},
    }


def _location(case: Case) -> dict[str, Any] | None:
    if not case.address and case.latitude is None:
        return None
    return {
        "address": case.address,
        "lat": float(case.latitude) if case.latitude is not None else None,
        "lon": float(case.longitude) if case.longitude is not None else None,
    }
