"""What every verb does around its own change: lock, guard, version, one event.

A verb is keyword-only with mandatory ``by=`` and ``at=``; it runs in the caller's transaction or opens its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from parvis.cases.abilities import READ, abilities
from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.catalog.delays import after_pause, calendars
from parvis.directory.matching import follow_case
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.history.models import ActorKind, Event
from parvis.history.types import EventType
from parvis.kit.text import clean_text
from parvis.tenancy.configuration import snapshot


class Refused(Exception):
    """A verb that cannot be done; its text is for the person who tried."""


class NotAllowed(Refused):
    """The actor may not do this on this case."""


class NotPossible(Refused):
    """The state of the case does not allow this."""


class Unclear(Refused):
    """Something the verb needs is missing or makes no sense. ``field`` names it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Stale(Refused):
    """The case changed since the form was drawn; ``changes`` are the events in between, oldest first."""

    def __init__(self, case: Case, changes: list[Event]) -> None:
        super().__init__("Cette demande a changé pendant que vous écriviez.")
        self.case = case
        self.changes = changes


@dataclass
class Act:
    """A verb at work: the locked case, the fields it changed, the event it will append."""

    case: Case
    by: Actor
    at: datetime
    changed: set[str] = field(default_factory=set)
    event: Event | None = None
    batch_id: int | None = None

    def set(self, **values: object) -> None:
        for name, value in values.items():
            if getattr(self.case, name) != value:
                setattr(self.case, name, value)
                self.changed.add(name)

    def enter_sector(self, sector_id: int) -> None:
        """The case changes sector: the person who made it can still be seen, and written to, where it goes."""
        if sector_id == self.case.sector_id:
            return
        if self.case.person_id is not None:
            follow_case(self.case.person_id, old_sector=self.case.sector_id, new_sector=sector_id)
        self.set(sector_id=sector_id)

    def first_human_act(self) -> None:
        """The case is no longer untreated."""
        if self.case.first_act_at is None:
            self.set(first_act_at=self.at)
        if self.case.state == State.RECEIVED:
            self.set(state=State.IN_PROGRESS)

    def leave_waiting(self) -> None:
        """Back from *waiting*: the target clock had stopped while the person's turn lasted."""
        if self.case.state == State.WAITING:
            since = self.case.waiting_since
            if self.case.waiting_for == "person" and self.case.due_at and since:
                calendar = calendars(snapshot()).of(
                    self.case.department_id, self.case.request_type.calendar_id
                )
                self.set(due_at=after_pause(self.case.due_at, since, self.at, calendar))
            self.set(state=State.IN_PROGRESS, waiting_for="", waiting_since=None)
        if self.case.state == State.SCHEDULED:
            self.set(state=State.IN_PROGRESS, scheduled_on=None)

    def append(self, what: EventType, channel: str = "") -> Event:
        assert self.event is None, "a verb appends one event"
        case = self.case
        case.version += 1
        case.last_activity_at = self.at
        case.save(update_fields=[*self.changed, "version", "last_activity_at"])
        self.event = append(
            what, by=self.by, at=self.at, case_id=case.pk, case_version=case.version, person_id=case.person_id,
            channel=channel, batch_id=self.batch_id,
        )  # fmt: skip
        return self.event


@contextmanager
def acting(
    case: Case,
    ability: str,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    batch_id: int | None = None,
) -> Iterator[Act]:
    """Lock the case and check ability and version. ``version`` is the one the form was drawn from, None to skip.

    On leaving, ``case`` (the caller's object) carries the new values.
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        able = _abilities(locked, by)
        # Before anything else is said: what changed explains a refusal better than the refusal does.
        if version is not None and version != locked.version:
            raise Stale(locked, changes_since(locked, version))
        _check(locked, ability, able)
        act = Act(locked, by, at, batch_id=batch_id)
        yield act
    for name in (*act.changed, "version", "last_activity_at"):
        setattr(case, name, getattr(locked, name))


def _abilities(case: Case, by: Actor) -> frozenset[str] | None:
    """What an agent may do, who must at least read the case; None for the others, whom their fronts hold."""
    if by.kind != ActorKind.AGENT:
        return None
    assert by.access is not None, "an agent acts with its access"
    able = abilities(by.access, case)
    if READ not in able:
        raise NotAllowed("Cette demande n'existe pas.")
    return able


def _check(case: Case, ability: str, able: frozenset[str] | None) -> None:
    if able is None or ability in able:
        return
    if not case.is_open and ability not in ("note", "attach", "reply", "reopen"):
        raise NotPossible("Cette demande est close : rouvrez-la d'abord.")
    if case.is_open and ability == "reopen":
        raise NotPossible("Cette demande est déjà ouverte.")
    raise NotAllowed("Ce geste revient au service chargé de la demande.")


def require_open(case: Case) -> None:
    if not case.is_open:
        raise NotPossible("Cette demande est close : rouvrez-la d'abord.")


def required(text: str, message: str, field: str) -> str:
    cleaned = clean_text(text).strip()
    if not cleaned:
        raise Unclear(message, field)
    return cleaned


def changes_since(case: Case, version: int) -> list[Event]:
    return list(
        Event.objects.filter(case_id=case.pk, case_version__gt=version).order_by("case_version", "id")[:50]
    )
