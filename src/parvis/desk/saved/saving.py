"""What is done with saved views: keep, change, share, copy, remove; and where each agent places those they see."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from parvis.desk.lists.columns import known_columns
from parvis.desk.saved.models import LONGEST_NAME, Audience, ListPreference, SavedView, ViewPlacement
from parvis.desk.saved.queries import may_change
from parvis.history.actors import Actor
from parvis.kit.text import clean_text
from parvis.organisation.access import Access
from parvis.organisation.models import Department, Role

#: Views an agent keeps, and those of them in the side bar.
MOST_OWN, MOST_PINNED = 100, 8


class CannotSave(ValueError):
    """Said to whoever tried; ``field`` is what to correct."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhile(CannotSave):
    """Somebody else, or another window, changed this view since it was shown."""


def may_share_with_town(access: Access) -> bool:
    return access.has(Role.ADMINISTRATOR, Role.DISPATCHER, Role.MANAGER)


def may_share_with(access: Access, department: Department) -> bool:
    return department.active and (department.pk in access.departments or access.has(Role.ADMINISTRATOR))


def save_view(
    *,
    name: str,
    query: str,
    columns: Iterable[str] = (),
    audience: str = Audience.PRIVATE,
    department: Department | None = None,
    by: Actor,
    at: datetime,
) -> SavedView:
    """A new view of one's own. It is pinned when there is room in the side bar."""
    assert by.agent_id is not None, "an agent keeps views"
    if SavedView.objects.filter(owner_id=by.agent_id).count() >= MOST_OWN:
        raise CannotSave(f"{MOST_OWN} vues au plus : supprimez-en une.")
    view = SavedView(owner_id=by.agent_id, query=query, created_at=at)
    _write(view, name=name, columns=columns, audience=audience, department=department, by=by, at=at)
    if ViewPlacement.objects.filter(agent_id=by.agent_id, pinned=True).count() < MOST_PINNED:
        place_view(view, pinned=True, by=by)
    return view


def change_view(
    view: SavedView,
    *,
    name: str,
    query: str = "",
    columns: Iterable[str],
    audience: str,
    department: Department | None,
    by: Actor,
    at: datetime,
    seen: str = "",
) -> None:
    """``query`` empty leaves the filters as they are. ``seen``: the stamp of the view as it was shown, "" to skip."""
    _refuse_others(view, by)
    with transaction.atomic():
        _refuse_stale(view, seen)
        view.query = query or view.query
        _write(view, name=name, columns=columns, audience=audience, department=department, by=by, at=at)


def refilter_view(
    view: SavedView, *, query: str, columns: Iterable[str], by: Actor, at: datetime, seen: str = ""
) -> None:
    """The filters, order and columns on screen become those of the view."""
    _refuse_others(view, by)
    with transaction.atomic():
        _refuse_stale(view, seen)
        view.query, view.columns, view.changed_at = query, known_columns(columns), at
        view.save(update_fields=["query", "columns", "changed_at"])


def copy_view(view: SavedView, *, by: Actor, at: datetime) -> SavedView:
    """A private copy, for oneself."""
    taken = set(SavedView.objects.filter(owner_id=by.agent_id).values_list("name", flat=True))
    name = next(n for n in _names(view.name) if n not in taken)
    return save_view(name=name, query=view.query, columns=view.columns, by=by, at=at)


def remove_view(view: SavedView, *, by: Actor) -> None:
    """For everybody it was shared with, too."""
    _refuse_others(view, by)
    view.delete()


def place_view(
    view: SavedView, *, pinned: bool | None = None, hidden: bool | None = None, by: Actor
) -> ViewPlacement:
    """In the side bar, out of it, out of sight: for this agent alone. What is None stays."""
    assert by.agent_id is not None, "an agent places views"
    with transaction.atomic():
        mine = ViewPlacement.objects.filter(agent_id=by.agent_id)
        place = mine.select_for_update().filter(view_id=view.pk).first()
        if place is None:
            last = mine.aggregate(last=Max("position"))["last"] or 0
            place = ViewPlacement(agent_id=by.agent_id, view_id=view.pk, position=min(last + 1, 30_000))
        if pinned and not place.pinned and mine.filter(pinned=True).count() >= MOST_PINNED:
            raise CannotSave(f"{MOST_PINNED} vues épinglées au plus : retirez-en une de la barre.")
        place.pinned = place.pinned if pinned is None else pinned
        place.hidden = place.hidden if hidden is None else hidden
        if place.hidden:
            place.pinned = False
        place.save()
        return place


def move_view(view: SavedView, *, up: bool, by: Actor) -> None:
    """One step in the side bar."""
    with transaction.atomic():
        places = list(
            ViewPlacement.objects.select_for_update()
            .filter(agent_id=by.agent_id, pinned=True)
            .order_by("position", "id")
        )
        ranks = [place.view_id for place in places]
        if view.pk not in ranks:
            return
        now = ranks.index(view.pk)
        other = now - 1 if up else now + 1
        if not 0 <= other < len(places):
            return
        places[now], places[other] = places[other], places[now]
        for rank, place in enumerate(places, 1):
            if place.position != rank:
                place.position = rank
                place.save(update_fields=["position"])


def prefer(*, columns: Iterable[str], sort: str, by: Actor) -> None:
    """How this agent reads the lists that no view arranges."""
    ListPreference.objects.update_or_create(
        agent_id=by.agent_id, defaults={"columns": known_columns(columns), "sort": sort}
    )


def _refuse_others(view: SavedView, by: Actor) -> None:
    if by.access is None or not may_change(by.access, view):
        raise CannotSave("Cette vue appartient à quelqu'un d'autre : copiez-la pour en faire la vôtre.")


def stamp(view: SavedView) -> str:
    """What a form carries of the view it was drawn from."""
    return view.changed_at.isoformat()


def _refuse_stale(view: SavedView, seen: str) -> None:
    """Under the lock of the view, which is then as it is now."""
    try:
        view.refresh_from_db(from_queryset=SavedView.objects.select_for_update(no_key=True))
    except SavedView.DoesNotExist as error:
        raise CannotSave("Cette vue vient d'être supprimée.") from error
    if seen and seen != stamp(view):
        raise ChangedMeanwhile(
            "Cette vue vient d'être modifiée, par un collègue ou dans une autre fenêtre. Enregistrez de nouveau pour "
            "garder ce que vous avez choisi, ou annulez pour la revoir."
        )


def _write(
    view: SavedView,
    *,
    name: str,
    columns: Iterable[str],
    audience: str,
    department: Department | None,
    by: Actor,
    at: datetime,
) -> None:
    assert by.access is not None
    cleaned = " ".join(clean_text(name).split())
    if not cleaned:
        raise CannotSave("Donnez un nom à cette vue.", "name")
    if len(cleaned) > LONGEST_NAME:
        raise CannotSave(f"{LONGEST_NAME} caractères au plus.", "name")
    _check_audience(view, audience, department, by.access)
    view.name, view.columns, view.changed_at = cleaned, known_columns(columns), at
    view.audience = audience
    view.department = department if audience == Audience.DEPARTMENT else None
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        if "savedview_name_unique" not in str(error):
            raise
        raise CannotSave("Vous avez déjà une vue de ce nom.", "name") from error


def _check_audience(view: SavedView, audience: str, department: Department | None, access: Access) -> None:
    """What is already shared so may stay so; sharing wider asks for the standing."""
    if audience not in Audience.values:
        raise CannotSave("Dites avec qui partager cette vue.", "audience")
    if (
        view.pk
        and audience == view.audience
        and (department.pk if department else None) == view.department_id
    ):
        return
    if audience == Audience.TOWN and not may_share_with_town(access):
        raise CannotSave(
            "Partager avec toute la mairie revient aux chefs de service, aux régulateurs et à l'administrateur.",
            "audience",
        )
    if audience == Audience.DEPARTMENT and (department is None or not may_share_with(access, department)):
        raise CannotSave("Choisissez un de vos services.", "department")


def _names(name: str) -> Iterable[str]:
    kept = name[: LONGEST_NAME - 12]
    yield name
    yield f"{kept} (copie)"
    number = 2
    while True:
        yield f"{kept} (copie {number})"
        number += 1
