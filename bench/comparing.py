"""The same questions put to towns of several sizes, in turn, so that the machine's mood weighs on all of them alike."""

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from bench.pages import recorded
from bench.setting import Report

#: Above this load, what others take of the machine is in the elapsed time: ratios are judged on the processor's.
BUSY = 1.5


@dataclass(frozen=True)
class Goal:
    """``most`` milliseconds at the 95th percentile for the largest town, ``ratio`` to the smallest one."""

    most: float | None = None
    ratio: float | None = None

    def __str__(self) -> str:
        parts = [f"p95 < {self.most:.0f} ms"] if self.most else []
        return ", ".join([*parts, *([f"≤ {self.ratio:g} ×"] if self.ratio else [])])


@dataclass(frozen=True)
class Question:
    name: str
    goal: Goal
    #: By town.
    acts: Mapping[int, Callable[[], object]]


@dataclass
class Cost:
    """Milliseconds, one figure per time it was asked."""

    elapsed: list[float] = field(default_factory=list)
    python: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    statements: int = 0

    @property
    def processor(self) -> list[float]:
        return [ours + theirs for ours, theirs in zip(self.python, self.database, strict=True)]


def p95(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def compare(report: Report, questions: Sequence[Question]) -> None:
    """Each question to each town in turn, ``repeat`` times over; then what it cost, and whether the goal is met."""
    loads = [os.getloadavg()[0]]
    costs = {(q.name, town): Cost() for q in questions for town in q.acts}
    for question in questions:
        for town, act in question.acts.items():
            for _ in range(min(2, report.sizes.repeat - 1)):
                act()
            with recorded() as statements:
                act()
            costs[question.name, town].statements = len(statements)
    for turn in range(report.sizes.repeat):
        for question in questions:
            towns = list(question.acts)
            # Whoever goes first finds the caches as another question left them.
            for town in towns[turn % len(towns) :] + towns[: turn % len(towns)]:
                _once(question.acts[town], costs[question.name, town])
        loads.append(os.getloadavg()[0])
    load = statistics.median(loads)
    report.value("Charge pendant la comparaison", f"{load:.1f} (médiane)")
    rows = [_told(report, question, costs, busy=load > BUSY) for question in questions]
    _table(report, rows)


def _once(act: Callable[[], object], cost: Cost) -> None:
    ours, theirs, started = time.process_time(), _backend(), time.perf_counter()
    act()
    cost.elapsed.append(1000 * (time.perf_counter() - started))
    cost.python.append(1000 * (time.process_time() - ours))
    cost.database.append(_backend() - theirs)


def _backend() -> float:
    """Milliseconds our server process spent on a processor (the kernel counts nanoseconds)."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def _told(
    report: Report, question: Question, costs: Mapping[tuple[str, int], Cost], *, busy: bool
) -> list[str]:
    by_town = {town: costs[question.name, town] for town in question.acts}
    smallest, largest = by_town[min(by_town)], by_town[max(by_town)]
    judged = {"processeur": lambda c: c.processor, "écoulé": lambda c: c.elapsed}
    ratios = {what: p95(of(largest)) / p95(of(smallest)) for what, of in judged.items()}
    what = "processeur" if busy else "écoulé"
    met = (question.goal.most is None or p95(judged[what](largest)) < question.goal.most) and (
        question.goal.ratio is None or ratios[what] <= question.goal.ratio
    )
    verdict = ("tenu" if met else "MANQUÉ") + (" (processeur)" if busy else "")
    cells = [
        f"{statistics.median(c.elapsed):.0f} / {p95(c.elapsed):.0f} ({statistics.median(c.python):.0f} + "
        f"{statistics.median(c.database):.1f})"
        for _town, c in sorted(by_town.items())
    ]
    compared = f"× {ratios['écoulé']:.2f} (processeur × {ratios['processeur']:.2f})"
    report.value(
        f"Comparaison : {question.name}",
        f"{' ; '.join(cells)} ; {compared} ; {largest.statements} requêtes SQL ; {verdict}",
        goal=str(question.goal),
    )
    return [question.name, str(question.goal), str(largest.statements), *cells, compared, verdict]


def _table(report: Report, rows: list[list[str]]) -> None:
    """For docs/performance.md."""
    sizes = [f"{size:,}".replace(",", " ") for size in sorted(report.sizes.towns)]
    head = ["Mesure", "But", "SQL", *sizes, "Rapport des p95", "Verdict"]
    lines = [head, ["---"] * len(head), *rows]
    print("\np50 / p95 en ms (processeur médian : Python + PostgreSQL)")
    print("\n".join(f"| {' | '.join(line)} |" for line in lines), flush=True)
