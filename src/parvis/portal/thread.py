"""What the person reads of their case: messages and public events in one thread, never a note, never a name withheld."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from parvis.cases.events import (
    Closed,
    DateCancelled,
    Held,
    MessageReceived,
    Opened,
    Reopened,
    Replied,
    Scheduled,
)
from parvis.cases.models import Case, CaseAttachment, Direction, Message
from parvis.cases.states import WaitingFor
from parvis.history.models import Event
from parvis.history.types import EventType
from parvis.organisation.models import Membership

ICONS: dict[type[EventType], str] = {
    Opened: "inbox",
    Held: "hourglass",
    Scheduled: "calendar-event",
    DateCancelled: "arrow-back-up",
    Closed: "circle-check",
    Reopened: "rotate",
}


@dataclass
class Entry:
    """``kind`` is incoming (from the person), outgoing or event."""

    kind: str
    at: datetime
    icon: str
    what: str = ""
    who: str = ""
    role: str = ""
    body: str = ""
    files: list[CaseAttachment] = field(default_factory=list)


def thread(case: Case) -> tuple[list[Entry], list[CaseAttachment]]:
    """Entries, oldest first, and the public files that came with no message."""
    files: dict[int | None, list[CaseAttachment]] = defaultdict(list)
    rows = (
        CaseAttachment.objects.filter(case=case, is_public=True)
        .select_related("attachment")
        .order_by("at", "id")
    )
    for row in rows:
        files[row.message_id].append(row)
    messages = list(Message.objects.filter(case=case).select_related("author").order_by("at", "id"))
    services = _services(messages)
    entries = [_message(message, case, services, files.get(message.pk, [])) for message in messages]
    events = Event.objects.filter(case_id=case.pk, is_public=True).exclude(
        type__in=[Replied.code, MessageReceived.code]
    )
    entries += [_event(event) for event in events.order_by("at", "id")]
    return sorted(entries, key=lambda entry: entry.at), files.get(None, [])


def _message(message: Message, case: Case, services: dict[int, str], files: list[CaseAttachment]) -> Entry:
    if message.direction == Direction.IN:
        return Entry("incoming", message.at, "user", who="Vous", body=message.body, files=files)
    who, role = signature(message, case, services)
    return Entry(
        "outgoing", message.at, "building-community", who=who, role=role, body=message.body, files=files
    )


def signature(message: Message, case: Case, services: dict[int, str]) -> tuple[str, str]:
    """First and last name, then quality and service, as the law has agents sign (CRPA L111-2), unless anonymity is
    granted to the agent."""
    author = message.author
    if author is None or message.automatic:
        return "La mairie", case.department.name
    service = services.get(author.pk, case.department.name)
    if author.anonymous:
        return "Un agent de la mairie", service
    return author.display_name, ", ".join(part for part in (author.title, service) if part)


def _services(messages: list[Message]) -> dict[int, str]:
    authors = {message.author_id for message in messages if message.author_id}
    if not authors:
        return {}
    rows = Membership.objects.filter(agent_id__in=authors, department__isnull=False).select_related(
        "department"
    )
    return {row.agent_id: row.department.name for row in rows.order_by("-id")}  # type: ignore[union-attr]


def _event(event: Event) -> Entry:
    what = event.kind
    body = ""
    if isinstance(what, Closed):
        body = what.text
    if isinstance(what, Reopened) and what.by_person:
        body = what.reason
    if isinstance(what, Held) and what.waiting_for == WaitingFor.PERSON:
        body = what.reason  # what is asked of them; a third party is our own business
    return Entry(
        "event", event.at, ICONS.get(type(what), "arrow-right"), what=what.public_sentence(), body=body
    )
