"""A throw-away installation to measure on, and how figures are told."""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Report:
    lines: list[dict[str, Any]] = field(default_factory=list)

    def ratio(self, name: str, ours: list[float], other: str, theirs: list[float], *, unit: str, goal: str) -> None:
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
        self._add(name, f"p50 {statistics.median(ms):.1f} ms, p95 {p95:.1f} ms ({len(ms)} mesures){extra}", goal)

    def value(self, name: str, value: str, *, goal: str = "") -> None:
        self._add(name, value, goal)

    def _add(self, name: str, told: str, goal: str) -> None:
        self.lines.append({"name": name, "figure": told, "goal": goal})
        print(f"{name:44} {told}" + (f"   [but : {goal}]" if goal else ""), flush=True)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.lines, ensure_ascii=False, indent=1))


@contextmanager
def installation(data: Path | None = None) -> Iterator[Any]:
    """An embedded server with one planted town, active; removed at the end unless ``data`` names a folder."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as temporary:
        Path(temporary).chmod(0o755)  # the server may run as another user
        os.environ["DATA"] = str(data or temporary)
        from parvis.ops.session import database_session

        with database_session("owner"):
            _found()
        os.environ["PARVIS_DB_ROLE"] = "app"
        with database_session("app"):
            from django.db import connections

            from parvis.kit.database import database_settings
            from parvis.kit.env import env
            from parvis.kit.tenant import activate
            from parvis.tenancy.models import Collectivity

            # The measures run as the application, under row-level security.
            connections["default"].close()
            connections["default"].settings_dict.update(database_settings(env(), "app"))
            town = Collectivity.objects.get(slug="banc")
            with activate(town.pk):
                yield town
            connections["default"].close()


def _found() -> None:
    from parvis.kit import clock
    from parvis.ops.founding import found
    from parvis.tenancy.models import Collectivity

    if not Collectivity.objects.filter(slug="banc").exists():
        found(
            Collectivity(slug="banc", name="Banc", insee="28134", population=12000, created_at=clock.now()),
            hosts=["localhost"],
        )
