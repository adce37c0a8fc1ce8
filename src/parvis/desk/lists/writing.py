"""What I write and what I approve: drafts, planned replies, those that wait for me; paged by keyset.

``/desk/ecrits?liste=drafts|planned|submitted|approvals``; absent means the first, and so does anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.desk.cases.finding import with_way_back
from parvis.desk.lists.counting import bounded_counts, side_counts, side_parts
from parvis.desk.lists.paging import BadCursor, Page, page_of
from parvis.desk.lists.tasks import Tab
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.screens.refused import opens_lists
from parvis.replies.models import Draft
from parvis.replies.ruling import asked_of
from parvis.ui.dates import ago

LISTS = {
    "drafts": "Mes brouillons",
    "planned": "Envois programmés",
    "submitted": "En attente de validation",
    "approvals": "À valider",
}
SORTS = {"drafts": "draft", "planned": "draft_hour", "submitted": "draft", "approvals": "draft_asked"}
#: When there is nothing: what to read, and what to do.
EMPTY = {
    "drafts": ("Aucun brouillon", "Ce que vous commencez sur une demande est gardé, et se retrouve ici."),
    "planned": (
        "Aucun envoi programmé",
        "« Plus tard », sous une réponse, choisit le jour et l'heure où elle part.",
    ),
    "submitted": ("Rien n'attend de validation", "Vos réponses soumises à validation se suivent ici."),
    "approvals": ("Rien à valider", "Les réponses qui attendent votre validation apparaîtront ici."),
}
WORDS = 140


@dataclass(frozen=True)
class Row:
    draft: Draft
    url: str
    words: str
    #: What became of it, or what it waits for.
    said: str
    tone: str
    when: datetime


def listed(name: str, access: Access) -> Any:
    readable = Draft.objects.readable_by(access)
    if name == "approvals":
        return Draft.objects.awaiting(access)
    mine = readable.of(access)
    if name == "planned":
        return mine.leaving().filter(agent_id=access.agent_id)
    if name == "submitted":
        return mine.submitted()
    return mine.filter(state__in=[Draft.State.WRITING, Draft.State.HELD])


def writing_url(name: str, **more: str) -> str:
    return f"{reverse('desk:writing')}?{urlencode({'liste': name} | more)}"


def writing_parts(access: Access) -> dict[str, Any]:
    """For my day, in its one statement of counts."""
    return {f"writing.{name}": listed(name, access) for name in LISTS}


@require_safe
@opens_lists
def writing(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    name = _chosen(request.GET)
    page = _page(request, listed(name, access), SORTS[name])
    counted = bounded_counts(writing_parts(access) | side_parts(access))
    back = request.get_full_path()
    context = {
        "nav_active": "my_day",
        "desk_counts": side_counts(counted),
        "tabs": [
            Tab(label, writing_url(one), one == name, counted[f"writing.{one}"])
            for one, label in LISTS.items()
        ],
        "title": LISTS[name],
        "total": counted[f"writing.{name}"],
        "rows": rows_of(page.rows, access, clock.now(), back=back),
        "empty": EMPTY[name],
        "next_url": writing_url(name, after=page.next) if page.next else "",
        "previous_url": writing_url(name, before=page.previous) if page.previous else "",
    }
    return render(request, "desk/lists/writing.html", context)


def first_writing(name: str, access: Access, now: datetime, *, most: int, back: str) -> list[Row]:
    return rows_of(page_of(listed(name, access), SORTS[name], size=most).rows, access, now, back=back)


def rows_of(drafts: list[Draft], access: Access, now: datetime, *, back: str) -> list[Row]:
    return [_row(draft, access, now, back) for draft in drafts]


def _row(draft: Draft, access: Access, now: datetime, back: str) -> Row:
    case = draft.case.reference
    here = draft.state == Draft.State.WRITING and draft.agent_id == access.agent_id
    url = reverse("desk:case", args=[case]) if here else reverse("desk:draft", args=[case, draft.pk])
    words = " ".join(draft.body.split())
    cut = words if len(words) <= WORDS else words[: WORDS - 1].rstrip() + "…"
    said, tone = _state(draft, access, now)
    when = draft.leaves_at or draft.asked_at or draft.updated_at
    return Row(draft, with_way_back(url, back) + ("#ecrire" if here else ""), cut, said, tone, when)


def _state(draft: Draft, access: Access, now: datetime) -> tuple[str, str]:
    if draft.state == Draft.State.SUBMITTED:
        return f"À valider par {asked_of(draft.asked_role)}", "violet"
    if draft.state == Draft.State.LEAVING and draft.leaves_at:
        return f"Part {ago(draft.leaves_at, now)}", "blue"
    if draft.agent_id != access.agent_id:
        return f"Repris par {draft.agent.display_name}", "slate"
    return (draft.notice, "amber") if draft.notice else (str(Draft.Kind(draft.kind).label), "slate")


def _chosen(given: Mapping[str, str]) -> str:
    name = given.get("liste", "")
    return name if name in LISTS else "drafts"


def _page(request: HttpRequest, queryset: Any, sort: str) -> Page:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return page_of(queryset, sort, after=after, before="" if after else before)
    except BadCursor:
        messages.info(request, "Cette page n'existe plus : voici le début de la liste.")
        return page_of(queryset, sort)
