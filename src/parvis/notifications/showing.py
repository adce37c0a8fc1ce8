"""How the desk shows what became of the replies of a thread."""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.cases.models import Case, Direction, Message
from parvis.notifications.models import Delivery
from parvis.notifications.recipients import address_of


@dataclass(frozen=True)
class Sending:
    """``code``: queued, sending, sent, failed, or by_post when the person has no e-mail address."""

    code: str
    label: str
    reason: str = ""


BY_POST = Sending("by_post", "À envoyer par courrier")


def sendings(case: Case, messages: Iterable[Message]) -> dict[int, Sending]:
    """By message identifier, for replies to the person; nothing for imported ones. Three queries at most."""
    replies = [m for m in messages if m.direction == Direction.OUT and m.batch_id is None]
    if not replies:
        return {}
    found: dict[int, Sending] = {}
    for d in Delivery.objects.filter(case=case, message_id__in=[m.pk for m in replies]).order_by(
        "created_at", "pk"
    ):
        if d.message_id is not None:
            found[d.message_id] = Sending(d.state, str(Delivery.State(d.state).label), d.last_error)
    waiting = [m for m in replies if m.pk not in found]
    if waiting:
        # The reply is kept; its message is about to be written, or there is nowhere to send it.
        queued = Sending(Delivery.State.QUEUED, str(Delivery.State.QUEUED.label))
        shown = queued if address_of(case) else BY_POST
        found |= {m.pk: shown for m in waiting}
    return found
