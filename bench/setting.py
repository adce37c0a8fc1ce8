"""A throw-away installation to measure on, and how figures are told."""

import json
import logging
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Report:
    sizes: "Sizes"
    lines: list[dict[str, Any]] = field(default_factory=list)
    #: Seconds; None when the towns were already there.
    generated_in: float | None = None

    def ratio(
        self, name: str, ours: list[float], other: str, theirs: list[float], *, unit: str, goal: str
    ) -> None:
        """Pair by pair, in one run: the machine's mood weighs on both."""
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        self._add(
            name,
            f"{statistics.median(ours):.0f} {unit} ; {other} : {statistics.median(theirs):.0f} {unit} ; "
            f"rapport {statistics.median(ratios):.0%} (de {min(ratios):.0%} à {max(ratios):.0%})",
            goal,
        )

    def times(self, name: str, seconds: list[float], *, goal: str = "", extra: str = "") -> None:
        ms = sorted(s * 1000 for s in seconds)
        p95 = ms[min(len(ms) - 1, int(len(ms) * 0.95))]
        self._add(
            name, f"p50 {statistics.median(ms):.1f} ms, p95 {p95:.1f} ms ({len(ms)} mesures){extra}", goal
        )

    def value(self, name: str, value: str, *, goal: str = "") -> None:
        self._add(name, value, goal)

    def _add(self, name: str, told: str, goal: str) -> None:
        self.lines.append({"name": name, "figure": told, "goal": goal})
        print(f"{name:44} {told}" + (f"   [but : {goal}]" if goal else ""), flush=True)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.lines, ensure_ascii=False, indent=1))


@dataclass(frozen=True)
class Sizes:
    """How much is generated, and how often each measure is repeated."""

    towns: tuple[int, ...] = (100_000,)
    small_towns: int = 50
    repeat: int = 40
    rounds: int = 7
    imported: tuple[int, ...] = (10_000, 100_000)

    @property
    def cases(self) -> int:
        """Of the largest town, which measures of a single town are about."""
        return max(self.towns)


@contextmanager
def installation(data: Path, report: Report) -> Iterator[None]:
    """An embedded server in ``data`` with the generated towns, made if missing; then Django as the application."""
    os.environ["DATA"] = str(data)
    from parvis.ops.session import database_session

    with database_session("owner"):
        _found(report)
        with database_session("app"):
            from django.db import connections

            from parvis.kit.database import database_settings
            from parvis.kit.env import env

            # The measures run as the application, under row-level security.
            connections["default"].close()
            connections["default"].settings_dict.update(database_settings(env(), "app"))
            logging.getLogger("parvis.web").setLevel(
                logging.WARNING
            )  # the figures are what one wants to read
            yield
            connections["default"].close()
    os.environ.pop("PARVIS_DB_ROLE")


@contextmanager
def in_town(slug: str) -> Iterator[Any]:
    from parvis.kit.tenant import activate
    from parvis.tenancy.models import Collectivity

    town = Collectivity.objects.get(slug=slug)
    with activate(town.pk):
        yield town


def as_owner() -> Any:
    """A connection of the owner, whom row-level security does not hold, to compare with."""
    import psycopg

    from parvis.kit.database import connection_parts
    from parvis.kit.env import env

    return psycopg.connect(**connection_parts(env(), "owner"), autocommit=True)


def _found(report: Report) -> None:
    from bench import generator
    from parvis.kit import clock
    from parvis.ops.founding import found
    from parvis.tenancy.models import Collectivity

    if not Collectivity.objects.filter(slug="banc").exists():
        found(
            Collectivity(slug="banc", name="Banc", insee="28134", population=12000, created_at=clock.now()),
            hosts=["banc.test"],
        )
    if not generator.exists(report.sizes):
        started = time.perf_counter()
        generator.generate(report.sizes)
        report.generated_in = time.perf_counter() - started
