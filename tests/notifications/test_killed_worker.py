"""A worker killed in the middle of a job: another one finishes the work."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import timedelta

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from parvis.cases.replying import reply
from parvis.history.jobs import free_stalled_jobs
from parvis.kit import clock
from parvis.notifications.models import Delivery
from tests.factories import actor, case

WORKER = (
    "import django; from django.conf import settings; "
    "settings.DATABASES['default']['NAME'] = {name!r}; django.setup(); "
    "from parvis.ops.worker import work; work(['mail'])"
)


def start_worker() -> "subprocess.Popen[bytes]":
    code = WORKER.format(name=connection.settings_dict["NAME"])
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.Popen([sys.executable, "-c", code], env=environ)


def test_another_worker_finishes_the_message(committed_town, mail_server, work):
    talking, killed = threading.Event(), threading.Event()

    def die_in_the_middle() -> None:
        talking.set()
        killed.wait(30)
        raise ConnectionAbortedError

    mail_server.during = die_in_the_middle
    mail_server.start()
    with transaction.atomic():
        made = case()
        reply(made, body="Nous passons mardi.", by=actor(), at=clock.now())
    work("notifications")
    worker = start_worker()
    try:
        assert talking.wait(30), "the worker never reached the mail server"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        killed.set()

    with transaction.atomic():
        assert sorted(Delivery.objects.values_list("state", flat=True)) == ["queued", "sending"]
    assert ProcrastinateJob.objects.filter(status="doing", queue_name="mail").count() == 1

    mail_server.during = lambda: None
    an_hour_later()
    with suppress(AlreadyEnqueued):
        free_stalled_jobs.defer(timestamp=0)
    work("upkeep", "mail")
    with transaction.atomic():
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
        known = set(Delivery.objects.values_list("mail_id", flat=True))
    assert sorted(m["Message-ID"] for m in mail_server.received) == sorted(known)
    assert not ProcrastinateJob.objects.filter(status="doing", queue_name="mail").exists()


def an_hour_later() -> None:
    """The dead worker's heartbeat is old, and its try has lasted too long."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    with transaction.atomic():
        Delivery.objects.update(next_try_at=clock.now() - timedelta(seconds=1))
