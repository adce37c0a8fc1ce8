"""Rows of a list, drawn again: those that changed among what a page shows, and the names of those it may show no more."""

from collections import OrderedDict
from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from parvis.cases.models import Case
from parvis.desk.lists.counting import desk_counts
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.queue import reading_of
from parvis.desk.lists.rows import row_of
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.access import Access
from parvis.organisation.current import agent_required

#: A page of a list.
MOST = 60
#: Seconds during which a row is not drawn twice: a change is looked at by many at once.
FRESH = 5


@require_safe
@agent_required
def rows(request: HttpRequest) -> JsonResponse:
    """``?ref=26-0001&ref=…``; with ``counts`` the figures of the side bar too; with ``list`` (the address of a queue) which of
    these belong to it."""
    access: Access = request.access  # type: ignore[attr-defined]
    asked = list(dict.fromkeys(ref for ref in request.GET.getlist("ref") if "\x00" not in ref))[:MOST]
    found = Case.objects.readable_by(access).filter(reference__in=asked).for_lists() if asked else []
    drawn = {case.reference: {"v": case.version, "html": _drawn(case, access)} for case in found}
    answer: dict[str, Any] = {"rows": drawn, "gone": [ref for ref in asked if ref not in drawn]}
    if "counts" in request.GET:
        answer["counts"] = {n: str(count) if count else "" for n, count in desk_counts(access).items()}
    if "list" in request.GET:
        reading = reading_of(request)
        chosen = QueueFilter.from_query(QueryDict(request.GET["list"]), reading.choices)
        belong = chosen.apply(Case.objects.readable_by(access).filter(reference__in=asked), reading)
        answer["belong"] = list(belong.order_by("reference").values_list("reference", flat=True))
    return JsonResponse(answer)


_kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()


def _drawn(case: Case, access: Access) -> str:
    at = clock.now()
    row = row_of(case, access, at)
    key = (current_tenant_id(), case.pk, case.version, row.person, int(at.timestamp()) // FRESH)
    html = _kept.get(key)
    if html is None:
        html = _kept[key] = render_to_string("desk/lists/parts/row.html", {"row": row, "case": case})
        while len(_kept) > 500:
            _kept.popitem(last=False)
    return html
