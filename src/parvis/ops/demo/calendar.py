"""Working time of the town hall, in one axis of minutes, so that adding eleven working hours is one addition."""

import bisect
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

PARIS = ZoneInfo("Europe/Paris")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
OFFICE = ((time(8, 30), time(12, 10)), (time(13, 30), time(17, 30)))
EARLY = ((time(7, 30), time(12, 0)), (time(13, 0), time(16, 30)))
LATE = ((time(9, 15), time(12, 45)), (time(14, 0), time(18, 0)))
PATROL = ((time(8, 0), time(12, 30)), (time(13, 30), time(18, 45)))


def instant(day: date, minutes: float) -> datetime:
    """`minutes` after midnight of the town's wall clock."""
    whole = datetime.combine(day, time(0), PARIS) + timedelta(
        minutes=int(minutes), seconds=int(minutes % 1 * 60)
    )
    return whole.replace(tzinfo=PARIS)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def say_day(day: date, *, weekday: bool = True) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    text = f"{number} {MONTHS[day.month - 1]}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text


def say_hour(hour: int, minute: int = 0) -> str:
    return f"{hour}h{minute:02d}" if minute else f"{hour}h"


@cache
def public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))


def is_open(day: date, *, saturday: bool = False) -> bool:
    return day.weekday() < (6 if saturday else 5) and day not in public_holidays(day.year)


class WorkingTime:
    """The open minutes of one pattern between two days."""

    def __init__(
        self, first: date, last: date, hours: tuple[tuple[time, time], ...], opens: Callable[[date], bool]
    ):
        self._starts: list[datetime] = []
        self._before: list[int] = []
        self._lengths: list[int] = []
        total, day = 0, first
        while day <= last:
            if opens(day):
                for opening, closing in hours if day.weekday() < 5 else hours[:1]:
                    length = _minutes(closing) - _minutes(opening)
                    self._starts.append(datetime.combine(day, opening, PARIS))
                    self._before.append(total)
                    self._lengths.append(length)
                    total += length
            day += timedelta(days=1)
        self.end = self._starts[-1] + timedelta(minutes=self._lengths[-1])

    def after(self, at: datetime, minutes: float) -> datetime:
        """The instant when `minutes` of work have passed since `at`; never outside working time."""
        index = max(bisect.bisect_right(self._starts, at) - 1, 0)
        inside = min(max((at - self._starts[index]).total_seconds() / 60, 0), self._lengths[index])
        target = self._before[index] + inside + minutes
        slot = min(max(bisect.bisect_right(self._before, target) - 1, 0), len(self._before) - 1)
        within = min(target - self._before[slot], self._lengths[slot])
        return self._starts[slot] + timedelta(seconds=int(within * 60))

    def between(self, start: datetime, end: datetime) -> float:
        """Working minutes between two instants."""
        return self._position(end) - self._position(start)

    def _position(self, at: datetime) -> float:
        index = bisect.bisect_right(self._starts, at) - 1
        if index < 0:
            return 0.0
        inside = min((at - self._starts[index]).total_seconds() / 60, self._lengths[index])
        return self._before[index] + inside

    def covers(self, at: datetime) -> bool:
        index = bisect.bisect_right(self._starts, at) - 1
        return index >= 0 and at <= self._starts[index] + timedelta(minutes=self._lengths[index])
