"""What the town offers online: its active types, found by words, by service or by habit."""

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from parvis.cases.models import Case
from parvis.catalog.catalogue import OTHER, catalogue
from parvis.catalog.models import Kind, Priority, RequestType
from parvis.catalog.recognising import suggest_types
from parvis.kit import clock
from parvis.kit.names import sort_name
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.models import Department
from parvis.tenancy.configuration import snapshot

HABIT = timedelta(days=90)
#: Seconds for which what is frequent is not counted again.
REMEMBERED = 900.0
MOST_TENANTS = 500
ICONS = {
    Kind.REPORT: "map-pin",
    Kind.REQUEST: "file-text",
    Kind.COMPLAINT: "message-report",
    Kind.APPEAL: "scale",
    Kind.SUGGESTION: "bulb",
    Kind.PRAISE: "thumb-up",
    Kind.INFORMATION: "help-circle",
}


@dataclass(frozen=True)
class Choice:
    type: RequestType
    icon: str


@dataclass(frozen=True)
class Group:
    department: Department
    choices: list[Choice]


def offered() -> tuple[RequestType, ...]:
    return tuple(found for found in catalogue(snapshot()).types if found.on_web)


def find(code: str) -> RequestType | None:
    return next((found for found in offered() if found.code == code.upper()), None)


def free_words() -> RequestType | None:
    """The type of a request that no type names: Parvis reads the words, else the dispatcher does."""
    return find(OTHER)


def sends_elsewhere(request_type: RequestType) -> bool:
    """Another body answers and the town promises nothing: the person is shown where to go instead of a form."""
    return (
        request_type.regime == RequestType.Regime.EXTERNAL
        and request_type.delay_unit == RequestType.DelayUnit.NONE
        and bool(request_type.competent_body)
    )


def suggested(words: str, limit: int = 5) -> list[Choice]:
    """The likeliest types for these words, best first."""
    types = {found.code: found for found in offered() if found.code != OTHER}
    return [_choice(types[code]) for code, _score in suggest_types(words, types.values(), limit=limit)]


def by_department() -> list[Group]:
    groups: dict[int, list[Choice]] = defaultdict(list)
    departments: dict[int, Department] = {}
    for found in offered():
        departments[found.department_id] = found.department
        groups[found.department_id].append(_choice(found))
    ordered = sorted(departments.values(), key=lambda department: sort_name(department.name))
    return [
        Group(department, sorted(groups[department.pk], key=lambda choice: sort_name(choice.type.label)))
        for department in ordered
    ]


_frequent: dict[int, tuple[float, list[int]]] = {}


def frequent(count: int = 6) -> list[Choice]:
    """What people asked most lately, never of a sealed sector; before there is any habit, the plainest reports."""
    tenant_id = current_tenant_id()
    remembered = _frequent.get(tenant_id)
    if remembered is None or remembered[0] < time.monotonic():
        if len(_frequent) >= MOST_TENANTS:
            _frequent.clear()
        remembered = _frequent[tenant_id] = (time.monotonic() + REMEMBERED, _count())
    open_types = {
        t.pk: t for t in offered() if not t.sector.sealed and not t.confidential and t.code != OTHER
    }
    known = [open_types[pk] for pk in remembered[1] if pk in open_types]
    plain = sorted(
        open_types.values(),
        key=lambda t: (t.kind != Kind.REPORT, not t.on_public_map, abs(t.priority - Priority.NORMAL), t.code),
    )
    return [_choice(found) for found in list(dict.fromkeys([*known, *plain]))[:count]]


def forget_habits() -> None:
    _frequent.clear()


def _count() -> list[int]:
    recent = Case.objects.filter(received_at__gte=clock.now() - HABIT, sector__sealed=False)
    rows = recent.values("request_type_id").annotate(n=Count("id")).order_by("-n", "request_type_id")[:20]
    return [row["request_type_id"] for row in rows]


def _choice(found: RequestType) -> Choice:
    return Choice(found, ICONS.get(Kind(found.kind), "file-text"))
