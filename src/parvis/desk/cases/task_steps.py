"""Tick a step of a task, or take the tick away: one small form a step, that says what it found changed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from parvis.cases.acting import Refused
from parvis.cases.models import TaskStep
from parvis.cases.tasking import AlreadyTicked, tick_step
from parvis.desk.cases.finding import is_readable, way_back, with_way_back
from parvis.desk.cases.task_acts import readable_task
from parvis.kit import clock
from parvis.organisation.current import actor, agent_required


@agent_required
@require_POST
def task_steps(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """``tick`` or ``untick``: the step. Sent twice, it says the same."""
    task = readable_task(request, reference, pk)
    done = "tick" in request.POST
    number = request.POST.get("tick" if done else "untick", "")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404
    step = get_object_or_404(TaskStep, task=task, pk=int(number))
    step.task = task
    try:
        tick_step(step, done=done, by=actor(request), at=clock.now())
    except AlreadyTicked as already:
        messages.info(request, str(already))
    except Refused as refused:
        if not is_readable(request, task.case):
            raise Http404 from None
        undone = "n'a pas été cochée" if done else "n'a pas été décochée"
        messages.warning(request, f"{refused} « {step.text} » {undone}.")
    url = with_way_back(reverse("desk:case", args=[task.case.reference]), way_back(request))
    return HttpResponseRedirect(f"{url}#tache-{task.pk}")
