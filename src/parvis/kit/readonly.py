"""Transactions that cannot write: the database itself refuses what a safe HTTP method must not do."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_read_only: ContextVar[bool] = ContextVar("parvis_read_only", default=False)


def is_read_only() -> bool:
    return _read_only.get()


@contextmanager
def read_only_transaction() -> Iterator[None]:
    """One transaction in which PostgreSQL refuses INSERT, UPDATE and DELETE."""
    token = _read_only.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _read_only.reset(token)


@contextmanager
def short_write() -> Iterator[None]:
    """The way out for the closed list of things a GET may write, in their own transaction: call it outside the
    read-only one (session rows, sign-in callbacks, the access log)."""
    token = _read_only.set(False)
    try:
        with transaction.atomic():
            yield
    finally:
        _read_only.reset(token)
