"""From a notice and its facts to a subject, a text and an HTML page."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.kit.tenant import current_tenant_id
from parvis.notifications.notices.registry import Notice
from parvis.organisation.models import Department
from parvis.tenancy.links import base_url
from parvis.tenancy.models import Collectivity
from parvis.ui.dates import full

LONGEST_SUBJECT = 250


@dataclass(frozen=True)
class Composed:
    subject: str
    text: str
    html: str
    reply_to: str


@dataclass(frozen=True)
class Contact:
    """A department as a letter shows it; what it lacks is the town hall's."""

    name: str
    address: str
    phone: str
    email: str

    @classmethod
    def of(cls, department: Department, town: Collectivity) -> "Contact":
        return cls(
            department.name,
            department.address or town.address,
            department.phone or town.phone,
            department.email or town.email,
        )

    @classmethod
    def of_town(cls, town: Collectivity) -> "Contact":
        return cls(town.name, town.address, town.phone, town.email)


def compose(notice: type[Notice], facts: Mapping[str, Any], *, case: Case | None = None) -> Composed:
    """In French, with the days and hours of the town."""
    town = Collectivity.objects.get(pk=current_tenant_id())
    context: dict[str, Any] = {"town": town, "desk_url": f"{base_url(town)}/desk", **facts}
    # A receipt may be read by whoever shares the mailbox: what the law seals is not named there.
    hidden = notice.automatic and case is not None and (case.sector.sealed or case.request_type.confidential)
    if case is not None:
        context |= {
            "reference": case.reference,
            "department": Contact.of_town(town) if hidden else Contact.of(case.department, town),
            "follow_url": base_url(town) + path_of(case),
        }
    with translation.override("fr"), timezone.override(ZoneInfo(town.time_zone)):
        received, due, until = facts.get("received_at"), facts.get("due_at"), facts.get("until")
        context["received_on"] = full(received) if received else ""
        context["due_on"] = full(timezone.localtime(due).date()) if due else ""
        context["until_day"] = full(timezone.localtime(until).date()) if until else ""
        context["subject"] = one_line(f"{town.name} : {notice.topic(context)}")[:LONGEST_SUBJECT]
        text = render_to_string(f"notifications/{notice.code}.txt", context)
        html = render_to_string(f"notifications/{notice.code}.html", context)
    department = case.department if case is not None else None
    return Composed(
        context["subject"],
        text.strip() + "\n",
        html,
        department.email if department and not hidden else facts.get("reply_to") or town.email,
    )


def one_line(text: str) -> str:
    """Fit for a header: no line break, no control character, no invisible direction mark."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join("".join(c for c in kept if unicodedata.category(c) != "Cf").split())
