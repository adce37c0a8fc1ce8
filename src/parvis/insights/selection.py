"""Which cases make up a figure, said once: as the condition that counts them and as the address of their list.

The parameters are those of the desk's queue (documented in ``desk/lists/filters.py``); a test holds that the queue
shows exactly the cases a figure counted.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from parvis.cases.states import IN_PROGRESS_STATES, State, WaitingFor
from parvis.insights import cohorts
from parvis.insights.periods import DAY, Period, midnight

NONE = "none"
#: First and last day, both included.
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Codes:
    """Identifiers of what the address names by code."""

    departments: dict[str, int]
    types: dict[str, int]
    districts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Selection:
    """Field names are the queue's parameters; an empty one selects whatever."""

    state: str = ""
    department: str = ""
    type: str = ""
    district: str = ""
    channel: str = ""
    priority: str = ""
    due: str = ""
    first_reply: str = ""
    received_from: date | None = None
    received_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    on_time: str = ""
    delay: str = ""
    closed_once: Days | None = None
    reopened_after: Days | None = None

    def narrowed(self, **values: Any) -> Self:
        return replace(self, **values)

    def received(self, first: date | None, last: date | None) -> Self:
        """Narrowed to days of receipt, within those it already has."""
        firsts = [day for day in (first, self.received_from) if day]
        lasts = [day for day in (last, self.received_to) if day]
        return self.narrowed(
            received_from=max(firsts) if firsts else None, received_to=min(lasts) if lasts else None
        )

    def during(self, period: Period) -> Self:
        return self.received(period.first, period.last)

    def closed_during(self, period: Period) -> Self:
        return self.narrowed(closed_from=period.first, closed_to=period.last)

    def due_during(self, period: Period) -> Self:
        return self.narrowed(due_from=period.first, due_to=period.last)

    def parameters(self) -> dict[str, str]:
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        found = {name: _written(value) for name, value in given.items() if value}
        if self.channel:
            found["any_channel"] = "1"
        # Without a state the queue would show open cases only.
        return {"state": found.pop("state", "all")} | found

    @property
    def url(self) -> str:
        try:
            return f"{reverse('desk:queue')}?{urlencode(self.parameters())}"
        except NoReverseMatch:
            return ""

    def condition(self, codes: Codes, tz: ZoneInfo, at: datetime) -> Q:
        found = Q()
        if self.state:
            found &= _STATES[self.state]
        if self.department:
            found &= Q(department_id=codes.departments[self.department])
        if self.type:
            found &= Q(request_type_id=codes.types[self.type])
        if self.district:
            found &= (
                Q(district_id__isnull=True)
                if self.district == NONE
                else Q(district_id=codes.districts[self.district])
            )
        if self.channel:
            found &= Q(channel=self.channel) | Q(other_channels__contains=[self.channel])
        if self.priority:
            found &= Q(priority=int(self.priority))
        if self.due:
            found &= overdue(at)
        if self.first_reply:
            found &= Q(first_reply_at__isnull=self.first_reply == NONE)
        return (
            found
            & self._cohort(tz, at)
            & _days("received_at", self.received_from, self.received_to, tz)
            & _days("closed_at", self.closed_from, self.closed_to, tz)
            & _days("due_at", self.due_from, self.due_to, tz)
        )

    def _cohort(self, tz: ZoneInfo, at: datetime) -> Q:
        found = Q()
        if self.on_time:
            found &= cohorts.ON_TIME[self.on_time](at)
        if self.delay:
            found &= cohorts.DELAY[self.delay]
        if self.closed_once:
            found &= cohorts.closed_once(*self.closed_once, tz)
        if self.reopened_after:
            found &= cohorts.reopened_after(*self.reopened_after, tz)
        return found


_STATES: dict[str, Q] = {
    "open": ~Q(state=State.CLOSED),
    "untreated": Q(state=State.RECEIVED),
    "ongoing": Q(state__in=IN_PROGRESS_STATES),
} | {state.value: Q(state=state) for state in State}


def _written(value: date | Days | str) -> str:
    if isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else "..".join(day.isoformat() for day in value)


def overdue(at: datetime) -> Q:
    """Open, past the due date; the clock stops while the person's turn lasts."""
    return ~Q(state=State.CLOSED) & Q(due_at__lt=at) & ~Q(waiting_for=WaitingFor.PERSON)


def _days(field: str, first: date | None, last: date | None, tz: ZoneInfo) -> Q:
    found = Q()
    if first:
        found &= Q(**{f"{field}__gte": midnight(first, tz)})
    if last:
        found &= Q(**{f"{field}__lt": midnight(last + DAY, tz)})
    return found
