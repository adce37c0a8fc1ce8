"""Working days and hours of a service: opening hours by weekday, holidays of its zone, its own closures.

Hours are added in elapsed time: an interval is first turned into two instants, so that a night when the
clocks change has 23 or 25 hours, and an office day always has its own.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from parvis.catalog.holidays_fr import FIRST_YEAR, LAST_YEAR, OutOfRange, Zone, is_holiday

DAY = timedelta(days=1)
MIDNIGHT = time(0)
PARIS = ZoneInfo("Europe/Paris")
MOST_DAYS = 3660
MOST_HOURS = 24 * 3660
MOST_MONTHS = 120


class BadCalendar(ValueError):
    """A calendar that never opens, or whose hours overlap or run backwards."""


class DelayUnit(StrEnum):
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Hours:
    """One opening of a day, in local time; an end at midnight means the end of the day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise BadCalendar("opening hours are local times without a zone")
        if self.end != MIDNIGHT and self.start >= self.end:
            raise BadCalendar(f"{self.start:%H:%M}-{self.end:%H:%M} ends before it starts")


@dataclass(frozen=True, slots=True)
class Closure:
    """Days, both included, when the service is shut on top of holidays."""

    first: date
    last: date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadCalendar("a closure ends before it starts")


@dataclass(frozen=True)
class WorkingCalendar:
    """`weekly`: openings of each weekday, Monday being 0; `observes_holidays` is false for on-call duty."""

    weekly: Mapping[int, tuple[Hours, ...]]
    tz: ZoneInfo = PARIS
    zone: Zone = Zone.METROPOLE
    closures: tuple[Closure, ...] = ()
    observes_holidays: bool = True
    _shut: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not any(self.weekly.values()) or not set(self.weekly) <= set(range(7)):
            raise BadCalendar("a calendar opens at least one weekday, numbered 0 (Monday) to 6")
        for openings in self.weekly.values():
            ordered = sorted(openings, key=lambda hours: hours.start)
            for earlier, later in pairwise(ordered):
                if earlier.end == MIDNIGHT or later.start < earlier.end:
                    raise BadCalendar("opening hours of a day overlap")
        shut: set[date] = set()
        for closure in self.closures:
            if (closure.last - closure.first).days > 3 * 366:
                raise BadCalendar("a closure lasts three years at most")
            shut.update(closure.first + DAY * n for n in range((closure.last - closure.first).days + 1))
        object.__setattr__(self, "_shut", frozenset(shut))

    def works_on(self, day: date) -> bool:
        """Whether the service opens at all on that day."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise OutOfRange(day)
        if not self.weekly.get(day.weekday()) or day in self._shut:
            return False
        return not (self.observes_holidays and is_holiday(day, self.zone))

    def openings(self, day: date) -> list[tuple[datetime, datetime]]:
        """The openings of a day as instants in UTC, in order, never overlapping."""
        if not self.works_on(day):
            return []
        found: list[tuple[datetime, datetime]] = []
        for hours in sorted(self.weekly[day.weekday()], key=lambda h: h.start):
            start = self._instant(day, hours.start)
            end = self._instant(day + DAY if hours.end == MIDNIGHT else day, hours.end)
            if found:  # an hour that does not exist in spring may fall upon the next one
                start = max(start, found[-1][1])
            if start < end:
                found.append((start, end))
        return found

    def is_open(self, at: datetime) -> bool:
        return any(start <= at < end for start, end in self.openings(self.local_day(at)))

    def next_working_day(self, day: date) -> date:
        """This day if it is worked, else the next one that is."""
        while not self.works_on(day):
            day += DAY
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, itself not counted; 0 gives the first worked day from it."""
        if not 0 <= n <= MOST_DAYS:
            raise ValueError(f"between 0 and {MOST_DAYS} working days can be added")
        day = start if n else self.next_working_day(start)
        for _ in range(n):
            day = self.next_working_day(day + DAY)
        return day

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """The instant (UTC) when `hours` of opening have passed since `start`."""
        if not 0 <= hours <= MOST_HOURS:
            raise ValueError(f"between 0 and {MOST_HOURS} hours can be added")
        left = timedelta(hours=hours)
        for opened, closed in self._openings_from(start):
            opened = max(opened, start.astimezone(UTC))
            if closed - opened >= left:
                return opened + left
            left -= closed - opened
        raise OutOfRange(date(LAST_YEAR + 1, 1, 1))

    def working_minutes_between(self, a: datetime, b: datetime) -> int:
        """Whole minutes of opening between two instants, negative when they come in the wrong order."""
        if b < a:
            return -self.working_minutes_between(b, a)
        a, b = a.astimezone(UTC), b.astimezone(UTC)
        self.works_on(self.local_day(b))  # both ends must be countable
        total = timedelta()
        for opened, closed in self._openings_from(a):
            if opened >= b:
                break
            total += min(closed, b) - max(opened, a)
        return total // timedelta(minutes=1)

    def end_of(self, day: date) -> datetime:
        """The instant (UTC) a day of work ends, or the end of the civil day when it is not worked."""
        openings = self.openings(day)
        return openings[-1][1] if openings else self._instant(day + DAY, MIDNIGHT)

    def due_at(self, start: datetime, value: int, unit: DelayUnit) -> datetime | None:
        """When a delay counted from `start` ends: hours of opening, or the closing time of the last day."""
        day = self.local_day(start)
        match unit:
            case DelayUnit.HOURS:
                return self.add_working_hours(start, value)
            case DelayUnit.WORKING_DAYS:
                return self.end_of(self.add_working_days(day, value))
            case DelayUnit.MONTHS:
                return self.end_of(add_months_date_to_date(day, value))
            case DelayUnit.NONE:
                return None

    def local_day(self, at: datetime) -> date:
        """The civil day of an instant where the service is."""
        if at.tzinfo is None or at.utcoffset() is None:
            raise ValueError(f"{at!r} has no time zone")
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise OutOfRange(at.date())
        return at.astimezone(self.tz).date()

    def _openings_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Openings that end after an instant, until the last known year, then OutOfRange."""
        day = self.local_day(at)
        while True:
            for opened, closed in self.openings(day):
                if closed > at:
                    yield opened, closed
            day += DAY

    def _instant(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, tzinfo=self.tz).astimezone(UTC)


def add_months_date_to_date(start: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month: 31/12/2026 + 2 months = 28/02/2027."""
    if not 0 <= months <= MOST_MONTHS:
        raise ValueError(f"between 0 and {MOST_MONTHS} months can be added")
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.year < FIRST_YEAR or year > LAST_YEAR:
        raise OutOfRange(start)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def weekly_from_rows(rows: Mapping[str, list[list[str]]]) -> dict[int, tuple[Hours, ...]]:
    """`{"0": [["08:30", "12:00"], …], …}`, as stored, to `WorkingCalendar.weekly`; BadCalendar when unreadable."""
    try:
        return {
            int(day): tuple(
                Hours(time.fromisoformat(start), time.fromisoformat(end)) for start, end in openings
            )
            for day, openings in rows.items()
        }
    except (TypeError, ValueError, AttributeError) as error:
        raise BadCalendar(f"unreadable opening hours: {error}") from error


def office_hours(*openings: str, days: range = range(5)) -> dict[int, tuple[Hours, ...]]:
    """`office_hours("08:30-12:00", "13:30-17:30")`: the same openings Monday to Friday."""
    hours = tuple(Hours(*(time.fromisoformat(part) for part in text.split("-"))) for text in openings)
    return dict.fromkeys(days, hours)


ROUND_THE_CLOCK: Mapping[int, tuple[Hours, ...]] = dict.fromkeys(range(7), (Hours(MIDNIGHT, MIDNIGHT),))
