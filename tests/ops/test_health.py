"""`GET /healthz`: well, and unwell for each reason, for any host name."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from parvis.ops import schema
from parvis.ops.screens import health
from parvis.ops.screens.health import examine

LATE = """
WITH job AS (INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, scheduled_at)
  VALUES ('upkeep', 'parvis.none', 'none', '{{}}', 'todo', {scheduled}) RETURNING id)
SELECT id FROM job
"""


@pytest.fixture
def well(db: None) -> Iterator[psycopg.Connection[Any]]:
    """The check looks from a connection of its own: rows for it are committed, from another, and taken back."""
    with schema.own_connection() as beside:
        yield beside
        beside.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'parvis.none'")


@pytest.mark.parametrize("host", ["testserver", "127.0.0.1:8000", "unknown.example", "in_valid host"])
def test_it_answers_for_any_host(client: Any, well: Any, host: str) -> None:
    answer = client.get("/healthz", headers={"host": host})
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["checks"]) == {"database", "migrations", "queue", "disk"}
    assert "no-store" in answer["Cache-Control"]


def test_the_database_is_down(client: Any, well: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", str(tmp_path))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["database: OperationalError"]


def test_a_migration_is_missing(client: Any, well: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = schema.shipped_migrations() | {("cases", "0999_later")}
    monkeypatch.setattr(schema, "shipped_migrations", lambda: shipped)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["migrations: cases.0999_later is not applied"]


@pytest.mark.parametrize(
    ("scheduled", "ok"),
    [
        ("now() - interval '1 hour'", False),
        ("now() - interval '5 seconds'", True),
        ("now() + interval '1 hour'", True),
    ],
)
def test_a_job_waits_too_long(client: Any, well: Any, scheduled: str, ok: bool) -> None:
    well.execute(LATE.format(scheduled=scheduled))
    answer = client.get("/healthz")
    assert answer.status_code == (200 if ok else 503)
    assert answer.json()["checks"]["queue"]["ok"] is ok


def test_an_unscheduled_job_ages_from_its_deferral(client: Any, well: Any) -> None:
    (job,) = well.execute(LATE.format(scheduled="NULL")).fetchone()
    aged = "UPDATE procrastinate_events SET at = now() - interval '2 hours' WHERE job_id = %s AND type = 'deferred'"
    assert well.execute(aged, [job]).rowcount == 1
    assert client.get("/healthz").json()["checks"]["queue"]["age_seconds"] >= 7200


def test_the_disk_is_full(client: Any, well: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 12_000_000})())
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["disk: 12 MB free"]


def test_it_reads_a_missing_folder_as_a_trouble() -> None:
    from dataclasses import replace
    from pathlib import Path

    from parvis.kit.env import env

    found = examine(replace(env(), data=Path("/nonexistent")))
    assert found["disk"]["ok"] is False
