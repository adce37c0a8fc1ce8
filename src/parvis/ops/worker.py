"""The background worker: one slot per named queue, in one process.

Naming the queues keeps fetching fast when one of them holds many parked jobs, and a slow queue cannot hold up another.
"""

import asyncio
import logging
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.job_context import JobContext
from procrastinate.middleware import AsyncCallNext
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from parvis.history.reactions import QUEUES
from parvis.kit.logcontext import logged_as

log = logging.getLogger("parvis.worker")

POLL = 5.0  # seconds between two looks for scheduled jobs; a NOTIFY wakes us for the others
GRACE = 15.0  # seconds a job in progress may still take when we stop


def load_jobs() -> None:
    """Import every slice's `jobs` module: a task, or a periodic job, exists once its module is imported."""
    for config in apps.get_app_configs():
        if config.name.startswith("parvis.") and find_spec(f"{config.name}.jobs"):
            import_module(f"{config.name}.jobs")


def known_queues() -> list[str]:
    """Every queue that a reaction or a task of this version names, Procrastinate's own left out."""
    load_jobs()
    return sorted({*QUEUES, *(task.queue for task in app.tasks.values() if task.name.startswith("parvis."))})


def work(queues: list[str] | None = None) -> None:
    """Work until SIGINT or SIGTERM, then let the jobs in progress end."""
    chosen = queues or known_queues()
    if unknown := sorted(set(chosen) - set(known_queues())):
        log.warning("no task names the queue %s", ", ".join(unknown))
    connector = DjangoConnector().get_worker_connector()
    assert isinstance(connector, PsycopgConnector)
    # Each slot listens on a connection of its own; the others are for fetching and finishing jobs.
    connector._pool_args |= {"min_size": len(chosen) + 1, "max_size": len(chosen) + 4}
    with app.replace_connector(connector) as worker_app:
        asyncio.run(_work(worker_app, chosen))


async def _work(worker_app: App, queues: list[str]) -> None:
    async with worker_app.open_async():
        slots = [asyncio.create_task(_slot(worker_app, queue), name=queue) for queue in queues]
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, _stop, slots)
        log.info("working on %s", ", ".join(queues))
        ended, _ = await asyncio.wait(slots, return_when=asyncio.FIRST_COMPLETED)
        by_itself = [slot.get_name() for slot in ended if not slot.cancelled()]
        _stop(slots)
        await asyncio.gather(*slots, return_exceptions=True)
    if by_itself:
        # The database went away, most often. Whoever supervises us starts us again.
        log.error("the slot of %s ended by itself", ", ".join(by_itself))
        sys.exit(1)


async def _slot(worker_app: App, queue: str) -> None:
    await worker_app.run_worker_async(
        queues=[queue],
        name=queue,
        concurrency=1,
        fetch_job_polling_interval=POLL,
        shutdown_graceful_timeout=GRACE,
        install_signal_handlers=False,
        delete_jobs="successful",
        worker_middleware=[logged_job],
    )


async def logged_job(call_next: AsyncCallNext, context: JobContext, worker: Worker) -> Any:
    """What a job logs tells which job, and for which tenant."""
    job = context.job
    with logged_as(job=f"{job.task_name}:{job.id}", tenant=job.task_kwargs.get("tenant_id")):
        try:
            return await call_next()
        except Exception as error:
            log.warning("%s failed: %s", job.task_name, type(error).__name__, exc_info=True)
            raise


def _stop(slots: list[asyncio.Task[None]]) -> None:
    for slot in slots:
        slot.cancel()
