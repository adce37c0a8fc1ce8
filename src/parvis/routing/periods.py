"""The past that a trial or a lesson looks at: so many months back, to the day of the town."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.routing.trying import Period

CHOICES: Mapping[str, tuple[int, str]] = {
    "1m": (1, "Le dernier mois"),
    "3m": (3, "Les 3 derniers mois"),
    "12m": (12, "Les 12 derniers mois"),
}
DEFAULT = "3m"


def period_of(code: str, today: date, zone: ZoneInfo) -> Period:
    """From the same day so many months ago, to the end of today. An unknown code is the usual period."""
    months = CHOICES.get(code, CHOICES[DEFAULT])[0]
    start, end = _back(today, months), today + timedelta(days=1)
    return Period(datetime.combine(start, time.min, zone), datetime.combine(end, time.min, zone))


def _back(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
