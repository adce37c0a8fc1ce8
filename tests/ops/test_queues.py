"""Every job has a worker: the queues that tasks and reactions name are the ones `parvis worker` serves."""

from procrastinate.contrib.django import app

from parvis.history.reactions import QUEUES
from parvis.ops.worker import known_queues


def test_every_jobs_queue_is_worked() -> None:
    served = set(known_queues())
    named = {task.queue for task in app.tasks.values() if task.name.startswith("parvis.")}
    assert named <= served
    assert set(QUEUES) <= served
    assert "default" not in served, "a task forgot to name its queue"


def test_the_jobs_of_dead_workers_are_freed_periodically() -> None:
    known_queues()
    assert ("parvis.free_stalled_jobs", "") in app.periodic_registry.periodic_tasks
