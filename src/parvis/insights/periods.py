"""Periods of whole days in the town's time zone, the one before with as many working days, and the pace of a trend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.catalog.holidays_fr import FIRST_YEAR, LAST_YEAR, OutOfRange
from parvis.catalog.working_time import WorkingCalendar
from parvis.insights.wording import plain_day

DAY = timedelta(days=1)
#: Beyond this, comparing with the period before says nothing.
LONGEST_COMPARED = 3 * 366
CUSTOM = "custom"
CHOICES = {
    "30d": "30 derniers jours",
    "month": "Ce mois-ci",
    "last-month": "Le mois dernier",
    "year": "Cette année",
    "12m": "12 derniers mois",
    CUSTOM: "Du… au…",
}


class BadPeriod(ValueError):
    """The text says, in French, what is wrong with the dates."""


@dataclass(frozen=True, slots=True)
class Period:
    """``first`` and ``last`` are days, both included."""

    code: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if not (self.first.year > FIRST_YEAR and self.last.year < LAST_YEAR):
            raise BadPeriod(f"Les dates vont de {FIRST_YEAR + 1} à {LAST_YEAR - 1}.")
        if self.last < self.first:
            raise BadPeriod("La fin de la période précède son début.")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def sentence(self) -> str:
        """« du 24 octobre au 22 novembre 2026 »."""
        if self.first == self.last:
            return f"le {plain_day(self.first)}"
        same_year = self.first.year == self.last.year
        return f"du {plain_day(self.first, year=not same_year)} au {plain_day(self.last)}"

    def bounds(self, tz: ZoneInfo) -> tuple[datetime, datetime]:
        """Instants in UTC: midnight of the first day, included, and midnight after the last one, excluded."""
        return midnight(self.first, tz), midnight(self.last + DAY, tz)

    def working_days(self, calendar: WorkingCalendar) -> int:
        return sum(calendar.works_on(day) for day in self.each_day())

    def each_day(self) -> Iterator[date]:
        return (self.first + DAY * n for n in range(self.days))

    def before(self, calendar: WorkingCalendar) -> "Period | None":
        """The days that end the day before, with as many working days; as many days when none is worked."""
        if self.days > LONGEST_COMPARED:
            return None
        try:
            left = self.working_days(calendar)
            if not left:
                return Period("before", self.first - DAY * self.days, self.first - DAY)
            day = self.first
            while left:
                day -= DAY
                left -= calendar.works_on(day)
            return Period("before", day, self.first - DAY)
        except (OutOfRange, BadPeriod):
            return None

    def year_before(self) -> "Period | None":
        if self.days > 366:
            return None
        try:
            return Period("year-before", _year_before(self.first), _year_before(self.last))
        except BadPeriod:
            return None

    @property
    def pace(self) -> str:
        """How a trend over this period is cut."""
        for most, pace in ((31, "day"), (190, "week"), (5 * 366, "month")):
            if self.days <= most:
                return pace
        return "year"

    def steps(self) -> Iterator[tuple[date, date]]:
        """First and last day of each step of the trend, cut at the ends of the period."""
        start = floor(self.first, self.pace)
        while start <= self.last:
            following = _next(start, self.pace)
            yield max(start, self.first), min(following - DAY, self.last)
            start = following


def midnight(day: date, tz: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=tz).astimezone(UTC)


def floor(day: date, pace: str) -> date:
    match pace:
        case "week":
            return day - DAY * day.weekday()
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def _next(start: date, pace: str) -> date:
    match pace:
        case "week":
            return start + 7 * DAY
        case "month":
            return (start + 31 * DAY).replace(day=1)
        case "year":
            return start.replace(year=start.year + 1)
    return start + DAY


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def named(code: str, today: date) -> Period:
    """A period of CHOICES, custom excepted; those in progress end today."""
    match code:
        case "30d":
            return Period(code, today - 29 * DAY, today)
        case "month":
            return Period(code, today.replace(day=1), today)
        case "last-month":
            last = today.replace(day=1) - DAY
            return Period(code, last.replace(day=1), last)
        case "year":
            return Period(code, today.replace(month=1, day=1), today)
        case "12m":
            return Period(code, _year_before(today) + DAY, today)
    raise BadPeriod("Cette période n'existe pas.")


def custom(first: str, last: str, today: date) -> Period:
    """From two written days; an absent end is today, an absent start is the first day of the end's year."""
    end = _read(last) if last else today
    start = _read(first) if first else end.replace(month=1, day=1)
    return Period(CUSTOM, start, end)


def _read(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadPeriod(f"« {text[:20]} » n'est pas une date (attendu : 2026-11-22).") from None
