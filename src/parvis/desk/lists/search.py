"""Search by reference, words, name, phone, e-mail or address; nothing outside what the reader may read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from parvis.cases import references, searching
from parvis.cases.models import Case
from parvis.desk.lists.counting import desk_counts
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.paging import BadCursor, read_cursor, write_cursor
from parvis.desk.lists.rows import rows_of
from parvis.desk.palette.searching import find
from parvis.directory.models import Person
from parvis.directory.normalising import normalise_email, normalise_phone
from parvis.directory.searching import persons_matching
from parvis.kit import clock
from parvis.kit.names import sort_name
from parvis.organisation.access import Access
from parvis.organisation.screens.refused import opens_lists

#: Persons listed beside the cases.
MOST_PERSONS = 10
SHORTEST_NAME = 3


@require_safe
@opens_lists
def search(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    if found := exact_case(words, access):
        return redirect("desk:case", found)
    after = _cursor(request)
    results = searching.search(words, access=access, after=after)
    persons = find_persons(words, access) if after is None else []
    cases, near = results.cases, False
    if not cases and not persons and after is None:
        # Nothing is spelt so: other spellings, as under the search field.
        other = find(words, access)
        cases, persons, near = other.cases, other.persons, bool(other)
    next_url = ""
    if results.next:
        token = write_cursor(results.cases[-1], "recent")
        next_url = f"{reverse('desk:search')}?{urlencode({'q': words, 'after': token})}"
    context = {
        "nav_active": "search",
        "desk_counts": desk_counts(access),
        "search_words": words,
        "near": near,
        "rows": rows_of(cases, access, clock.now()),
        "persons": [(p, reverse("desk:person", args=[p.pk])) for p in persons],
        "next_url": next_url,
        "first_url": f"{reverse('desk:search')}?{urlencode({'q': words})}" if after else "",
        "queue_url": QueueFilter({"q": words}).url() if words else QueueFilter({"state": "open"}).url(),
    }
    return render(request, "desk/lists/search.html", context)


def exact_case(words: str, access: Access) -> str:
    """The reference of the one case that was typed, "" when there is none for this reader."""
    reference = references.read(words)
    if not reference:
        return ""
    found = Case.objects.readable_by(access).filter(reference=reference)
    return found.values_list("reference", flat=True).first() or ""


def find_persons(words: str, access: Access) -> list[Person]:
    """By name, phone or e-mail, among those known in the sectors the reader reads. One query."""
    if not access.readable_sectors:
        return []
    asked: dict[str, Any] = {}
    name = sort_name(words)
    if len(name) >= SHORTEST_NAME and not any(c.isdigit() for c in name) and "@" not in name:
        # « Zoé Martin » is kept as « martin zoe »: the words of a name count, not their order.
        asked["words"] = name.split()
    if phone := normalise_phone(words):
        asked["phone"] = phone
    if "@" in words and (email := normalise_email(words)):
        asked["email"] = email
    if not asked:
        return []
    return list(persons_matching(access.readable_sectors, inside=True, limit=MOST_PERSONS, **asked))


def _cursor(request: HttpRequest) -> searching.Cursor | None:
    given = request.GET.get("after", "")
    if not given:
        return None
    try:
        received_at, pk = read_cursor(given, "recent")
    except BadCursor:
        messages.warning(request, "Cette page de la liste n'existe plus : voici la première.")
        return None
    return searching.Cursor(received_at, pk)
