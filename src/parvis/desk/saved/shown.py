"""Saved views as a reader finds them: which they see, how each opens, what the side bar counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from parvis.cases.models import Case
from parvis.desk.lists.choices import Choices
from parvis.desk.lists.conditions import Reading
from parvis.desk.lists.counting import Count, bounded_counts
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.saved.models import SavedView, ViewPlacement
from parvis.desk.saved.queries import may_change
from parvis.organisation.access import Access

#: The side bar says « 99+ » beyond: what is counted is bounded whatever the town.
MOST_COUNTED = 99


@dataclass(frozen=True)
class ShownView:
    view: SavedView
    filter: QueueFilter
    pinned: bool = False
    hidden: bool = False
    may_change: bool = False
    is_own: bool = False

    @property
    def url(self) -> str:
        return self.filter.with_(view=str(self.view.pk)).url()

    @property
    def shared_with(self) -> str:
        if self.view.department is not None:
            return f"Service {self.view.department.name}"
        return str(self.view.get_audience_display()) if self.view.audience == "town" else ""


def canonical(chosen: QueueFilter) -> str:
    """What a view keeps of a queue: known filters and the order, in their order."""
    values = {name: value for name, value in chosen.values.items() if name != "view"}
    return urlencode(values if "state" in values else {"state": "all"} | values)


def filter_of(view: SavedView, choices: Choices) -> QueueFilter | None:
    """None for who does not read what it filters on: without that filter it would say something else."""
    found = QueueFilter.from_query(QueryDict(view.query), choices)
    return None if found.ignored else found


def view_seen(pk: int, access: Access, choices: Choices) -> ShownView | None:
    """One query."""
    view = SavedView.objects.seen_by(access).select_related("department", "owner").filter(pk=pk).first()
    return _shown(view, None, access, choices) if view is not None else None


def views_seen(access: Access, choices: Choices) -> list[ShownView]:
    """Pinned ones first, in their order; then by name. Two queries."""
    views = (
        SavedView.objects.seen_by(access).select_related("department", "owner").order_by("name", "id")[:500]
    )
    places = {p.view_id: p for p in ViewPlacement.objects.filter(agent_id=access.agent_id)}
    found = [_shown(view, places.get(view.pk), access, choices) for view in views]
    ranks = {pk: (not place.pinned, place.position) for pk, place in places.items()}
    known = [one for one in found if one is not None]
    return sorted(known, key=lambda one: (*ranks.get(one.view.pk, (True, 0)), one.view.name.casefold()))


def pinned_views(access: Access, choices: Choices) -> list[ShownView]:
    """Those of the side bar. One query."""
    places = (
        ViewPlacement.objects.filter(
            agent_id=access.agent_id, pinned=True, view__in=SavedView.objects.seen_by(access).values("pk")
        )
        .select_related("view__department")
        .order_by("position", "id")
    )
    found = [_shown(place.view, place, access, choices) for place in places]
    return [one for one in found if one is not None]


def counts_of(views: Sequence[ShownView], access: Access, reading: Reading) -> dict[int, Count]:
    """How many each holds, up to MOST_COUNTED, in one statement (and one more for each that looks for words)."""
    readable = Case.objects.readable_by(access)
    parts: dict[str, Any] = {str(one.view.pk): one.filter.apply(readable, reading) for one in views}
    counted = bounded_counts(parts, most=MOST_COUNTED)
    return {int(pk): count for pk, count in counted.items()}


def manage_url() -> str:
    return reverse("desk:views")


def _shown(
    view: SavedView, place: ViewPlacement | None, access: Access, choices: Choices
) -> ShownView | None:
    found = filter_of(view, choices)
    if found is None:
        return None
    return ShownView(
        view,
        found,
        pinned=place is not None and place.pinned,
        hidden=place is not None and place.hidden,
        may_change=may_change(access, view),
        is_own=view.owner_id == access.agent_id,
    )
