"""Background jobs of the history: running reactions, and freeing the jobs of dead workers."""

from typing import Any

from django.db import close_old_connections
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from parvis.history import reactions


class Patience(BaseRetryStrategy):
    """Twice as long each time, an hour at most, for half a day: the case's later events wait behind this one."""

    attempts, first, longest = 20, 5, 3600

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": min(self.first * 2**job.attempts, self.longest)})


@app.task(name="parvis.react", queue="notifications", retry=Patience())
def react(tenant_id: int, event_id: int, subscriber: str) -> None:
    # The thread's connection outlives its jobs, and may have died meanwhile.
    close_old_connections()
    reactions.run(tenant_id, event_id, subscriber)


@app.periodic(cron="* * * * *")
@app.task(name="parvis.free_stalled_jobs", queue="upkeep", pass_context=True)
async def free_stalled_jobs(context: Any, timestamp: int) -> None:
    """Jobs whose worker stopped beating are run again, by the same rule as a failure."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # Another job of the same queueing lock already waits to do its work.
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)
