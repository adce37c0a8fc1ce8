"""The day of an instant in a town's time zone, for statements that group a year of cases.

PostgreSQL looks the zone and its table up again for each row; between two changes of the clocks the offset is a constant.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, DateField, DateTimeField, Expression, F, Func, IntegerField, Value, When
from django.db.models.functions import Cast

DAY = timedelta(days=1)


def local_day(column: str, first: date, last: date, tz: ZoneInfo) -> Expression:
    """The local date of ``column``, whose instants are between these days, both included."""
    *changes, (_end, offset) = offsets(first, last, tz)
    day = _day(column, offset)
    if not changes:
        return day
    before = [When(**{f"{column}__lt": end}, then=_day(column, there)) for end, there in changes]
    return Case(*before, default=day, output_field=DateField())


def offsets(first: date, last: date, tz: ZoneInfo) -> list[tuple[datetime, timedelta]]:
    """From the eve of the first day: until when, excluded, and the offset from UTC."""
    found: list[tuple[datetime, timedelta]] = []
    here, end = (datetime.combine(day, time(), UTC) for day in (first - DAY, last + 2 * DAY))
    for change in _changes(here, end, tz):
        found.append((change, _offset(change - timedelta(minutes=1), tz)))
    return [*found, (end, _offset(end, tz))]


def _changes(start: datetime, end: datetime, tz: ZoneInfo) -> Iterator[datetime]:
    while start < end:
        after = start + DAY
        if _offset(start, tz) != _offset(after, tz):
            low, high = start, after
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
                if _offset(middle, tz) == _offset(start, tz):
                    low = middle
                else:
                    high = middle
            yield high
        start = after


def _offset(at: datetime, tz: ZoneInfo) -> timedelta:
    offset = at.astimezone(tz).utcoffset()
    assert offset is not None
    return offset


def _day(column: str, offset: timedelta) -> Expression:
    # In minutes: an interval of « minus one day and 21 hours », which is how -3 h is passed, is refused.
    minutes = Value(offset // timedelta(minutes=1), IntegerField())
    zone = Func(minutes, function="make_interval", template="%(function)s(mins => %(expressions)s::int)")
    return Cast(
        Func(zone, F(column), function="timezone", output_field=DateTimeField()),
        DateField(),
    )
