"""The visit itself: its page (all the steps, as links), the way to the page of each step, and its end."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from parvis.desk.guide.content import PRECEDENCE, guide_of, main_role
from parvis.desk.guide.pages import PAGES
from parvis.desk.guide.showing import step_url, with_step
from parvis.desk.models import GuideVisit
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.current import agent_required


@agent_required
@require_safe
def visit(request: HttpRequest) -> HttpResponse:
    """Every step of the agent's visit on one page; those of their other roles one click away."""
    access: Access = request.access  # type: ignore[attr-defined]
    mine = [role.value for role in PRECEDENCE if role in access.roles]
    asked = request.GET.get("role", "")
    role = asked if asked in mine else main_role(access.roles)
    guide = guide_of(role) if role else None
    context = {
        "guide_shown": guide,
        "steps": [(step, step_url(role, n)) for n, step in enumerate(guide.steps, 1)] if guide else [],
        "others": [guide_of(other) for other in mine if other != role],
    }
    return render(request, "desk/guide/visit.html", context)


@agent_required
@require_safe
def step(request: HttpRequest, role: str, number: int) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    if role not in access.roles:
        raise Http404
    guide = guide_of(role)
    if not 1 <= number <= len(guide.steps):
        raise Http404
    address = PAGES[guide.steps[number - 1].page](access)
    return HttpResponseRedirect(with_step(address, role, number))


@agent_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Finished or waved away: not proposed again, on any device. Back to the page, whose form is not lost."""
    access: Access = request.access  # type: ignore[attr-defined]
    role = request.POST.get("role", "")
    if role in access.roles:
        with transaction.atomic():
            seen_once = GuideVisit(agent=request.agent, role=role, at=clock.now())  # type: ignore[attr-defined]
            GuideVisit.objects.bulk_create([seen_once], ignore_conflicts=True)
        messages.success(request, "Visite terminée. Vous la retrouverez dans le menu à vos initiales.")
    back = request.POST.get("next", "")
    local = (
        back.startswith("/")
        and "\\" not in back
        and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    )
    return HttpResponseRedirect(back if local else reverse("desk:my_day"))
