"""The real queue with a real worker: in order, in the right town, again after a failure, again after a kill."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from parvis.cases.events import Noted
from parvis.cases.noting import note
from parvis.history.actors import Actor
from parvis.history.jobs import react as react_job
from parvis.history.models import Event
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.ops.worker import load_jobs
from tests.factories import case
from tests.history.conftest import Subscribe


def work(*queues: str) -> None:
    """A worker in this process, until nothing is left to do now."""
    load_jobs()

    async def once() -> None:
        with app.replace_connector(DjangoConnector().get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                await worker_app.run_worker_async(
                    queues=list(queues), wait=False, install_signal_handlers=False, listen_notify=False
                )

    asyncio.run(once())


def job(name: str) -> tuple[str, int, Any] | None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, attempts, scheduled_at FROM procrastinate_jobs WHERE args->>'subscriber' = %s ORDER BY id",
            [name],
        )
        found: tuple[str, int, Any] | None = cursor.fetchone()
        return found


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def test_reactions_run_in_order_in_their_town_and_again_when_they_fail(
    committed_town: Any, subscribed: Subscribe
) -> None:
    seen: list[tuple[int, int]] = []
    broken = [True]

    def react(event: Event) -> None:
        if broken[0]:
            raise OSError("mail server down")
        seen.append((current_tenant_id(), event.pk))

    with subscribed(react, Noted) as name:
        with transaction.atomic():
            made = case()
        for words in ("un", "deux", "trois"):
            note(made, body=words, by=Actor.system(), at=clock.now())
        with transaction.atomic():
            wanted = list(Event.objects.filter(type=Noted.code).order_by("id").values_list("pk", flat=True))
        work("notifications")
        assert seen == []
        state = job(name)
        assert state is not None
        assert state[:2] == ("todo", 1), "kept, to be tried again"
        assert state[2] is not None
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            assert (state[2] - cursor.fetchone()[0]).total_seconds() < 120, "soon"
        broken[0] = False
        execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        work("notifications")
        assert seen == [(committed_town.pk, pk) for pk in wanted], (
            "the first failure did not let the others pass"
        )


def test_a_job_whose_worker_was_killed_is_run_again(committed_town: Any, subscribed: Subscribe) -> None:
    seen: list[int] = []

    def react(event: Event) -> None:
        seen.append(event.pk)

    with subscribed(react, Noted) as name:
        with transaction.atomic():
            made = case()
        execute("DELETE FROM procrastinate_jobs")
        note(made, body="x", by=Actor.system(), at=clock.now())
        here = Path(__file__).parent
        worker = subprocess.Popen(
            [sys.executable, str(here / "killed_worker.py"), connection.settings_dict["NAME"], name],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        try:
            until(lambda: (job(name) or ("",))[0] == "doing")
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait(timeout=20)
        work("notifications")
        assert seen == [], "while it may still be alive, nobody takes its job"
        execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
        execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('upkeep', 'parvis.free_stalled_jobs', '{\"timestamp\": 0}', 'todo')"
        )
        work("upkeep")
        state = job(name)
        assert state is not None
        assert state[0] == "todo"
        work("notifications")
        with transaction.atomic():
            assert seen == [Event.objects.get(type=Noted.code).pk]
        assert (job(name) or ("gone",))[0] in ("succeeded", "gone")


def test_the_waits_between_tries_grow_and_end() -> None:
    """Later events of the case wait behind this one: an hour between two tries at most, half a day in all."""
    strategy = react_job.retry_strategy
    assert strategy is not None
    waits = []
    for attempts in range(20):
        stub: Any = SimpleNamespace(attempts=attempts)
        decision = strategy.get_retry_decision(exception=OSError(), job=stub)
        assert decision is not None
        assert decision.retry_at is not None
        waits.append(round((decision.retry_at - clock.now()).total_seconds()))
    assert waits == sorted(waits)
    assert waits[0] <= 5
    assert max(waits) <= 3600
    assert sum(waits) >= 6 * 3600
    worn_out: Any = SimpleNamespace(attempts=20)
    assert strategy.get_retry_decision(exception=OSError(), job=worn_out) is None
