"""Background jobs of the intake."""

from typing import Any

from django.db import close_old_connections
from procrastinate.contrib.django import app

from parvis.kit.insisting import Insistence


@app.task(name="parvis.import_step", queue="imports", retry=Insistence(), pass_context=True)
def import_step(context: Any, tenant_id: int, run_id: int, attempt: int) -> None:
    """What the state of an import led on screen asks for. Killed midway, it is run again and completes."""
    # The thread's connection outlives its jobs, and may have died meanwhile.
    close_old_connections()
    from parvis.intake.importing.working import work
    from parvis.kit.tenant import activate

    with activate(tenant_id):
        work(run_id, attempt, should_stop=context.should_abort)


@app.periodic(cron="57 3 * * *")
@app.task(name="parvis.sweep_imports", queue="upkeep", queueing_lock="sweep_imports")
def sweep_imports(timestamp: int) -> None:
    """Each night, files to import that nobody went on with, and those whose import is long over."""
    from parvis.intake.importing.uploads import sweep
    from parvis.tenancy.each_town import in_each_town

    in_each_town(sweep)


@app.periodic(cron="37 3 * * *")
@app.task(name="parvis.forget_keys", queue="upkeep", queueing_lock="forget_keys")
def forget_keys(timestamp: int) -> None:
    """Each night, the idempotency keys that no retry can bring back any more."""
    from parvis.intake.keys import forget_old_keys
    from parvis.tenancy.each_town import in_each_town

    in_each_town(forget_old_keys)


@app.periodic(cron="7 4 * * *")
@app.task(name="parvis.learn_words", queue="upkeep", queueing_lock="learn_words")
def learn_words(timestamp: int) -> None:
    """Each night, the words that led to one type again and again."""
    from parvis.intake import learning
    from parvis.tenancy.each_town import in_each_town

    in_each_town(learning.learn_words)
