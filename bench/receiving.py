"""``receive()`` against the same rows, jobs included, inserted one statement each with one commit per case."""

import time
from decimal import Decimal

from bench.setting import Report
from parvis.directory.matching import Identity
from parvis.history.actors import Actor
from parvis.intake.receiving import receive
from parvis.intake.submission import Place, Submission
from parvis.kit import clock

ROUNDS, EACH = 7, 150


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


class Recorder:
    """Keeps the statements that write, to play them again without us."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, tuple[object, ...]]] = []

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE")) or "procrastinate_defer" in sql:
            self.statements.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)


def _recorded(count: int) -> list[list[tuple[str, tuple[object, ...]]]]:
    """The write statements of ``count`` receptions, then undone so that they can be played again."""
    from django.db import connection, transaction

    cases = []
    for n in range(count):
        recorder = Recorder()
        with transaction.atomic():
            with connection.execute_wrapper(recorder):
                receive(_submission(n), by=Actor.person())
            transaction.set_rollback(True)
        cases.append(recorder.statements)
    return cases


def run(report: Report) -> None:
    from django.db import connection, transaction

    for n in range(50):
        receive(_submission(n), by=Actor.person())
    ours, raw = [], []
    for _ in range(ROUNDS):
        submissions = [_submission(n) for n in range(EACH)]
        started = time.perf_counter()
        for submission in submissions:
            receive(submission, by=Actor.person())
        ours.append(EACH / (time.perf_counter() - started))
        cases = _recorded(EACH)
        started = time.perf_counter()
        for statements in cases:
            with transaction.atomic(), connection.cursor() as cursor:
                for sql, params in statements:
                    cursor.execute(sql, params)
        raw.append(EACH / (time.perf_counter() - started))
    report.ratio("receive()", ours, "mêmes lignes, une instruction chacune", raw, unit="demandes/s", goal="≥ 25 %, visé 40 %")
