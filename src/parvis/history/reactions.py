"""Reactions: what follows an event, as jobs committed with it.

A slice subscribes a function of the event to event types, on a named queue::

    @on(events.Replied, queue="notifications")
    def send_reply(event: Event) -> None: ...

Jobs of one subscriber on one case run in order (a lock per subscriber and case). A reaction reads the event it is
given, never "the current state", and may run twice after a crash: it must be idempotent.
"""

import importlib
import importlib.util
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import NamedTuple

from django.apps import apps
from django.db import transaction

from parvis.history.models import Event
from parvis.history.types import EventType
from parvis.kit.deferring import defer_together
from parvis.kit.tenant import activate, current_tenant_id

logger = logging.getLogger(__name__)

Reaction = Callable[[Event], None]


@dataclass(frozen=True)
class Subscriber:
    name: str
    queue: str
    react: Reaction
    types: frozenset[str]


_subscribers: dict[str, Subscriber] = {}
#: Queues named by the subscribers of this version; workers always name theirs.
QUEUES: tuple[str, ...] = ("notifications", "routing")


def on(*types: type[EventType], queue: str) -> Callable[[Reaction], Reaction]:
    if queue not in QUEUES:
        raise ValueError(f"no worker serves the queue {queue}")

    def subscribe(react: Reaction) -> Reaction:
        name = f"{react.__module__.removeprefix('parvis.')}.{react.__name__}"
        if name in _subscribers:
            raise ValueError(f"{name} subscribes twice")
        _subscribers[name] = Subscriber(name, queue, react, frozenset(t.code for t in types))
        return react

    return subscribe


def subscribers_of(code: str) -> list[Subscriber]:
    return [s for s in _subscribers.values() if code in s.types]


def load() -> None:
    """Import every slice's ``events`` and ``reactions`` modules, once, when the applications are ready."""
    for config in apps.get_app_configs():
        if not config.name.startswith("parvis.") or config.name == "parvis.history":
            continue
        for name in (f"{config.name}.events", f"{config.name}.reactions"):
            if importlib.util.find_spec(name) is not None:
                importlib.import_module(name)


class Happened(NamedTuple):
    """What of an event decides who reacts to it, and in which order."""

    type: str
    event_id: int
    case_id: int | None


_kept: ContextVar[list[Happened] | None] = ContextVar("parvis_kept_events", default=None)


@contextmanager
def kept_aside() -> Iterator[list[Happened]]:
    """What happens inside enqueues no reaction: the caller is given it, and runs those it wants. For a past that is told."""
    happened: list[Happened] = []
    token = _kept.set(happened)
    try:
        yield happened
    finally:
        _kept.reset(token)


def enqueue(event: Event) -> None:
    """One job per subscriber, on Django's own connection: committed, or forgotten, with the event."""
    enqueue_many([Happened(event.type, event.pk, event.case_id)])


def enqueue_many(happened: Sequence[Happened]) -> None:
    """The same for many events of this tenant, in one statement."""
    from parvis.history.jobs import react

    kept = _kept.get()
    if kept is not None:
        kept.extend(happened)
        return
    tenant_id = current_tenant_id()
    jobs = [
        react.configure(
            queue=subscriber.queue, lock=f"{subscriber.name}:{tenant_id}:{one.case_id or 0}"
        ).make_new_job(tenant_id=tenant_id, event_id=one.event_id, subscriber=subscriber.name)
        for one in happened
        for subscriber in subscribers_of(one.type)
    ]
    defer_together(jobs)


def run(tenant_id: int, event_id: int, subscriber: str) -> None:
    """Run one reaction in the tenant of its event. An event that was undone meanwhile is passed over."""
    known = _subscribers[subscriber]
    with activate(tenant_id), transaction.atomic():
        event = Event.objects.filter(pk=event_id).first()
        if event is None:
            logger.info("event gone before its reaction", extra={"event": event_id, "subscriber": subscriber})
            return
        known.react(event)
