"""Killed in the middle of many cases, run again: each has the act once. Real commits, a real SIGKILL."""

import os
import subprocess
import sys
import time
from typing import Any

from django.db import connection, transaction
from django.test import Client

from parvis.cases.models import Case
from parvis.desk.bulk.working import work
from parvis.desk.models import BulkItem, BulkRun
from parvis.history.models import Event
from parvis.organisation.models import Department
from tests.desk.bulk import counts, prepared
from tests.desk.test_case_races import browser_of
from tests.factories import agent, case

CASES = 40
#: The job of a run, slowly enough to be killed between its first case and its last; killed within a case, too.
SCRIPT = """
import sys, time
import tests.environment
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.bulk.working import work
from parvis.kit.tenant import activate
act = BULK_ACTS["hand-over"]
perform = act.perform
def slowly(self, case, **kwargs):
    perform(self, case, **kwargs)
    time.sleep(0.1)
act.perform = slowly
with activate(int(sys.argv[2])):
    work(int(sys.argv[3]), int(sys.argv[4]), should_stop=lambda: False)
"""


def started(town: Any, run: BulkRun) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        "-c",
        SCRIPT,
        connection.settings_dict["NAME"],
        *map(str, (town.pk, run.pk, run.attempt)),
    ]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.Popen(command, env=environ)


def treated(run: BulkRun) -> int:
    with transaction.atomic():
        return int(run.items.filter(state=BulkItem.State.DONE).count())


def test_killed_midway_then_run_again(committed_town: Any) -> None:
    with transaction.atomic():
        for _ in range(CASES):
            case()
        paul = agent("Paul Roy", ("manager", "VOI"))
        to = Department.objects.get(code="ESV")
    browser: Client = browser_of(paul, committed_town)
    with transaction.atomic():
        run = prepared(browser, "hand-over", tout="1", department=str(to.pk), reason="Une haie")
    browser.post(f"/desk/lots/{run.pk}/confirmation")
    with transaction.atomic():
        run.refresh_from_db()
    process = started(committed_town, run)
    deadline = time.monotonic() + 60
    while treated(run) < 3:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert 3 <= treated(run) < CASES
    with transaction.atomic():
        run.refresh_from_db()
    assert run.state == BulkRun.State.RUNNING
    _to_the_end(run)
    with transaction.atomic():
        assert counts(run) == {"done": CASES}
        moved = Event.objects.filter(type="case.handed_over").values_list("case_id", flat=True)
        assert len(moved) == len(set(moved)) == CASES
        assert set(Case.objects.values_list("department__code", "hand_overs")) == {("ESV", 1)}


def _to_the_end(run: BulkRun) -> None:
    """The job takes its own transactions: none is open around it."""
    deadline = time.monotonic() + 60
    while work(run.pk, run.attempt, should_stop=lambda: False):
        assert time.monotonic() < deadline
    with transaction.atomic():
        run.refresh_from_db()
    assert run.state == BulkRun.State.DONE
