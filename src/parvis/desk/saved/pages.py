"""The pages of saved views: the list of those one sees, a new one, its changes; and the columns one prefers."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.desk.lists.choices import assignable_agents
from parvis.desk.lists.columns import COLUMNS, USUAL
from parvis.desk.lists.counting import desk_counts
from parvis.desk.lists.fields import chips
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.reading import reading_of
from parvis.desk.saved import saving
from parvis.desk.saved.arranging import arrangement_of
from parvis.desk.saved.forms import PreferenceForm, ViewForm
from parvis.desk.saved.models import ListPreference
from parvis.desk.saved.shown import ShownView, canonical, counts_of, pinned_views, view_seen, views_seen
from parvis.kit import clock
from parvis.organisation.current import actor
from parvis.organisation.screens.refused import opens_lists


@require_safe
@opens_lists
def views(request: HttpRequest) -> HttpResponse:
    """All those one sees, by where one keeps them."""
    reading = reading_of(request)
    seen = views_seen(request.access, reading.choices)  # type: ignore[attr-defined]
    groups = [
        ("Dans ma barre", "bookmark", [v for v in seen if v.pinned]),
        ("Les miennes", "user", [v for v in seen if v.is_own and not v.pinned and not v.hidden]),
        ("Partagées", "users", [v for v in seen if not v.is_own and not v.pinned and not v.hidden]),
        ("Masquées", "eye-off", [v for v in seen if v.hidden]),
    ]
    context = {
        "nav_active": "views",
        "groups": [group for group in groups if group[2]],
        "most_pinned": saving.MOST_PINNED,
    }
    return render(request, "desk/saved/views.html", context)


@require_safe
@opens_lists
def bar(request: HttpRequest) -> HttpResponse:
    """The pinned views and what they hold, for the side bar: asked for once the page is there.

    With ``figures``, also the figures of the menu, of which the page drew none: an event for its script.
    """
    reading = reading_of(request)
    pinned = pinned_views(request.access, reading.choices)  # type: ignore[attr-defined]
    counts = counts_of(pinned, request.access, reading)  # type: ignore[attr-defined]
    current = _current_view(request)
    rows = [(rank, one, counts[one.view.pk], one.view.pk == current) for rank, one in enumerate(pinned, 1)]
    answer = render(request, "desk/saved/_bar.html", {"rows": rows})
    if "figures" in request.GET:
        menu = desk_counts(request.access)  # type: ignore[attr-defined]
        figures = {name: str(count) if count else "" for name, count in menu.items()}
        answer["HX-Trigger"] = json.dumps({"parvis:figures": figures})
    return answer


def _current_view(request: HttpRequest) -> int | None:
    """The view of the page that asks, as htmx names it."""
    url = str(getattr(request.htmx, "current_url", None) or "")  # type: ignore[attr-defined]
    given = QueryDict(url.partition("?")[2]).get("view", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


@require_http_methods(["GET", "HEAD", "POST"])
@opens_lists
def new_view(request: HttpRequest) -> HttpResponse:
    """``?state=open&…``: the queue to keep."""
    reading, access = reading_of(request), request.access  # type: ignore[attr-defined]
    given = QueryDict(request.POST.get("filtre", "")) if request.method == "POST" else request.GET
    arranged = arrangement_of(QueueFilter.from_query(given, reading.choices), access, reading.choices)
    status = 200
    form = ViewForm(request.POST or None, access=access, columns=arranged.columns)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                view = saving.save_view(
                    name=form.cleaned_data["name"],
                    query=arranged.query,
                    columns=form.columns(),
                    audience=form.cleaned_data["audience"],
                    department=form.department_chosen(),
                    by=actor(request),
                    at=clock.now(),
                )
                messages.success(request, f"La vue « {view.name} » est enregistrée.")
                return redirect(arranged.chosen.with_(view=str(view.pk)).url())
            except saving.CannotSave as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _form_page(request, form, arranged.chosen, "Enregistrer comme vue", status)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_lists
def view_changes(request: HttpRequest, view_id: int) -> HttpResponse:
    shown = _changeable(request, view_id)
    status, seen = 200, request.POST.get("vue", "")
    form = ViewForm(
        request.POST or None,
        access=request.access,  # type: ignore[attr-defined]
        view=shown.view,
        columns=shown.view.columns,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saving.change_view(
                    shown.view,
                    name=form.cleaned_data["name"],
                    columns=form.columns(),
                    audience=form.cleaned_data["audience"],
                    department=form.department_chosen(),
                    by=actor(request),
                    at=clock.now(),
                    seen=seen,
                )
                messages.success(request, "La vue est modifiée.")
                return redirect(shown.url)
            except saving.ChangedMeanwhile as refusal:
                form.add_error(None, str(refusal))
                seen, status = saving.stamp(shown.view), 409
            except saving.CannotSave as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    seen = seen or saving.stamp(shown.view)
    title = f"Modifier « {shown.view.name} »"
    return _form_page(request, form, shown.filter, title, status, shown=shown, seen=seen)


def _form_page(
    request: HttpRequest,
    form: ViewForm,
    chosen: QueueFilter,
    title: str,
    status: int,
    *,
    shown: ShownView | None = None,
    seen: str = "",
) -> HttpResponse:
    reading = reading_of(request)
    context: dict[str, Any] = {
        "nav_active": "views",
        "form": form,
        "title": title,
        "shown": shown,
        "seen": seen,
        "query": canonical(chosen),
        "chips": chips(chosen, reading.choices, assignable_agents(request.access), ""),  # type: ignore[attr-defined]
        "back_url": shown.url if shown else chosen.url(),
        "columns_open": any(form.errors.get(f.name) for f in form.column_fields()),
    }
    return render(request, "desk/saved/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_lists
def columns(request: HttpRequest) -> HttpResponse:
    """How one reads the lists that no view arranges."""
    preference = ListPreference.objects.filter(agent_id=request.access.agent_id).first()  # type: ignore[attr-defined]
    form = PreferenceForm(
        request.POST or None,
        columns=(preference.columns if preference else []) or list(USUAL),
        initial={"sort": preference.sort if preference else ""},
    )
    if request.method == "POST" and form.is_valid():
        usual = "usual" in request.POST
        columns = () if usual or form.columns() == list(USUAL) else form.columns()
        saving.prefer(
            columns=columns,
            sort="" if usual else form.cleaned_data["sort"],
            by=actor(request),
        )
        messages.success(request, "Vos listes sont arrangées ainsi.")
        return redirect("desk:queue")
    context = {"nav_active": "queue", "form": form, "known": COLUMNS.values()}
    return render(request, "desk/saved/columns.html", context, status=422 if form.errors else 200)


@opens_lists
@require_POST
def place(request: HttpRequest, view_id: int, act: str) -> HttpResponseBase:
    """Pin, hide, order, copy, update, remove: the buttons of the page of views."""
    shown = _seen(request, view_id)
    by, at = actor(request), clock.now()
    try:
        done = _placed(request, shown, act, by, at)
    except saving.CannotSave as refusal:
        messages.warning(request, str(refusal))
        return redirect("desk:views")
    if act == "mise-a-jour":
        messages.success(request, done)
        return redirect(_seen(request, view_id).url)
    if done:
        messages.success(request, done)
    return redirect("desk:views")


def _placed(request: HttpRequest, shown: ShownView, act: str, by: Any, at: Any) -> str:
    view = shown.view
    match act:
        case "epingle":
            saving.place_view(view, pinned=True, hidden=False, by=by)
        case "desepingle":
            saving.place_view(view, pinned=False, by=by)
        case "masque":
            saving.place_view(view, hidden=True, by=by)
        case "montre":
            saving.place_view(view, hidden=False, by=by)
        case "monte" | "descend":
            saving.move_view(view, up=act == "monte", by=by)
        case "copie":
            copied = saving.copy_view(view, by=by, at=at)
            return f"« {copied.name} » est à vous."
        case "suppression":
            saving.remove_view(view, by=by)
            return f"La vue « {view.name} » est supprimée."
        case "mise-a-jour":
            reading = reading_of(request)
            given = QueueFilter.from_query(QueryDict(request.POST.get("filtre", "")), reading.choices)
            seen = request.POST.get("vue", "")
            saving.refilter_view(view, query=canonical(given), columns=view.columns, by=by, at=at, seen=seen)
            return "La vue garde maintenant ces filtres."
        case _:
            raise Http404
    return ""


def _seen(request: HttpRequest, view_id: int) -> ShownView:
    found = view_seen(view_id, request.access, reading_of(request).choices)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _changeable(request: HttpRequest, view_id: int) -> ShownView:
    found = _seen(request, view_id)
    if not found.may_change:
        raise Http404
    return found
