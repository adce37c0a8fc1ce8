"""A notice as the desk shows it: who did what, and the beginning of the note that called."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from parvis.cases.events import Noted
from parvis.cases.models import Note
from parvis.desk.lists.paging import page_of
from parvis.history.models import Event
from parvis.notifications.colleagues.models import AgentNotice
from parvis.notifications.colleagues.wording import ICONS, said
from parvis.organisation.access import Access

EXCERPT = 160
#: Of my day: the name of their count, and how many it lists.
CALLS = "calls"
FIRST_CALLS = 5


@dataclass(frozen=True)
class Shown:
    notice: AgentNotice
    who: str
    what: str
    icon: str
    excerpt: str


def unread_calls(access: Access) -> Any:
    return AgentNotice.objects.of(access).unread().calls()


def first_calls(access: Access) -> list[Shown]:
    return shown_notices(page_of(unread_calls(access), "notice", size=FIRST_CALLS).rows)


def shown_notices(notices: list[AgentNotice]) -> list[Shown]:
    """Two queries more when some speak of notes. Their reader reads the notes: that is why they are listed."""
    ids = [n.event_id for n in notices if n.event_type == Noted.code and n.event_id]
    told = dict(Event.objects.filter(pk__in=ids).values_list("pk", "data")) if ids else {}
    note_ids = {pk: data.get("note_id") for pk, data in told.items()}
    bodies = (
        dict(Note.objects.filter(pk__in=list(note_ids.values())).values_list("pk", "body"))
        if note_ids
        else {}
    )
    rows = []
    for notice in notices:
        who, what = said(notice)
        body = bodies.get(note_ids.get(notice.event_id or 0) or 0, "")
        excerpt = Truncator(" ".join(body.split())).chars(EXCERPT)
        rows.append(Shown(notice, who, what, ICONS.get(notice.reason, "bell"), excerpt))
    return rows
