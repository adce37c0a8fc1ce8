"""Notes between colleagues: the person never reads them on the site (but may ask for them: they are communicable)."""

from datetime import datetime

from parvis.cases.acting import acting, required
from parvis.cases.events import Noted
from parvis.cases.mentioning import Calls, divide, read_names
from parvis.cases.models import Case, Mention, Note
from parvis.history.actors import Actor
from parvis.kit.text import clean_text

LONGEST = 50_000


def note(case: Case, *, body: str, by: Actor, at: datetime, version: int | None = None) -> Note:
    return note_and_call(case, body=body, by=by, at=at, version=version)[0]


def note_and_call(
    case: Case, *, body: str, by: Actor, at: datetime, version: int | None = None
) -> tuple[Note, Calls]:
    """The note, and whom its words call: those who may read it are told, by a reaction; its author is told of the rest."""
    # Before the case is locked: it takes the names of the whole town.
    named = read_names(clean_text(body).strip()[:LONGEST])
    with acting(case, "note", by=by, at=at, version=version) as act:
        text = required(body, "Écrivez votre note.", "body")[:LONGEST]
        written = Note(case_id=act.case.pk, body=text, author_id=by.agent_id, author_label=by.label, at=at)
        written.save(force_insert=True)
        calls = divide(named, act.case)
        Mention.objects.bulk_create(
            Mention(note=written, agent=call.agent, department=call.department, written=call.written)
            for call in calls.told
        )
        act.append(Noted(written.pk, agents=calls.agent_ids(), departments=calls.department_ids()))
    return written, calls
