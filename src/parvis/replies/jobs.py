"""Background jobs of the replies: one that leaves, and each minute's round of those that are due."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from parvis.kit.deferring import defer_together

#: Farther than this no job waits: the round of each minute finds it.
NEAR = timedelta(minutes=2)
A_MOMENT = timedelta(seconds=1)


@app.task(name="parvis.leave_reply", queue="replies")
def leave_reply(tenant_id: int, draft_id: int) -> None:
    from parvis.replies.leaving import leave

    leave(tenant_id, draft_id)


@app.periodic(cron="* * * * *")
@app.task(name="parvis.leave_due_replies", queue="upkeep", queueing_lock="leave_due_replies")
def leave_due_replies(timestamp: int) -> None:
    from parvis.replies.leaving import leave_due

    leave_due()


def enqueue(tenant_id: int, draft_id: int, leaves_at: datetime, now: datetime) -> None:
    """In the caller's transaction. One job waits for each draft: the row says whether there is anything to do, and when."""
    if leaves_at - now <= NEAR:
        at = max(leaves_at, now + A_MOMENT) if leaves_at > now else None
        waiting = leave_reply.configure(schedule_at=at, queueing_lock=f"reply:{tenant_id}:{draft_id}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            defer_together([waiting.make_new_job(tenant_id=tenant_id, draft_id=draft_id)])
