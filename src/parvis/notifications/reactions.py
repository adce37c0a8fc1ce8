"""What a person is told when something happens to their request, and somebody from outside when a task is theirs."""

from parvis.cases.contributing import path_of
from parvis.cases.contributing_events import TaskEntrusted
from parvis.cases.models import Case, Contributor
from parvis.history.models import Event
from parvis.history.reactions import on
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.notifications.mailing import queue_mail
from parvis.notifications.models import Delivery
from parvis.notifications.notices.entrusted import Entrusted
from parvis.notifications.notices.registry import case_notices
from parvis.notifications.recipients import address_of
from parvis.tenancy.links import base_url
from parvis.tenancy.models import Collectivity
from parvis.ui.dates import full


@on(*(notice.event for notice in case_notices()), queue="notifications")
def tell_the_person(event: Event) -> None:
    """One subscriber for all messages, so that those of one case leave in the order of its events."""
    if event.case_id is None:
        return
    known = Case.objects.select_related("person", "department", "sector", "request_type")
    case = known.filter(pk=event.case_id).first()
    if case is None:
        return
    for notice in case_notices():
        if notice.event.code != event.type or _already(event, notice.code):
            continue
        address = address_of(case)
        facts = notice.facts(event, case) if address else None
        if facts is not None:
            queue_mail(notice, address, facts, case=case, message_id=notice.message_id(event), event=event)


def _already(event: Event, code: str) -> bool:
    """Run twice after a crash, while the address changed in between: still one message."""
    return Delivery.objects.filter(event_id=event.pk, notice=code).exists()


@on(TaskEntrusted, queue="notifications")
def tell_the_contributor(event: Event) -> None:
    """The link leaves as it is when the mail is written; one that was replaced or withdrawn meanwhile is not sent."""
    known = Contributor.objects.select_related("task__case__department", "task__case__sector")
    contributor = known.filter(pk=event.kind.contributor_id).first()
    if contributor is None or not contributor.is_good(clock.now()) or _already(event, Entrusted.code):
        return
    case, town = contributor.task.case, Collectivity.objects.get(pk=current_tenant_id())
    facts = {
        "title": contributor.task.title,
        "instructions": contributor.task.instructions,
        "place": case.address,
        "due": full(contributor.task.due_on) if contributor.task.due_on else "",
        "task_url": base_url(town) + path_of(contributor),
        "until": contributor.expires_at,
        "service": case.department.name,
        "phone": case.department.phone or town.phone,
        "reply_to": case.department.email,
    }
    queue_mail(Entrusted, contributor.email, facts, case=case, event=event)
