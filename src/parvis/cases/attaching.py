"""Attach a stored file to a case."""

from datetime import datetime

from parvis.cases.acting import acting
from parvis.cases.events import Attached
from parvis.cases.models import Case, CaseAttachment, Message
from parvis.files.models import Attachment
from parvis.history.actors import Actor
from parvis.history.models import ActorKind


def attach(
    case: Case,
    *,
    attachment: Attachment,
    is_public: bool,
    by: Actor,
    at: datetime,
    message: Message | None = None,
    version: int | None = None,
) -> CaseAttachment:
    """``is_public`` shows it on the person's follow-up page."""
    with acting(case, "attach", by=by, at=at, version=version) as act:
        by_person = not by.is_agent and by.kind != ActorKind.OUTSIDER
        row = CaseAttachment(
            case_id=act.case.pk,
            attachment=attachment,
            message=message,
            is_public=is_public,
            by_person=by_person,
            at=at,
        )
        row.save(force_insert=True)
        act.append(Attached(attachment.pk, attachment.name, is_public, by_person))
    return row
