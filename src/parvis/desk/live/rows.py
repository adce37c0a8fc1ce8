"""Rows of a list, drawn again: those that changed among what a page shows, and the names of those it may show no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from parvis.cases.abilities import can_read
from parvis.cases.models import Case
from parvis.desk.lists.counting import desk_counts
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.queue import reading_of
from parvis.desk.lists.rows import names_person, row_for
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.current import agent_required

#: A page of a list.
MOST = 60


@dataclass(frozen=True)
class Drawn:
    """A row as it is drawn for those who know who asks, and for the others."""

    case: Case
    naming: str
    silent: str

    def html(self, access: Access) -> str:
        return self.naming if names_person(self.case, access) else self.silent


def draw(references: Iterable[str]) -> dict[str, Drawn]:
    """In the current tenant, whoever reads: each reader is shown what they may read of it (``answer_for``). One query."""
    at, found = clock.now(), Case.objects.filter(reference__in=list(references)).for_lists()

    def drawn(case: Case, names: bool) -> str:
        row = row_for(case, at, names_person=names)
        return render_to_string("desk/lists/parts/row.html", {"row": row, "case": case})

    return {case.reference: Drawn(case, drawn(case, True), drawn(case, False)) for case in found}


def answer_for(access: Access, asked: Iterable[str], drawn: dict[str, Drawn]) -> dict[str, Any]:
    """A case that is not this reader's to see is named as gone, like one that never was."""
    rows, gone = {}, []
    for reference in asked:
        found = drawn.get(reference)
        if found is None or not can_read(access, found.case):
            gone.append(reference)
        else:
            rows[reference] = {"v": found.case.version, "html": found.html(access)}
    return {"rows": rows, "gone": gone}


def references(query: QueryDict) -> list[str]:
    return list(dict.fromkeys(ref for ref in query.getlist("ref") if "\x00" not in ref))[:MOST]


@require_safe
@agent_required
def rows(request: HttpRequest) -> JsonResponse:
    """``?ref=26-0001&ref=…``; with ``counts`` the figures of the side bar too; with ``list`` (the address of a queue) which of
    these belong to it. Asked for one row while a stream is open, ``fast_rows.py`` answers instead, from memory."""
    access: Access = request.access  # type: ignore[attr-defined]
    asked = references(request.GET)
    readable = Case.objects.readable_by(access).filter(reference__in=asked)
    known = list(readable.order_by("reference").values_list("reference", flat=True)) if asked else []
    answer = answer_for(access, asked, draw(known) if known else {})
    if "counts" in request.GET:
        answer["counts"] = {n: str(count) if count else "" for n, count in desk_counts(access).items()}
    if "list" in request.GET:
        reading = reading_of(request)
        chosen = QueueFilter.from_query(QueryDict(request.GET["list"]), reading.choices)
        belong = chosen.apply(readable, reading).order_by("reference")
        answer["belong"] = list(belong.values_list("reference", flat=True))
    return JsonResponse(answer)
