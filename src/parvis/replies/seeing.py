"""Who sees a text that has not left, on a case that they read from inside; and what it says once it has."""

from parvis.cases.abilities import abilities
from parvis.cases.events import Held
from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.organisation.access import Access
from parvis.replies.models import Draft
from parvis.replies.ruling import may_approve


def may_see(draft: Draft, access: Access, case: Case) -> bool:
    """A note being written is its author's; a reply, of those who answer for the case, its author, its approvers; once it
    has left, of whoever reads the case from inside."""
    if access.agent_id in (draft.agent_id, draft.first_author_id):
        return True
    if draft.kind == Draft.Kind.NOTE:
        return False
    if draft.state == Draft.State.LEFT:
        return True
    return (
        "reply" in abilities(access, case)
        or may_approve(access, draft)
        or draft.approvals.filter(by_id=access.agent_id).exists()
    )


def words_of(draft: Draft, case: Case) -> str:
    """What it says; once it has left, what the message, the closure or the wait it became says."""
    if draft.body or draft.state != Draft.State.LEFT:
        return draft.body
    if draft.message is not None:
        return str(draft.message.body)
    if draft.kind == Draft.Kind.QUESTION:
        asked = Event.objects.filter(case_id=case.pk, type=Held.code, at=draft.left_at).first()
        return str(asked.kind.reason) if asked is not None else ""
    return case.closing_text
