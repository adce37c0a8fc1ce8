"""The acts on one task of a case, by the noun of their address."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from parvis.cases.abilities import sees_inside
from parvis.cases.models import Task
from parvis.desk.cases.act import answer
from parvis.desk.cases.finding import readable_case
from parvis.desk.cases.task_cancellation import TaskCancellationForm
from parvis.desk.cases.task_claim import TaskClaimForm
from parvis.desk.cases.task_completion import TaskCompletionForm
from parvis.desk.cases.task_form import TaskActForm
from parvis.desk.reading_log import logs_reading
from parvis.organisation.current import agent_required

TASK_ACTS: dict[str, type[TaskActForm]] = {
    form.noun: form for form in (TaskClaimForm, TaskCompletionForm, TaskCancellationForm)
}


@require_http_methods(["GET", "HEAD", "POST"])
@logs_reading
@agent_required
def task_act_page(request: HttpRequest, reference: str, pk: int, noun: str) -> HttpResponse:
    if noun not in TASK_ACTS:
        raise Http404
    task = readable_task(request, reference, pk)
    return answer(request, task.case, partial(TASK_ACTS[noun], task=task))


def readable_task(request: HttpRequest, reference: str, pk: int) -> Task:
    """With its case; of a sealed one, only from inside."""
    case = readable_case(request, reference)
    tasks = Task.objects.select_related("department", "owner")
    task: Task | None = tasks.filter(case=case, pk=pk).first() if sees_inside(request.access, case) else None  # type: ignore[attr-defined]
    if task is None:
        raise Http404
    task.case = case
    return task
