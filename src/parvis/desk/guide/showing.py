"""The step of a visit that a page shows: ``?visite=manager-3`` on any page of the desk, with or without script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from parvis.desk.guide.content import Guide, Step, guide_of, main_role
from parvis.desk.models import GuideVisit
from parvis.organisation.access import Access

PARAMETER = "visite"
SEEN = "guide.seen"


@dataclass(frozen=True)
class Shown:
    guide: Guide
    step: Step
    #: Counted from 1.
    number: int
    #: This page without its visit.
    here: str

    @property
    def total(self) -> int:
        return len(self.guide.steps)

    @property
    def previous_url(self) -> str:
        return step_url(self.guide.role, self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return step_url(self.guide.role, self.number + 1) if self.number < self.total else ""


def step_url(role: str, number: int) -> str:
    return reverse("desk:guide_step", args=[role, number])


def shown_step(request: HttpRequest) -> Shown | None:
    """None without a visit, for one of another role, or when the address was mistyped. No query of its own."""
    role, _, number = request.GET.get(PARAMETER, "").partition("-")
    access: Access = request.access  # type: ignore[attr-defined]
    if role not in access.roles or not (number.isascii() and number.isdigit() and len(number) < 3):
        return None
    guide = guide_of(role)
    if not 1 <= int(number) <= len(guide.steps):
        return None
    return Shown(guide, guide.steps[int(number) - 1], int(number), without_visit(request))


def without_visit(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop(PARAMETER, None)
    return request.path + (f"?{kept.urlencode()}" if kept else "")


def with_step(address: str, role: str, number: int) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode({PARAMETER: f'{role}-{number}'})}"


def seen_parts(access: Access) -> dict[str, Any]:
    """What my day counts in its one statement, to know whether to propose the visit."""
    role = main_role(access.roles)
    return {SEEN: GuideVisit.objects.filter(agent_id=access.agent_id, role=role)} if role else {}


def invitation(access: Access, counted: Mapping[str, Any]) -> Guide | None:
    """The visit of the agent's main role, until they have finished it or waved it away."""
    return guide_of(main_role(access.roles)) if SEEN in counted and not counted[SEEN] else None
