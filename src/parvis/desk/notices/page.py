"""The notices of the signed-in agent, the latest first, and saying that they are read.

``/desk/avis?show=unread|calls|all``; absent means the first, and so does anything else.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parvis.desk.lists.counting import Count, bounded_counts, side_counts, side_parts
from parvis.desk.lists.paging import BadCursor, Page, page_of
from parvis.desk.notices.shown import Shown, shown_notices
from parvis.kit import clock
from parvis.notifications.colleagues.models import AgentNotice
from parvis.notifications.colleagues.reading import (
    newest_unread,
    read_all_notices,
    read_notices,
    unread_notices,
)
from parvis.organisation.access import Access
from parvis.organisation.current import agent_required

SORT = "notice"
SHOWS = {"unread": "Non lues", "calls": "Mentions", "all": "Toutes"}
EMPTY = {
    "unread": ("Tout est lu", "Ce que vos collègues feront sur vos demandes apparaîtra ici."),
    "calls": ("Personne ne vous a mentionné", "Une note qui contient « @Votre nom » apparaît ici."),
    "all": ("Aucune notification", "Ce que vos collègues feront sur vos demandes apparaîtra ici."),
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: Count


def notices_url(show: str, **more: str) -> str:
    return f"{reverse('desk:notices')}?{urlencode({'show': show} | more)}"


def _kept(show: str, access: Access) -> Any:
    mine = AgentNotice.objects.of(access)
    if show == "calls":
        return mine.calls()
    return mine.unread() if show == "unread" else mine


@require_safe
@agent_required
def notices(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    show = _chosen(request.GET.get("show", ""))
    page = _page(request, _kept(show, access))
    counted = bounded_counts({f"show.{name}": _kept(name, access) for name in SHOWS} | side_parts(access))
    rows: list[Shown] = shown_notices(page.rows)
    context = {
        "nav_active": "notices",
        "desk_counts": side_counts(counted),
        "tabs": [
            Tab(label, notices_url(name), name == show, counted[f"show.{name}"])
            for name, label in SHOWS.items()
        ],
        "title": "Notifications",
        "show": show,
        "rows": rows,
        "empty": EMPTY[show],
        "unread": counted["show.unread"],
        #: What came in since this page was drawn stays unread.
        "until": newest_unread(access) if counted["show.unread"] else 0,
        "here": request.get_full_path(),
        "next_url": notices_url(show, after=page.next) if page.next else "",
        "previous_url": notices_url(show, before=page.previous) if page.previous else "",
    }
    return render(request, "desk/notices/page.html", context)


@agent_required
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Read: those named, or all up to ``until``."""
    access, at = request.access, clock.now()  # type: ignore[attr-defined]
    if "until" in request.POST:
        count = read_all_notices(access, until=_number(request.POST["until"]), at=at)
        messages.success(request, _told(count))
    else:
        read_notices(access, map(_number, request.POST.getlist("notice")), at=at)
    return _back(request)


@agent_required
@require_POST
def unreading(request: HttpRequest) -> HttpResponse:
    unread_notices(request.access, map(_number, request.POST.getlist("notice")))  # type: ignore[attr-defined]
    return _back(request)


def _told(count: int) -> str:
    if not count:
        return "Tout était déjà lu."
    return "1 notification marquée lue." if count == 1 else f"{count} notifications marquées lues."


def _back(request: HttpRequest) -> HttpResponse:
    show = _chosen(request.POST.get("show", ""))
    return HttpResponseRedirect(notices_url(show))


def _chosen(show: str) -> str:
    return show if show in SHOWS else "unread"


def _number(text: str) -> int:
    """0, which names nothing, for what is no identifier."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _page(request: HttpRequest, queryset: Any) -> Page:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return page_of(queryset, SORT, after=after, before="" if after else before)
    except BadCursor:
        messages.warning(request, "Cette page de la liste n'existe plus : voici la première.")
        return page_of(queryset, SORT)
