"""``receive()`` against the same rows, jobs included, inserted one statement each with one commit per case."""

import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from bench.setting import Report, in_town
from parvis.cases import references
from parvis.directory.matching import Identity
from parvis.history.actors import Actor
from parvis.intake.receiving import receive
from parvis.intake.submission import Place, Submission
from parvis.kit import clock

EACH = 150


def _submission(n: int) -> Submission:
    stamp = f"{time.time_ns()}-{n}"
    return Submission(
        channel="web",
        description=f"Un trou dans la chaussée devant le {n}, il faut passer sur le trottoir.",
        type_code="VOI-NDP",
        received_at=clock.now(),
        person=Identity(given_names="Élodie", family_name=f"Durand {n}", email=f"e{stamp}@example.org"),
        place=Place(f"{n} rue des Lilas", Decimal("48.7301"), Decimal("1.3602")),
        scope="bench",
        key=stamp,
    )


@dataclass
class Write:
    """One statement that wrote, and the number it gave back (an identifier, the counter's value)."""

    sql: str
    params: Any
    given: int | None


def _given(cursor: Any) -> int | None:
    result = cursor.pgresult
    value = result.get_value(0, 0) if result is not None and result.ntuples and result.nfields else None
    return int(value) if value and value.isdigit() else None


def _recorded(n: int) -> list[Write]:
    """The write statements of one reception, then undone so that they can be played again."""
    writes: list[Write] = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE")) or "procrastinate_defer" in sql:
            writes.append(Write(sql, params, _given(context["cursor"].cursor)))
        return result

    with transaction.atomic():
        with connection.execute_wrapper(record):
            receive(_submission(n), by=Actor.person())
        transaction.set_rollback(True)
    return writes


def _play(writes: list[Write]) -> None:
    """The same rows by the driver alone: one statement each, one commit, identifiers of this time."""
    raw = connection.connection
    now: dict[object, object] = {}
    with transaction.atomic(), raw.cursor() as cursor:
        for write in writes:
            params = write.params
            if not isinstance(params, dict):
                params = [
                    now.get(p, p) if isinstance(p, int | str) and not isinstance(p, bool) else p
                    for p in params
                ]
            cursor.execute(write.sql, params)
            given = _given(cursor)
            if write.given is not None and given is not None:
                if '"directory_person"' in write.sql or '"cases_case"' in write.sql:
                    now[write.given] = given
                if "referencecounter" in write.sql:
                    (year,) = write.params[1]
                    now[references.write(year, write.given)] = references.write(year, given)


def run(report: Report) -> None:
    with in_town("banc"):
        _compare(report)


def _compare(report: Report) -> None:
    for n in range(250):  # warm, and past the small identifiers of the configuration
        receive(_submission(n), by=Actor.person())
    ours, raw = [], []
    for _ in range(report.sizes.rounds):
        submissions = [_submission(n) for n in range(EACH)]
        started = time.perf_counter()
        for submission in submissions:
            receive(submission, by=Actor.person())
        ours.append(EACH / (time.perf_counter() - started))
        cases = [_recorded(n) for n in range(EACH)]
        started = time.perf_counter()
        for writes in cases:
            _play(writes)
        raw.append(EACH / (time.perf_counter() - started))
    report.ratio(
        "receive()",
        ours,
        "mêmes lignes, une instruction chacune",
        raw,
        unit="demandes/s",
        goal="≥ 25 %, visé 40 %",
    )
