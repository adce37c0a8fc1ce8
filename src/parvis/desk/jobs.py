"""Background jobs of the desk."""

from typing import Any

from django.db import close_old_connections
from procrastinate.contrib.django import app

from parvis.kit.insisting import Insistence


@app.task(name="parvis.bulk_step", queue="bulk", retry=Insistence(), pass_context=True)
def bulk_step(context: Any, tenant_id: int, run_id: int, attempt: int) -> None:
    """A slice of an act on many cases; the next slice is another job, so that nobody waits for five thousand cases."""
    # The thread's connection outlives its jobs, and may have died meanwhile.
    close_old_connections()
    from parvis.desk.bulk.working import work
    from parvis.kit.tenant import activate

    with activate(tenant_id):
        if work(run_id, attempt, should_stop=context.should_abort):
            bulk_step.defer(tenant_id=tenant_id, run_id=run_id, attempt=attempt)


@app.periodic(cron="17 3 * * *")
@app.task(name="parvis.sweep_bulk_runs", queue="upkeep", queueing_lock="sweep_bulk_runs")
def sweep_bulk_runs(timestamp: int) -> None:
    """Each night, acts on many cases that nobody confirmed, and those over for three months."""
    from parvis.desk.bulk.sweeping import sweep
    from parvis.tenancy.each_town import in_each_town

    in_each_town(sweep)
