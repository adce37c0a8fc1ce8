"""One import of a source at a time in a tenant."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from parvis.intake.importing.refusals import CannotImport
from parvis.kit.tenant import current_tenant_id


@contextmanager
def importing(source: str) -> Iterator[None]:
    """One import of a source at a time in a tenant; freed by the server when its holder dies."""
    key = f"parvis.import:{current_tenant_id()}:{source}"
    if not _ask("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key):
        raise CannotImport(f"Une reprise de « {source} » est déjà en cours : attendez qu'elle finisse.")
    try:
        yield
    finally:
        # A connection that broke has freed it by itself.
        if connection.is_usable():
            _ask("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", key)


def is_importing(source: str) -> bool:
    try:
        with importing(source):
            return False
    except CannotImport:
        return True


def _ask(statement: str, key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        return bool(cursor.fetchone()[0])
