"""The access log, for the data protection officer: who opened what and why, most recent first, paged by keyset.

``/desk/consultations?kind=emergency|case|person|task&agent=<words>``; it names cases by their reference and persons by
their number: reading what they hold is not the officer's to do here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.cases.models import EmergencyReading
from parvis.desk.lists.paging import PAGE, BadCursor, read_cursor, write_cursor
from parvis.desk.lists.paging import SORTS as ORDERS
from parvis.history.models import AccessLog
from parvis.kit.text import clean_text
from parvis.organisation.current import agent_required
from parvis.organisation.screens.refused import not_for_this_role

KINDS = {
    "": "Toutes",
    "emergency": "Accès d'urgence",
    "case": "Demandes cloisonnées",
    "person": "Fiches d'usagers",
    "task": "Liens extérieurs",
}
ICONS = {"emergency": "alert-triangle", "case": "shield-lock", "person": "user", "task": "external-link"}


@dataclass(frozen=True)
class Row:
    at: datetime
    who: str
    kind: str
    icon: str
    what: str
    reason: str


@require_safe
@agent_required
def readings(request: HttpRequest) -> HttpResponse:
    if not request.access.may_read_the_access_log:  # type: ignore[attr-defined]
        return not_for_this_role(request, "de lire le journal des consultations")
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    agent = clean_text(request.GET.get("agent", "")).strip()[:100]
    found = AccessLog.objects.all()
    if kind:
        found = found.filter(object_kind=kind)
    if agent:
        found = found.filter(actor_label__icontains=agent)
    rows, following = _page(request, found)
    whole = _whole_reasons(rows)
    context = {
        "nav_active": "readings",
        "tabs": [(label, _url(name, agent), name == kind) for name, label in KINDS.items()],
        "kind": kind,
        "agent_words": agent,
        "rows": [_row(line, whole.get((line.actor_id, line.object_id, line.at), "")) for line in rows],
        "next_url": _url(kind, agent, after=following) if following else "",
        "first_url": _url(kind, agent) if request.GET.get("after") else "",
    }
    return render(request, "desk/readings/listing.html", context)


def _page(request: HttpRequest, found: Any) -> tuple[list[AccessLog], str]:
    if cursor := request.GET.get("after", ""):
        try:
            at, pk = read_cursor(cursor, "logged")
            found = found.filter(at__lte=at).exclude(at=at, pk__gte=pk)
        except BadCursor:
            messages.warning(request, "Cette page de la liste n'existe plus : voici la première.")
    rows = list(found.order_by(*(column.order(False) for column in ORDERS["logged"]))[: PAGE + 1])
    following = write_cursor(rows[PAGE - 1], "logged") if len(rows) > PAGE else ""
    return rows[:PAGE], following


def _url(kind: str, agent: str, **more: str) -> str:
    given = {name: value for name, value in {"kind": kind, "agent": agent, **more}.items() if value}
    return reverse("desk:readings") + (f"?{urlencode(given)}" if given else "")


def _whole_reasons(rows: list[AccessLog]) -> dict[tuple[int | None, int, datetime], str]:
    """The log holds the beginning of a long reason; the emergency itself holds it whole. One query when there is any."""
    lines = [line for line in rows if line.object_kind == "emergency" and line.object_id]
    if not lines:
        return {}
    found = EmergencyReading.objects.filter(
        case_id__in={line.object_id for line in lines}, at__in={line.at for line in lines}
    )
    rows_of = found.values_list("agent_id", "case_id", "at", "reason")
    return {(agent_id, case_id, at): reason for agent_id, case_id, at, reason in rows_of}


def _row(line: AccessLog, whole: str = "") -> Row:
    what = {
        "emergency": "Accès d'urgence",
        "case": "Demande cloisonnée",
        "person": f"Fiche d'usager n° {line.object_id}",
        "task": "Tâche confiée à l'extérieur",
    }.get(line.object_kind, line.object_kind)
    if line.object_kind == "emergency" and not line.object_id:
        what = "Accès d'urgence, référence inconnue"
    icon = ICONS.get(line.object_kind, "eye")
    asked, mark, _beginning = line.reason.partition(" : ")
    reason = f"{asked}{mark}{whole}" if whole else line.reason
    return Row(line.at, line.actor_label, line.object_kind, icon, what, reason)
