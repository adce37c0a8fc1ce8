"""What the tests of acts on many cases share."""

from typing import Any

from parvis.desk.bulk.working import work
from parvis.desk.models import BulkRun


def ask(client: Any, act: str, cases: Any = (), **fields: Any) -> Any:
    """Send the form of an act for these cases, or for a filter with ``tout="1"``."""
    sent = {"geste": act, "filtre": "state=open", "case": [str(case.pk) for case in cases]} | fields
    return client.post("/desk/lots/nouveau", sent)


def prepared(client: Any, act: str, cases: Any = (), **fields: Any) -> BulkRun:
    answer = ask(client, act, cases, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return BulkRun.objects.order_by("-pk")[0]


def job(run: BulkRun) -> BulkRun:
    """What the worker would do, to the end; the run as it is then."""
    run.refresh_from_db()
    while work(run.pk, run.attempt, should_stop=lambda: False):
        pass
    run.refresh_from_db()
    return run


def done(client: Any, act: str, cases: Any = (), **fields: Any) -> BulkRun:
    run = prepared(client, act, cases, **fields)
    client.post(f"/desk/lots/{run.pk}/confirmation", {"mails": str(run.mails)})
    return job(run)


def undone(client: Any, run: BulkRun) -> BulkRun:
    client.post(f"/desk/lots/{run.pk}/annulation")
    return job(run)


def counts(run: BulkRun) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in run.items.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def reasons(run: BulkRun) -> set[str]:
    return {reason for reason in run.items.values_list("reason", flat=True) if reason}
