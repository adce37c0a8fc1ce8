"""Follow a case, or stop: one small form beside the names of those who do."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from parvis.cases.abilities import abilities, sees_inside
from parvis.cases.followers import follow, followers_of, unfollow
from parvis.cases.models import Case
from parvis.desk.cases.finding import readable_case, way_back, with_way_back
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.current import actor, agent_required
from parvis.organisation.models import Agent


@dataclass(frozen=True)
class Followers:
    agents: list[Agent]
    follows: bool
    url: str


def shown_followers(case: Case, access: Access, *, back: str) -> Followers | None:
    """None from outside, where nobody reads who works on it, or without the right to follow."""
    if not sees_inside(access, case) or "follow" not in abilities(access, case):
        return None
    agents = followers_of(case)
    mine = any(a.pk == access.agent_id for a in agents)
    return Followers(agents, mine, with_way_back(reverse("desk:following", args=[case.reference]), back))


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
    url = reverse("desk:case", args=[case.reference])
    return HttpResponseRedirect(with_way_back(url, way_back(request)))
