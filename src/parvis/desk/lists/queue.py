"""The queue: every case the reader may read, narrowed, counted by state and paged by keyset."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parvis.cases.models import Case
from parvis.cases.searching import MOST_CLOSED
from parvis.cases.states import IN_PROGRESS_STATES, OPEN_STATES, State
from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.lists.belonging import belonging
from parvis.desk.lists.choices import assignable_agents
from parvis.desk.lists.columns import headings
from parvis.desk.lists.conditions import OF_OPEN_CASES, Reading
from parvis.desk.lists.counting import Count, bounded_counts, side_counts, side_parts
from parvis.desk.lists.fields import chips, hidden_fields, main_selects, more_selects
from parvis.desk.lists.filters import ACCEPTED, DEFAULT, QueueFilter
from parvis.desk.lists.ordering import computed_for
from parvis.desk.lists.paging import BadCursor, Page, page_of
from parvis.desk.lists.reading import reading_of
from parvis.desk.lists.rows import rows_of
from parvis.desk.live.refreshing import is_refresh
from parvis.desk.saved.arranging import arrangement_of
from parvis.directory.models import Person
from parvis.notifications.colleagues.reading import fresh_cases
from parvis.organisation.access import Access
from parvis.organisation.screens.refused import opens_lists

#: Fields of the form that are not selects.
TYPED = ("q", "received_from", "received_to", "closed_from", "closed_to")

CUT_SHORT = (
    f"Plus de {MOST_CLOSED} demandes closes contiennent ces mots : la liste n'a que les plus récentes. "
    "Ajoutez un mot pour retrouver les autres."
)

TITLES = {
    "open": "Demandes ouvertes",
    "received": "Demandes reçues, non traitées",
    "ongoing": "Demandes prises en charge",
    "in_progress": "Demandes en cours",
    "waiting": "Demandes en attente",
    "scheduled": "Demandes planifiées",
    "closed": "Demandes closes",
}


@dataclass(frozen=True)
class Tab:
    label: str
    count: Count
    url: str
    current: bool


@require_safe
@opens_lists
def queue(request: HttpRequest) -> HttpResponse:
    if not any(name in request.GET for name in ACCEPTED):
        return redirect(QueueFilter(DEFAULT).url())
    access: Access = request.access  # type: ignore[attr-defined]
    reading = reading_of(request)
    arranged = arrangement_of(QueueFilter.from_query(request.GET, reading.choices), access, reading.choices)
    if set(request.GET) == {"view"}:
        return redirect(arranged.view.url if arranged.view else QueueFilter(DEFAULT).url())
    chosen = arranged.chosen
    if chosen.get("state") not in ("", "closed"):
        reading = replace(reading, shows_closed=False)
    readable = Case.objects.readable_by(access)
    counted = _counted(readable, chosen, reading, side_parts(access))
    figures = {"tabs": _tabs(chosen, counted), "total": _total(chosen, counted)}
    if is_refresh(request):
        return render(request, "desk/lists/queue_figures.html", figures)
    for ignored in chosen.ignored:
        messages.warning(request, f"Filtre ignoré : {ignored}.")
    for period in chosen.backwards:
        messages.warning(request, f"Aucune demande possible : la fin de {period} précède son début.")
    if reading.shows_closed and counted["state.closed"].more and chosen.get("q"):
        messages.info(request, CUT_SHORT)
    page = _page(request, chosen.apply(readable, reading), chosen.sort, reading)
    agents = assignable_agents(access)
    selects, more = main_selects(chosen, reading.choices, agents), more_selects(chosen, reading.choices)
    shown = [*TYPED, *(s.name for s in (*selects, *more))]
    context = figures | {
        "nav_active": "queue",
        "desk_counts": side_counts(counted),
        "chosen": chosen,
        "title": arranged.name or TITLES.get(chosen.get("state"), "Toutes les demandes"),
        "selects": selects,
        "more_selects": more,
        "more_open": any(chosen.get(s.name) for s in more) or any(chosen.get(name) for name in TYPED[1:]),
        "hidden": hidden_fields(chosen, shown),
        "chips": chips(chosen, reading.choices, agents, _person_name(chosen, access)),
        "rows": rows_of(
            page.rows,
            access,
            reading.at,
            fresh=fresh_cases(page.rows, access),
            tasks="tasks" in arranged.columns,
        ),
        "headings": headings(arranged.columns, chosen),
        "arranged": arranged,
        "selectable": True,
        "bulk_acts": BULK_ACTS.values(),
        "bulk_filter": chosen.with_(view="").url().partition("?")[2],
        "next_url": chosen.url(after=page.next) if page.next else "",
        "previous_url": chosen.url(before=page.previous) if page.previous else "",
        "clear_url": QueueFilter(
            {n: v for n, v in chosen.values.items() if n in ("state", "sort", "view")}
        ).url(),
        "at": reading.at,
        "belonging": belonging(chosen, reading),
    }
    return render(request, "desk/lists/queue.html", context)


def _page(request: HttpRequest, queryset: Any, sort: str, reading: Reading) -> Page:
    computed = computed_for(sort, reading)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return page_of(queryset, sort, after=after, before="" if after else before, computed=computed)
    except BadCursor:
        messages.warning(request, "Cette page de la liste n'existe plus : voici la première.")
        return page_of(queryset, sort, computed=computed)


def _counted(readable: Any, chosen: QueueFilter, reading: Reading, side: dict[str, Any]) -> dict[str, Count]:
    counted = bounded_counts(_state_parts(readable, chosen, reading) | side)
    if chosen.get("q") and reading.holding(chosen.get("q")).more:
        counted["state.closed"] = replace(counted["state.closed"], more=True)
    return counted


def _state_parts(readable: Any, chosen: QueueFilter, reading: Reading) -> dict[str, Any]:
    whatever_state = chosen.without("state").apply(readable, reading)
    parts = {f"state.{state}": whatever_state.filter(state=state) for state in State.values}
    if any(chosen.get(name) for name in OF_OPEN_CASES):
        # Nothing is looked for where nothing can be.
        parts[f"state.{State.CLOSED}"] = readable.none()
    return parts


def _sum(counted: dict[str, Count], states: Any) -> Count:
    parts = [counted[f"state.{state}"] for state in states]
    return Count(sum(part.number for part in parts), any(part.more for part in parts))


def _tabs(chosen: QueueFilter, counted: dict[str, Count]) -> list[Tab]:
    groups: dict[str, tuple[str, Any]] = {"open": ("Ouvertes", OPEN_STATES)}
    groups |= {state: (label, (state,)) for state, label in _tab_labels().items()}
    groups["all"] = ("Toutes", State.values)
    now = chosen.get("state") or "all"
    return [
        Tab(label, _sum(counted, states), chosen.with_(state=code).url(), code == now)
        for code, (label, states) in groups.items()
    ]


def _tab_labels() -> dict[str, str]:
    labels = dict(State.choices)
    return {
        state: f"{labels[State(state)]}s" if state != "in_progress" else "En cours" for state in labels
    } | {"waiting": "En attente"}


def _total(chosen: QueueFilter, counted: dict[str, Count]) -> Count:
    groups = {"open": OPEN_STATES, "ongoing": IN_PROGRESS_STATES, "": tuple(State.values)}
    state = chosen.get("state")
    return _sum(counted, groups.get(state, (state,)))


def _person_name(chosen: QueueFilter, access: Access) -> str:
    """Only when the list is one person's, and only if that person exists for this reader."""
    if not chosen.get("person"):
        return ""
    person = Person.objects.known_in(access.readable_sectors).filter(pk=int(chosen.get("person"))).first()
    return person.display_name if person else ""
