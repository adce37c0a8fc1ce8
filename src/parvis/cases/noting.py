"""Notes between colleagues: the person never reads them on the site (but may ask for them: they are communicable)."""

from datetime import datetime

from parvis.cases.acting import acting, required
from parvis.cases.events import Noted
from parvis.cases.models import Case, Note
from parvis.history.actors import Actor

LONGEST = 50_000


def note(case: Case, *, body: str, by: Actor, at: datetime, version: int | None = None) -> Note:
    with acting(case, "note", by=by, at=at, version=version) as act:
        text = required(body, "Écrivez votre note.", "body")[:LONGEST]
        written = Note(case_id=act.case.pk, body=text, author_id=by.agent_id, author_label=by.label, at=at)
        written.save(force_insert=True)
        act.append(Noted(written.pk))
    return written
