"""Tasks: those of my departments, mine, those we gave, or all that I read; to do, overdue or ended; paged by keyset.

``/desk/taches?scope=services|mine|given|all&state=open|overdue|ended``; absent means the first, and so does anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.cases.abilities import task_departments
from parvis.cases.models import Task
from parvis.desk.cases.tasks import Shown, shown, steps_by_task
from parvis.desk.lists.counting import Count, bounded_counts, side_counts, side_parts
from parvis.desk.lists.paging import BadCursor, Page, page_of
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.screens.refused import opens_lists
from parvis.ui.dates import local

SCOPES = {"services": "Mes services", "mine": "Les miennes", "given": "Confiées par nous", "all": "Toutes"}
STATES = {"open": "À faire", "overdue": "En retard", "ended": "Terminées"}
#: When there is nothing: what to read, and what to do.
EMPTY = {
    "open": (
        "Aucune tâche à faire",
        "Les tâches se confient depuis une demande, avec « Confier une tâche ».",
    ),
    "overdue": ("Aucune tâche en retard", "Tout ce qui avait une date est fait, ou à l'heure."),
    "ended": ("Aucune tâche terminée", "Ce qui est fait ou annulé restera ici."),
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: Count | None = None


def in_scope(scope: str, access: Access) -> Any:
    readable = Task.objects.readable_by(access)
    if scope == "mine":
        return readable.owned_by(access)
    if scope == "services":
        return readable.given_to(task_departments(access))
    if scope == "given":
        owners = access.acting_departments
        return readable.filter(case__department_id__in=owners) if owners else readable.none()
    return readable


def in_state(tasks: Any, state: str, today: date) -> Any:
    if state == "overdue":
        return tasks.overdue(today)
    return tasks.ended() if state == "ended" else tasks.open()


def tasks_url(scope: str, state: str, **more: str) -> str:
    return f"{reverse('desk:tasks')}?{urlencode({'scope': scope, 'state': state} | more)}"


def first_tasks(scope: str, access: Access, now: datetime, *, most: int) -> list[Shown]:
    """The first to do of my day: the overdue ones before the others."""
    page = page_of(in_scope(scope, access).open(), "task_due", size=most)
    return rows_of(page.rows, access, now, back=reverse("desk:my_day"))


def rows_of(tasks: list[Task], access: Access, now: datetime, *, back: str) -> list[Shown]:
    steps = steps_by_task(tasks)
    return [shown(task, task.case, access, now, back=back, steps=steps.get(task.pk, ())) for task in tasks]


@require_safe
@opens_lists
def tasks(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    now = clock.now()
    scope, state = _chosen(request.GET)
    found = in_scope(scope, access)
    today = local(now).date()
    page = _page(request, in_state(found, state, today), "task_ended" if state == "ended" else "task_due")
    counted = bounded_counts(
        {f"state.{name}": in_state(found, name, today) for name in STATES} | side_parts(access)
    )
    context = {
        "nav_active": "tasks",
        "desk_counts": side_counts(counted),
        "scopes": [Tab(label, tasks_url(name, state), name == scope) for name, label in SCOPES.items()],
        "tabs": [
            Tab(label, tasks_url(scope, name), name == state, counted[f"state.{name}"])
            for name, label in STATES.items()
        ],
        "title": f"Tâches {STATES[state].lower()}",
        "total": counted[f"state.{state}"],
        "rows": rows_of(page.rows, access, now, back=request.get_full_path()),
        "empty": EMPTY[state],
        "back": request.get_full_path(),
        "next_url": tasks_url(scope, state, after=page.next) if page.next else "",
        "previous_url": tasks_url(scope, state, before=page.previous) if page.previous else "",
    }
    return render(request, "desk/lists/tasks.html", context)


def _chosen(given: Mapping[str, str]) -> tuple[str, str]:
    scope, state = given.get("scope", ""), given.get("state", "")
    return scope if scope in SCOPES else "services", state if state in STATES else "open"


def _page(request: HttpRequest, queryset: Any, sort: str) -> Page:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return page_of(queryset, sort, after=after, before="" if after else before)
    except BadCursor:
        messages.warning(request, "Cette page de la liste n'existe plus : voici la première.")
        return page_of(queryset, sort)
