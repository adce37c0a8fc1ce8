"""Is the schema of the base the one this version of Parvis was written for?"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import psycopg
from django.apps import apps
from django.db import connections

WANTED = ("host", "port", "user", "password", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey")


def own_connection(patience: int = 10) -> psycopg.Connection[Any]:
    """A connection beside Django's, so that what is wrong with the one does not hide what is wrong with the other."""
    known = connections["default"].get_connection_params()
    wanted = {key: known[key] for key in WANTED if known.get(key)}
    options = f"-c statement_timeout={patience}s"
    return psycopg.connect(**wanted, connect_timeout=patience, options=options, autocommit=True)


def missing_migrations(connection: psycopg.Connection[Any]) -> list[str]:
    """Migrations shipped with this version that the base has not had, as `application.name`."""
    applied: set[tuple[str, str]] = set()
    if connection.execute("SELECT to_regclass('django_migrations')").fetchone() != (None,):
        applied = set(connection.execute("SELECT app, name FROM django_migrations").fetchall())
    return sorted(f"{app}.{name}" for app, name in shipped_migrations() - applied)


@cache
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """(application, migration) of every migration file installed, read from file names: nothing is imported."""
    found = set()
    for config in apps.get_app_configs():
        try:
            package = import_module(f"{config.name}.migrations")
        except ModuleNotFoundError:
            continue
        names = (module.name for module in iter_modules(package.__path__))
        found |= {(config.label, name) for name in names if name[0] not in "_~"}
    return frozenset(found)
