"""The only source of time of the product: instants are aware and in UTC, days belong to a time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, tzinfo
from time import monotonic

_travelled: ContextVar[tuple[datetime, float] | None] = ContextVar("parvis_clock", default=None)


class NaiveInstant(ValueError):
    """An instant must say its time zone."""


def now() -> datetime:
    """The current instant, aware, in UTC."""
    travelled = _travelled.get()
    if travelled is None:
        return datetime.now(UTC)
    destination, started = travelled
    return destination if started < 0 else destination + timedelta(seconds=monotonic() - started)


def today(tz: tzinfo) -> date:
    """The date it is now in this time zone: a town overseas is not on the same day as Paris."""
    return now().astimezone(tz).date()


@contextmanager
def travel(destination: datetime, *, frozen: bool = True) -> Iterator[None]:
    """Within the block, now() is `destination`; with `frozen=False` time flows on from there.

    Held by a context variable: a concurrent request, thread or task keeps its own time.
    """
    if destination.tzinfo is None or destination.utcoffset() is None:
        raise NaiveInstant(f"{destination!r} has no time zone")
    token = _travelled.set((destination.astimezone(UTC), -1.0 if frozen else monotonic()))
    try:
        yield
    finally:
        _travelled.reset(token)
