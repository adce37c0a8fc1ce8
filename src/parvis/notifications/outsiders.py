"""What somebody from outside is told of their task: its link, and that it is called off."""

from typing import Any

from parvis.cases.contributing import may_leave, path_to_send
from parvis.cases.contributing_events import TaskEntrusted, TaskLinkWithdrawn
from parvis.cases.events import Closed, TaskCancelled
from parvis.cases.models import Contributor
from parvis.history.models import Event
from parvis.history.reactions import on
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.notifications.mailing import queue_mail
from parvis.notifications.models import Delivery
from parvis.notifications.notices.called_off import CalledOff
from parvis.notifications.notices.entrusted import Entrusted
from parvis.tenancy.links import base_url
from parvis.tenancy.models import Collectivity
from parvis.ui.dates import full


@on(TaskEntrusted, queue="notifications")
def send_the_link(event: Event) -> None:
    """As it is when the mail is written: one that was replaced, withdrawn, or whose case was sealed meanwhile is not sent."""
    contributor = _known().filter(pk=event.kind.contributor_id).first()
    if contributor is None or not contributor.is_good(clock.now()) or not contributor.task.is_open:
        return
    if not may_leave(contributor.task.case) or _already(event, Entrusted.code):
        return
    town = Collectivity.objects.get(pk=current_tenant_id())
    due = contributor.task.due_on
    facts = _facts(contributor, town) | {
        "instructions": contributor.task.instructions,
        "due": full(due) if due else "",
        "task_url": base_url(town) + path_to_send(contributor),
        "until": contributor.expires_at,
    }
    queue_mail(Entrusted, contributor.email, facts, case=contributor.task.case, event=event)


@on(TaskLinkWithdrawn, TaskCancelled, Closed, queue="notifications")
def call_off(event: Event) -> None:
    """Nobody comes for nothing: the task was cancelled, by itself or by the closure, or its link was withdrawn.
    One mail for each address, however many tasks it had."""
    what = event.kind
    if isinstance(what, TaskLinkWithdrawn):
        told = _known().filter(pk=what.contributor_id)
    else:
        tasks = what.cancelled_tasks if isinstance(what, Closed) else [what.task_id]
        told = _known().filter(task_id__in=tasks, ended_at__isnull=True) if tasks else _known().none()
    town = Collectivity.objects.get(pk=current_tenant_id())
    tasks_of: dict[str, list[Contributor]] = {}
    for contributor in told.order_by("id"):
        tasks_of.setdefault(contributor.email, []).append(contributor)
    for recipient, theirs in tasks_of.items():
        last = theirs[-1]
        facts = _facts(last, town) | {"titles": [one.task.title for one in theirs]}
        queue_mail(CalledOff, recipient, facts, case=last.task.case, event=event)


def _known() -> Any:
    return Contributor.objects.select_related(
        "task__department", "task__case__sector", "task__case__request_type"
    )


def _facts(contributor: Contributor, town: Collectivity) -> dict[str, Any]:
    # The department that gave the task: where the case went since may be none of their business.
    department = contributor.task.department
    return {
        "title": contributor.task.title,
        "place": contributor.task.case.address if may_leave(contributor.task.case) else "",
        "service": department.name,
        "phone": department.phone or town.phone,
        "reply_to": department.email,
    }


def _already(event: Event, code: str) -> bool:
    return bool(Delivery.objects.filter(event_id=event.pk, notice=code).exists())
