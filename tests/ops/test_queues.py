"""Every job has a worker: the queues that tasks and reactions name are the ones `parvis worker` serves."""

import json
import subprocess
import sys

from procrastinate.contrib.django import app

from parvis.history.reactions import QUEUES
from parvis.ops.embedded import running_database
from parvis.ops.worker import known_queues
from tests.ops.folders import Folder, wait_until


def test_every_jobs_queue_is_worked() -> None:
    served = set(known_queues())
    named = {task.queue for task in app.tasks.values() if task.name.startswith("parvis.")}
    assert named <= served
    assert set(QUEUES) <= served
    assert "default" not in served, "a task forgot to name its queue"


def test_the_jobs_of_dead_workers_are_freed_periodically() -> None:
    known_queues()
    assert ("parvis.free_stalled_jobs", "") in app.periodic_registry.periodic_tasks


def test_a_worker_runs_a_job_and_names_it_in_its_log(folder: Folder) -> None:
    assert folder.parvis("migrate").returncode == 0
    with running_database(folder.env), folder.connect("app") as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) VALUES"
            " ('notifications', 'parvis.react', '{\"tenant_id\": 7, \"event_id\": 1, \"subscriber\": \"none\"}', 'todo'),"
            " ('upkeep', 'parvis.free_stalled_jobs', '{\"timestamp\": 0}', 'todo')"
        )
        worker = subprocess.Popen(
            [sys.executable, "-m", "parvis.ops.cli", "worker"],
            env=folder.environ | {"PARVIS_LOG_FORMAT": "json"},
            stderr=subprocess.PIPE,
            text=True,
        )
        done = "SELECT count(*) FROM procrastinate_jobs WHERE attempts = 0 AND task_name LIKE 'parvis.%'"
        try:
            wait_until(lambda: connection.execute(done).fetchone() == (0,), 30)
        finally:
            worker.terminate()
        _, said = worker.communicate(timeout=30)
        assert worker.returncode == 0, said
        # The one that succeeded is gone; the one whose subscriber is unknown waits for its next try.
        left = connection.execute(
            "SELECT task_name, status::text, attempts FROM procrastinate_jobs"
        ).fetchall()
        assert ("parvis.react", "todo", 1) in left
        assert not [row for row in left if row[0] == "parvis.free_stalled_jobs" and row[2] > 0]
    (failure,) = [line for line in map(json.loads, said.splitlines()) if "exc_info" in line]
    assert failure["tenant"] == "7"
    assert failure["job"].startswith("parvis.react:")
