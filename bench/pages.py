"""Pages asked of the whole application, in this process: every middleware, the view, its templates, under row-level security."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psutil
from django.db import connection, transaction
from django.test import Client

from bench.generator import SLUG
from bench.setting import Report, in_town
from parvis.organisation.current import SESSION_TENANT
from parvis.organisation.models import Agent


@dataclass
class Asked:
    """What one page cost, request by request."""

    seconds: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    queries: int = 0
    python_ms: float = 0.0
    database_ms: float = 0.0


Role = tuple[str, str]


def reader(role: Role) -> Agent:
    """The first agent who holds this role in this department: ("case_worker", "VOI")."""
    name, department = role
    holders = Agent.objects.filter(memberships__role=name, memberships__department__code=department)
    found: Agent = holders.select_related("account").order_by("pk")[0]
    return found


def signed_in(role: Role, slug: str = SLUG) -> Client:
    """A browser of this agent of a town, with the session that signing in makes."""
    with in_town(slug) as town:
        with transaction.atomic():
            agent = reader(role)
        browser = Client(HTTP_HOST=f"{slug}.test")
        browser.force_login(agent.account)
        session = browser.session
        session[SESSION_TENANT] = town.pk
        session.save()
    return browser


@contextmanager
def recorded() -> Iterator[list[tuple[str, Any]]]:
    """The statements of a request; those that open, close and set the transaction are not counted."""
    statements: list[tuple[str, Any]] = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT set_config", "SAVEPOINT", "RELEASE", "SET ")):
            statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield statements


def ask(browser: Client, path: str, repeat: int) -> Asked:
    """``repeat`` times, each followed by the same statements sent by the driver alone."""
    asked = Asked()
    for _ in range(3):
        _get(browser, path)
    with recorded() as statements:
        _get(browser, path)
    asked.queries = len(statements)
    backend = psutil.Process(connection.connection.info.backend_pid)
    python, database = 0.0, 0.0
    for _ in range(repeat):
        cpu, theirs = time.process_time(), _cpu(backend)
        started = time.perf_counter()
        _get(browser, path)
        asked.seconds.append(time.perf_counter() - started)
        python += time.process_time() - cpu
        database += _cpu(backend) - theirs
        asked.raw.append(_replayed(statements))
    asked.python_ms, asked.database_ms = 1000 * python / repeat, 1000 * database / repeat
    return asked


def tell(report: Report, name: str, asked: Asked, *, goal: str = "") -> None:
    ratio = sorted(raw / ours for raw, ours in zip(asked.raw, asked.seconds, strict=True))[
        len(asked.raw) // 2
    ]
    extra = (
        f" ; {asked.queries} requêtes SQL ; processeur {asked.python_ms:.0f} ms Python + {asked.database_ms:.0f} ms"
        f" PostgreSQL ; SQL brut {ratio:.0%} du temps"
    )
    report.times(name, asked.seconds, goal=goal, extra=extra)


def _get(browser: Client, path: str) -> None:
    answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _replayed(statements: list[tuple[str, Any]]) -> float:
    """As the application, in the tenant: what the page costs without Django."""
    with in_town(SLUG):
        started = time.perf_counter()
        with transaction.atomic(), connection.connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        return time.perf_counter() - started
