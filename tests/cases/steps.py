"""What the tests of verbs share: people, and what one act leaves behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.history.models import Event
from tests.factories import actor

#: A Monday morning.
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def worker(name: str = "Paul Voirie") -> Actor:
    """Of the department that owns the road cases."""
    return actor(name, ("case_worker", "VOI"))


def colleague(name: str = "Sonia École") -> Actor:
    """Reads the open sectors, owns nothing of the roads."""
    return actor(name, ("case_worker", "SCO"))


def sealed_type() -> RequestType:
    found = (
        RequestType.objects.filter(sector__sealed=True, department__sector__sealed=True)
        .order_by("code")
        .first()
    )
    assert found is not None
    return found


def insider(name: str = "Inès Sociale", role: str = "case_worker") -> Actor:
    return actor(name, (role, sealed_type().department.code))


def events(case: Case) -> list[Event]:
    return list(Event.objects.filter(case_id=case.pk).order_by("id"))


@contextmanager
def one_event(case: Case, code: str, by: Actor) -> Iterator[None]:
    """The act appends exactly this event, moves the version by one, and the caller's object tells the truth."""
    before, version = len(events(case)), case.version
    yield
    told = events(case)
    assert len(told) == before + 1
    assert (told[-1].type, told[-1].case_version) == (code, version + 1)
    assert (told[-1].actor_kind, told[-1].actor_id, told[-1].actor_label) == (by.kind, by.id, by.label)
    assert told[-1].sentence
    kept = Case.objects.get(pk=case.pk)
    assert case.version == kept.version == version + 1
    for field in Case._meta.concrete_fields:
        if field.name != "search":
            assert getattr(case, field.attname) == getattr(kept, field.attname), field.name


@contextmanager
def nothing_happens(case: Case) -> Iterator[None]:
    """Whatever is refused leaves no event, no version, no change."""
    before = (Case.objects.filter(pk=case.pk).values().get(), len(events(case)))
    yield
    assert (Case.objects.filter(pk=case.pk).values().get(), len(events(case))) == before
