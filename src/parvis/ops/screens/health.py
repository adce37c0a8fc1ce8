"""`GET /healthz`: is this Parvis well? Answers for any host name and when the database is down."""

import shutil
from collections.abc import Callable
from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache

from parvis.kit.env import Env, env
from parvis.ops.schema import missing_migrations, own_connection

PATH = "/healthz"
PATIENCE = 2  # seconds given to the database

#: Imports wait their turn behind one another, for hours if need be: nothing is wrong then.
OLDEST_WAITING = """
SELECT extract(epoch FROM now() - min(since)) FROM (
  (SELECT e.at AS since FROM procrastinate_jobs j
   JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
   WHERE j.status = 'todo' AND j.scheduled_at IS NULL AND j.queue_name <> 'imports' ORDER BY j.id LIMIT 1)
  UNION ALL
  (SELECT min(scheduled_at) FROM procrastinate_jobs
   WHERE status = 'todo' AND scheduled_at <= now() AND queue_name <> 'imports')
) waiting
"""


class HealthMiddleware:
    """First of all middlewares: whoever watches asks by address, which is no town's host name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == PATH and request.method in ("GET", "HEAD"):
            return health(request)
        return self.get_response(request)


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    checks = examine(env())
    troubles = [each["reason"] for each in checks.values() if not each["ok"]]
    body = {"status": "unwell" if troubles else "ok", "reasons": troubles, "checks": checks}
    response = JsonResponse(body, status=503 if troubles else 200)
    response._has_been_logged = True  # type: ignore[attr-defined]  # whoever watches asks every few seconds
    return response


def examine(settings: Env) -> dict[str, dict[str, Any]]:
    """Every check by name: `ok`, the figure it looked at, and the reason when it fails."""
    checks = {"disk": _disk(settings)}
    try:
        with own_connection(PATIENCE) as connection:
            checks["database"] = {"ok": True}
            checks["migrations"] = _migrations(connection)
            if checks["migrations"]["ok"]:
                checks["queue"] = _queue(connection, settings)
    except psycopg.Error as error:
        checks["database"] = {"ok": False, "reason": f"database: {type(error).__name__}"}
    return checks


def _migrations(connection: psycopg.Connection[Any]) -> dict[str, Any]:
    if missing := missing_migrations(connection):
        return {"ok": False, "missing": len(missing), "reason": f"migrations: {missing[0]} is not applied"}
    return {"ok": True}


def _queue(connection: psycopg.Connection[Any], settings: Env) -> dict[str, Any]:
    row = connection.execute(OLDEST_WAITING).fetchone()
    age = round(float(row[0])) if row and row[0] is not None else 0
    if age > settings.max_queue_age:
        return {"ok": False, "age_seconds": age, "reason": f"queue: the oldest job has waited {age} s"}
    return {"ok": True, "age_seconds": age}


def _disk(settings: Env) -> dict[str, Any]:
    try:
        free = shutil.disk_usage(settings.data).free // 1_000_000
    except OSError as error:
        return {"ok": False, "reason": f"disk: {error.strerror}"}
    if free < settings.min_free_disk_mb:
        return {"ok": False, "free_mb": free, "reason": f"disk: {free} MB free"}
    return {"ok": True, "free_mb": free}
