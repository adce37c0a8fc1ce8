"""What appears under the palette and under the search field while one types. They read, and answer within a keystroke.

They answer to GET (``?q=``) and, so that names stay out of addresses and logs, to POST.
"""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from parvis.desk.palette.proposing import Group, case_proposal, person_proposal, propose, type_proposal
from parvis.desk.palette.searching import Found, find
from parvis.kit import clock
from parvis.organisation.current import agent_required
from parvis.organisation.screens.refused import opens_lists

both = require_http_methods(["GET", "HEAD", "POST"])


def _given(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


@both
@agent_required
def palette(request: HttpRequest) -> HttpResponse:
    given = _given(request)
    zone = ZoneInfo(request.tenant.time_zone)  # type: ignore[attr-defined]
    answer = propose(
        given.get("q", ""),
        request.access,  # type: ignore[attr-defined]
        here=given.get("ici", "")[:20],
        today=clock.today(zone),
    )
    return render(request, "desk/palette/_options.html", {"groups": answer.groups, "hint": answer.hint})


@both
@opens_lists
def suggestions(request: HttpRequest) -> HttpResponse:
    words = _given(request).get("q", "")
    found = find(words, request.access)  # type: ignore[attr-defined]
    return render(request, "desk/palette/_options.html", {"groups": _groups(found), "hint": ""})


def _groups(found: Found) -> list[Group]:
    near = " proches" if found.near else ""
    groups = [
        Group(f"Demandes{near}", [case_proposal(case) for case in found.cases]),
        Group(f"Usagers{near}", [person_proposal(person) for person in found.persons]),
        Group("Types", [type_proposal(kind) for kind in found.types]),
    ]
    return [group for group in groups if group.proposals]
