"""My day: what waits for this agent, by what their roles do. Each count opens the list that makes it up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.cases.models import Case
from parvis.desk.guide.showing import invitation, seen_parts
from parvis.desk.lists.conditions import Reading
from parvis.desk.lists.counting import Count, bounded_counts, side_counts, side_parts
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.ordering import computed_for
from parvis.desk.lists.paging import page_of
from parvis.desk.lists.reading import reading_of
from parvis.desk.lists.rows import Row, rows_of
from parvis.desk.lists.tasks import first_tasks, in_scope, in_state, tasks_url
from parvis.desk.lists.writing import first_writing, writing_parts, writing_url
from parvis.desk.notices.shown import CALLS, first_calls, unread_calls
from parvis.kit import clock
from parvis.notifications.colleagues.reading import fresh_cases
from parvis.organisation.access import ACTING_ROLES, Access
from parvis.organisation.current import agent_required
from parvis.organisation.models import Role
from parvis.ui.dates import local

#: Rows of a list on this page.
FIRST = 8
FIRST_TASKS = 5


#: The scope and the state of a list of tasks, and the words of its figure.
TASK_FIGURES = (
    ("mine", "open", "Mes tâches"),
    ("services", "open", "Tâches du service"),
    ("services", "overdue", "Tâches en retard"),
)
TASK_BLOCKS = {"services": "Tâches confiées à vos services", "mine": "Mes tâches"}


@dataclass(frozen=True)
class Figure:
    key: str
    label: str
    filter: Mapping[str, str]
    #: Worth a red figure when there is any.
    alert: bool = False


@dataclass(frozen=True)
class Block:
    key: str
    title: str
    filter: Mapping[str, str]
    #: When there is nothing: what to read, and what to do.
    empty_title: str
    empty_text: str
    #: Where to go rather than who is in charge: the reader is.
    round: bool = False


@dataclass(frozen=True)
class Plan:
    """What the page holds for these roles."""

    figures: list[Figure] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


MINE = {"state": "open", "assignee": "me"}
MY_CASES = Block(
    "mine", "À moi", MINE | {"sort": "attention"},
    "Rien ne vous attend", "Vous n'avez aucune demande ouverte. Prenez-en une dans la file de votre service.",
)  # fmt: skip
MY_FIGURES = [
    Figure("mine", "À moi", MINE | {"sort": "attention"}),
    Figure("answered", "L'usager a écrit", MINE | {"answered": "1"}),
    Figure("today", "À rendre aujourd'hui", MINE | {"due": "today", "sort": "due"}),
    Figure("overdue", "En retard", MINE | {"due": "overdue", "sort": "due"}, alert=True),
    Figure("planned", "Prévues aujourd'hui", {"state": "scheduled", "assignee": "me", "scheduled": "today"}),
]


def plan_for(access: Access) -> Plan:
    """Pure: roles and departments decide."""
    plan = Plan()
    if access.has(*ACTING_ROLES):
        _acting(plan, access)
    elif access.has(Role.FIELD):
        plan.figures.append(Figure("mine", "À moi", MINE | {"sort": "planned"}))
        plan.figures.extend(f for f in MY_FIGURES if f.key not in ("mine", "answered"))
        plan.blocks.append(
            Block(
                "mine", "Mes interventions", MINE | {"sort": "planned"},
                "Aucune intervention en attente", "Les demandes qui vous sont confiées apparaissent ici.",
                round=True,
            )
        )  # fmt: skip
    if access.has(Role.EXECUTIVE, Role.ADMINISTRATOR):
        _town(plan)
    if access.has(Role.ELECTED):
        addressed = {"state": "open", "addressed": "me"}
        plan.figures.append(Figure("addressed", "Adressées à moi", addressed))
        plan.blocks.append(
            Block(
                "addressed", "Demandes qui vous sont adressées", addressed,
                "Aucune demande ne vous est adressée", "Les services vous y signalent ce qu'un habitant vous écrit.",
            )
        )  # fmt: skip
    return plan


def _acting(plan: Plan, access: Access) -> None:
    plan.figures.extend(MY_FIGURES)
    steers = access.has(Role.DISPATCHER, Role.MANAGER)
    scope = {"department": "mine"} if access.departments else {}
    if access.departments or steers:
        untaken = {"state": "open", "assignee": "none"} | scope
        several = (
            "personne n'a prises dans vos services"
            if len(access.departments) > 1
            else "personne n'a prises dans votre service"
        )
        where = several if access.departments else "personne n'a prises"
        plan.figures.append(Figure("untaken", "À prendre", untaken | {"sort": "oldest"}))
        plan.blocks.append(MY_CASES)
        plan.blocks.append(
            Block(
                "untaken", f"Demandes que {where}", untaken | {"sort": "oldest"},
                "Tout est pris", "Aucune demande n'attend d'être prise en charge.",
            )
        )  # fmt: skip
        if steers:
            late = {"state": "open", "due": "overdue", "sort": "due"} | scope
            label = "En retard dans le service" if scope else "En retard, tous services"
            plan.figures.append(Figure("late", label, late, alert=True))
    else:
        plan.blocks.append(MY_CASES)


def _town(plan: Plan) -> None:
    plan.figures.append(
        Figure("town_untaken", "Non traitées, tous services", {"state": "received", "sort": "oldest"})
    )
    plan.figures.append(
        Figure(
            "town_late",
            "En retard, tous services",
            {"state": "open", "due": "overdue", "sort": "due"},
            alert=True,
        )
    )
    if not plan.blocks:
        plan.blocks.append(
            Block(
                "town_late", "Les plus en retard", {"state": "open", "due": "overdue", "sort": "due"},
                "Aucun retard", "Toutes les demandes ouvertes sont dans les délais.",
            )
        )  # fmt: skip


@dataclass(frozen=True)
class ShownFigure:
    label: str
    count: Count
    url: str
    alert: bool


@dataclass(frozen=True)
class ShownBlock:
    key: str
    title: str
    count: Count
    url: str
    rows: list[Row]
    empty_title: str
    empty_text: str
    round: bool


@require_safe
@agent_required
def my_day(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    plan, reading = plan_for(access), reading_of(request)
    readable = Case.objects.readable_by(access)

    def kept(values: Mapping[str, str]) -> Any:
        return QueueFilter(values).apply(readable, reading)

    counted = bounded_counts(
        {f.key: kept(f.filter) for f in plan.figures}
        | {f"block.{b.key}": kept(b.filter) for b in plan.blocks}
        | task_parts(access, reading.today)
        | writing_parts(access)
        | side_parts(access)
        | seen_parts(access)
        | {CALLS: unread_calls(access)}
    )
    figures = (
        [
            ShownFigure(
                f.label, counted[f.key], QueueFilter(f.filter).url(), f.alert and bool(counted[f.key])
            )
            for f in plan.figures
        ]
        + task_figures(counted)
        + writing_figures(counted)
    )
    scope = "services" if counted["tasks.services.open"] else "mine"
    listed = {
        b.key: _first(b, kept(b.filter), reading) if counted[f"block.{b.key}"] else [] for b in plan.blocks
    }
    fresh = fresh_cases([case for cases in listed.values() for case in cases], access)
    blocks = [_shown(b, counted[f"block.{b.key}"], listed[b.key], access, fresh) for b in plan.blocks]
    context = {
        "nav_active": "my_day",
        "desk_counts": side_counts(counted),
        "figures": figures,
        "blocks": blocks,
        "calls": first_calls(access) if counted[CALLS] else [],
        "calls_count": counted[CALLS],
        "tasks": first_tasks(scope, access, reading.at, most=FIRST_TASKS)
        if counted[f"tasks.{scope}.open"]
        else [],
        "tasks_title": TASK_BLOCKS[scope],
        "tasks_count": counted[f"tasks.{scope}.open"],
        "tasks_url": tasks_url(scope, "open"),
        "writing": writing_blocks(counted, access, reading.at, back=request.path),
        "my_day_url": request.path,
        "all_clear": bool(figures) and not any(f.count for f in figures) and not counted[CALLS],
        "first_name": request.agent.display_name.split()[0],  # type: ignore[attr-defined]
        "hour": local(reading.at).hour,
        "today": reading.today,
        "sees_figures": access.may_see_figures,
        "guide_invitation": invitation(access, counted),
    }
    return render(request, "desk/lists/my_day.html", context)


def task_parts(access: Access, today: date) -> dict[str, Any]:
    return {
        f"tasks.{scope}.{state}": in_state(in_scope(scope, access), state, today)
        for scope, state, _label in TASK_FIGURES
    }


def task_figures(counted: Mapping[str, Count]) -> list[ShownFigure]:
    """Those that are not empty: most days, most agents have no task."""
    return [
        ShownFigure(label, count, tasks_url(scope, state), alert=state == "overdue")
        for scope, state, label in TASK_FIGURES
        if (count := counted[f"tasks.{scope}.{state}"])
    ]


#: The list of what one writes, the words of its figure, and whether its first rows are shown.
WRITING = (
    ("approvals", "À valider", True),
    ("drafts", "Mes brouillons", True),
    ("planned", "Envois programmés", False),
)


def writing_figures(counted: Mapping[str, Count]) -> list[ShownFigure]:
    return [
        ShownFigure(label, count, writing_url(name), alert=False)
        for name, label, _rows in WRITING
        if (count := counted[f"writing.{name}"])
    ]


def writing_blocks(
    counted: Mapping[str, Count], access: Access, now: datetime, *, back: str
) -> list[dict[str, Any]]:
    """Those that are not empty, with their first rows."""
    return [
        {
            "key": name,
            "title": label,
            "count": counted[f"writing.{name}"],
            "url": writing_url(name),
            "rows": first_writing(name, access, now, most=FIRST_TASKS, back=back),
        }
        for name, label, rows in WRITING
        if rows and counted[f"writing.{name}"]
    ]


def _first(block: Block, cases: Any, reading: Reading) -> list[Case]:
    sort = QueueFilter(block.filter).sort
    return page_of(cases, sort, size=FIRST, computed=computed_for(sort, reading)).rows


def _shown(
    block: Block, count: Count, cases: list[Case], access: Access, fresh: frozenset[int]
) -> ShownBlock:
    return ShownBlock(
        block.key,
        block.title,
        count,
        QueueFilter(block.filter).url(),
        rows_of(cases, access, clock.now(), fresh=fresh),
        block.empty_title,
        block.empty_text,
        block.round,
    )
