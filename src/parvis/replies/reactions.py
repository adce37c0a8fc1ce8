"""Whoever may approve a text is told that it waits for them; its author, what became of it."""

from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.history.reactions import on
from parvis.notifications.colleagues.models import Reason
from parvis.notifications.colleagues.reacting import tell
from parvis.notifications.colleagues.telling import readers_of
from parvis.replies import events
from parvis.replies.models import Draft
from parvis.replies.ruling import approvers, not_asked


@on(
    events.ReplySubmitted, events.ReplyApproved, events.ReplyReturned, events.ReplyHeldBack, queue="notifications"
)  # fmt: skip
def tell_of_the_text(event: Event) -> None:
    kind = event.kind
    draft = Draft.objects.select_related("rule").filter(pk=getattr(kind, "draft_id", None) or 0).first()
    case = (
        Case.objects.select_related("request_type", "sector", "department").filter(pk=event.case_id).first()
    )
    if draft is None or case is None:
        return
    reached: list[tuple[Reason, list[int]]] = []
    if role := _asked(kind):
        asked = approvers(case, role, but=not_asked(draft))
        reached.append((Reason.APPROVAL, [agent.pk for agent in asked]))
    if not isinstance(kind, events.ReplySubmitted):
        reached.append((Reason.WRITING, [draft.agent_id]))
    tell(event, case, readers_of(event, case, reached))


def _asked(kind: object) -> str:
    """The role that the text now waits for."""
    match kind:
        case events.ReplySubmitted():
            return kind.role
        case events.ReplyApproved():
            return kind.then_role
    return ""
