"""What a person is told when something happens to their request."""

from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.history.reactions import on
from parvis.notifications import outsiders  # noqa: F401 - its reactions are loaded with these
from parvis.notifications.colleagues import reacting  # noqa: F401 - subscribes
from parvis.notifications.mailing import queue_mail
from parvis.notifications.models import Delivery
from parvis.notifications.notices.registry import case_notices
from parvis.notifications.recipients import address_of


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
