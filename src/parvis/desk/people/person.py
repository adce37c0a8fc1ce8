"""A person's record: who they are, how to reach them, and every request of theirs that the reader reads.

A person, a contact point or a case known only through sectors sealed to the reader does not exist here.
"""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from parvis.cases.models import Case
from parvis.desk.cases.finding import way_back
from parvis.desk.cases.recipients import said
from parvis.desk.lists.counting import bounded_counts, side_counts, side_parts
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.paging import BadCursor, Page, page_of
from parvis.desk.lists.rows import rows_of
from parvis.desk.reading_log import Line, logs_reading, note_lines
from parvis.directory.models import ContactPoint, Person
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.screens.refused import opens_lists

#: Identifiers are eight-byte numbers; a longer one is nobody's.
LARGEST = 2**63
MOST_CONTACTS = 50


@require_safe
@logs_reading
@opens_lists
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    person = _known(person_id, access)
    cases = Case.objects.readable_by(access).filter(person_id=person.pk)
    page = _page(request, cases)
    note_lines(request, Line("person", person.pk, "fiche de l'usager"))
    counted = bounded_counts({"open": cases.open(), "all": cases} | side_parts(access))
    chosen = {"person_id": str(person.pk), "q": person.display_name}
    here, back = reverse("desk:person", args=[person.pk]), way_back(request)
    context: dict[str, Any] = {
        "nav_active": "search",
        "desk_counts": side_counts(counted),
        "person": person,
        "contacts": _contacts(person, access),
        "rows": rows_of(page.rows, access, clock.now()),
        "open_cases": counted["open"],
        "all_cases": counted["all"],
        "next_url": _turned(here, back, after=page.next),
        "previous_url": _turned(here, back, before=page.previous),
        "queue_url": QueueFilter({"person": str(person.pk)}).url(),
        "new_url": f"{reverse('desk:new_case')}?{urlencode(chosen)}",
        "back": back,
    }
    return render(request, "desk/people/person.html", context)


def _known(pk: int, access: Access) -> Person:
    sectors = access.readable_sectors
    found = Person.objects.known_in(sectors).filter(pk=pk).first() if sectors and pk < LARGEST else None
    if found is None:
        raise Http404
    return found


def _contacts(person: Person, access: Access) -> list[tuple[ContactPoint, str]]:
    """Those known in a sector the reader reads, verified ones first, with how they are said."""
    points = ContactPoint.objects.filter(person=person, sectors__overlap=list(access.readable_sectors))
    ordered = points.order_by(F("verified_at").desc(nulls_last=True), "created_at", "id")[:MOST_CONTACTS]
    kinds = list(ContactPoint.Kind.values)
    return [(p, said(p)) for p in sorted(ordered, key=lambda p: kinds.index(p.kind))]


def _page(request: HttpRequest, cases: Any) -> Page:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return page_of(cases, "recent", after=after, before="" if after else before)
    except BadCursor:
        messages.warning(request, "Cette page de la liste n'existe plus : voici la première.")
        return page_of(cases, "recent")


def _turned(here: str, back: str, **cursor: str) -> str:
    """The neighbouring page, "" when there is none."""
    if not any(cursor.values()):
        return ""
    return f"{here}?{urlencode(cursor | ({'retour': back} if back else {}))}"
