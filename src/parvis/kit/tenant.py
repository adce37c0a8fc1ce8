"""The current tenant: whose rows this code may see and write.

The tenant lives in a context variable and, inside each transaction, in the PostgreSQL setting ``parvis.tenant`` that
row-level security reads. The setting is always transaction-local: a session-level one would survive into the next
user of a pooled connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from psycopg.pq import TransactionStatus

_current: ContextVar[int | None] = ContextVar("parvis_tenant", default=None)


class NoTenant(RuntimeError):
    """Tenant data was asked for outside any tenant: wrap the code in ``kit.tenant.activate(tenant_id)``."""


def current_tenant_id() -> int:
    """Identifier of the active tenant; raises NoTenant when there is none."""
    tenant_id = _current.get()
    if tenant_id is None:
        raise NoTenant(NoTenant.__doc__)
    return tenant_id


def tenant_id_or_none() -> int | None:
    return _current.get()


@contextmanager
def activate(tenant_id: int | None) -> Iterator[None]:
    """Make ``tenant_id`` current, for the ORM at once and for the database in every transaction begun inside.

    Entered within an open transaction, it also changes that transaction's setting, and puts it back on leaving.
    ``activate(None)`` forgets the tenant: no rows, no writes.
    """
    token = _current.set(tenant_id)
    inside = connection.in_atomic_block
    if inside:
        _set_in_transaction(tenant_id)
    try:
        yield
    finally:
        _current.reset(token)
        if inside and connection.in_atomic_block and not connection.needs_rollback:
            _set_in_transaction(_current.get())


def _set_in_transaction(tenant_id: int | None) -> None:
    raw = connection.connection
    if connection.needs_rollback or raw is None or raw.closed:
        return
    if raw.info.transaction_status == TransactionStatus.INERROR:
        # A statement failed: nothing more is accepted, and the rollback to come puts the setting back by itself.
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('parvis.tenant', %s, true)", [str(tenant_id or "")])
