"""Each night, what nobody looks at any more."""

from datetime import datetime, timedelta

from parvis.cases.states import State
from parvis.notifications.colleagues.models import AgentNotice, CaseReading

SEEN_KEPT = timedelta(days=90)
UNSEEN_KEPT = timedelta(days=365)


def sweep_notices(at: datetime) -> int:
    """Notices read three months ago or left unread for a year, and how far cases closed for a year had been read."""
    gone, _ = AgentNotice.objects.filter(seen_at__lt=at - SEEN_KEPT).delete()
    left, _ = AgentNotice.objects.filter(made_at__lt=at - UNSEEN_KEPT).delete()
    CaseReading.objects.filter(
        at__lt=at - UNSEEN_KEPT, case__state=State.CLOSED, case__closed_at__lt=at - UNSEEN_KEPT
    ).delete()
    return int(gone + left)
