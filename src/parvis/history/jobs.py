"""Background jobs of the history: running reactions, and freeing the jobs of dead workers."""

from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from parvis.history import reactions


@app.task(
    name="parvis.react",
    queue="notifications",
    retry=RetryStrategy(max_attempts=12, exponential_wait=5),
)
def react(tenant_id: int, event_id: int, subscriber: str) -> None:
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
