"""Who follows a case: one follows it, or stops, and takes away a service. Small forms beside the names.

A service is added by ``enlistment.py``.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from parvis.cases.abilities import abilities, may_enlist, sees_inside
from parvis.cases.acting import Refused
from parvis.cases.enlisting import release
from parvis.cases.followers import follow, followers_of, unfollow
from parvis.cases.models import Case
from parvis.desk.cases.enlistment import EnlistmentForm
from parvis.desk.cases.finding import readable_case, way_back, with_way_back
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.current import actor, agent_required
from parvis.organisation.models import Agent, Department


@dataclass(frozen=True)
class Line:
    """One who follows. ``by_duplicate``: a duplicate of the case; ``removal``: where it is taken away, "" for who may not."""

    who: Agent | Department
    by_duplicate: bool
    removal: str = ""


@dataclass(frozen=True)
class Panel:
    agents: list[Line]
    departments: list[Line]
    follows: bool
    #: They are told with a service of theirs, and not by themselves.
    with_department: bool
    url: str
    #: Of the form that adds a service, "" for who may add none.
    enlistment: str

    @property
    def count(self) -> int:
        return len(self.agents) + len(self.departments)


def shown_followers(case: Case, access: Access, *, back: str) -> Panel | None:
    """None from outside, where nobody reads who works on it, or without the right to follow."""
    if not sees_inside(access, case) or "follow" not in abilities(access, case):
        return None
    found = followers_of(case)
    following = {department.pk for department in found.departments}
    mine = any(a.pk == access.agent_id for a in found.agents)
    ours = bool(following & access.departments) and access.agent_id not in found.refusing

    def address(name: str, *args: object) -> str:
        return with_way_back(reverse(f"desk:{name}", args=[case.reference, *args]), back)

    def removal(pk: int) -> str:
        return address("department_following_removal", pk) if may_enlist(access, case, pk) else ""

    # Any service for who answers for the case; for the others their own, while they do not follow.
    may_add = any(may_enlist(access, case, pk) for pk in (0, *(access.acting_departments - following)))
    return Panel(
        [Line(a, a in found.with_duplicates) for a in found.agents],
        [Line(d, d in found.with_duplicates, removal(d.pk)) for d in found.departments],
        mine or ours,
        ours and not mine,
        address("following"),
        address("act", EnlistmentForm.noun) if may_add else "",
    )


@agent_required
@require_POST
def following(request: HttpRequest, reference: str) -> HttpResponse:
    """``follow=1`` or ``follow=0``: sent twice, it says the same."""
    case = readable_case(request, reference)
    if request.POST.get("follow") == "0":
        unfollow(case, by=actor(request), at=clock.now())
        messages.success(request, "Vous ne suivez plus cette demande.")
    else:
        follow(case, by=actor(request), at=clock.now())
        messages.success(request, "Vous suivez cette demande : vous saurez ce qui s'y passe.")
    return _back(request, case)


@agent_required
@require_POST
def department_following_removal(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Sent twice, it says the same. Whoever does not read who follows learns nothing of it."""
    case = readable_case(request, reference)
    department = next((d for d in followers_of(case).departments if d.pk == pk), None)
    if not sees_inside(request.access, case):  # type: ignore[attr-defined]
        raise Http404
    try:
        if department is not None and release(case, department=department, by=actor(request), at=clock.now()):
            messages.success(request, f"{department} ne suit plus cette demande.")
        else:
            messages.info(request, "Ce service ne suit pas, ou plus, cette demande.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, case)


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    url = reverse("desk:case", args=[case.reference])
    return HttpResponseRedirect(with_way_back(url, way_back(request)))
