"""Instants as files write them: ISO 8601, epoch seconds, patterns, or only a month, a weekday and an hour.

A time without a zone is the town's. The hour that comes twice in autumn is its first one; the one that spring swallows
is read as the hour after.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from parvis.intake.checking import AHEAD, EARLIEST
from parvis.intake.importing.refusals import RowRefused
from parvis.kit.names import unaccented

AUTO, ISO, EPOCH, SOME_DAY = "auto", "iso", "epoch", "month-weekday-hour"
FORMATS = (AUTO, ISO, EPOCH, SOME_DAY)
#: What « auto » reads besides ISO 8601, Excel's numbers and epoch seconds: day first, as in France.
USUAL = tuple(
    f"{day}{hour}"
    for day in ("%d/%m/%Y", "%d/%m/%y", "%Y/%m/%d")
    for hour in ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %H")
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev feb february",
            "mars mar march",
            "avril avr apr april",
            "mai may",
            "juin jun june",
            "juillet juil jul july",
            "aout aug august",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a local time
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi monday",
            "mardi tuesday",
            "mercredi wednesday",
            "jeudi thursday",
            "vendredi friday",
            "samedi saturday",
            "dimanche sunday",
        )
    )
    for name in names.split()
}


@dataclass(frozen=True)
class Dating:
    """``format``: one, or several tried in order. ``time_zone`` empty: local times are those of the town.

    ``earliest``: before it, the clock was wrong.
    """

    columns: tuple[str, ...]
    format: str | tuple[str, ...]
    earliest: date | None = None
    time_zone: str = ""

    def read(
        self, cells: dict[str, str], *, seed: int, zone: ZoneInfo, now: datetime, to_come: bool = False
    ) -> datetime:
        """The instant, in UTC. ``seed`` chooses the day where the source has none; ``to_come``: it may be ahead of us.
        Raises RowRefused."""
        local = ZoneInfo(self.time_zone) if self.time_zone else zone
        written = [cells[column].strip() for column in self.columns]
        if not all(written):
            raise RowRefused(f"date absente ({self.columns[written.index('')]})")
        try:
            at = self._parse(written, seed, local, now)
        except (ValueError, OverflowError, OSError) as error:
            raise RowRefused(f"date illisible : « {' '.join(written)[:60]} »") from error
        if at > now + AHEAD and not to_come:
            raise RowRefused(f"date dans le futur : {at:%d/%m/%Y}")
        if at < EARLIEST or (self.earliest and at.astimezone(local).date() < self.earliest):
            raise RowRefused(f"date trop ancienne, horloge sans doute fausse : {at:%d/%m/%Y}")
        return at

    def _parse(self, written: list[str], seed: int, local: ZoneInfo, now: datetime) -> datetime:
        if self.formats == (SOME_DAY,):
            return some_day(written[0], written[1], written[2], seed=seed, zone=local, now=now)
        text = " ".join(written)
        for number, format_ in enumerate(self.formats, start=1):
            try:
                found = _read(text, format_)
            except (ValueError, OverflowError, OSError):
                # A workbook gives its dates in ISO 8601, whatever the mapping says of the same columns in a CSV.
                if number < len(self.formats) or not _ISO_DAY.match(text):
                    if number == len(self.formats):
                        raise
                    continue
                found = datetime.fromisoformat(text)
            return (found if found.tzinfo else found.replace(tzinfo=local)).astimezone(UTC)
        raise ValueError("no format")

    @property
    def formats(self) -> tuple[str, ...]:
        return (self.format,) if isinstance(self.format, str) else self.format


def _read(text: str, format_: str) -> datetime:
    """With or without a zone. Raises ValueError or OverflowError."""
    if format_ == EPOCH:
        return datetime.fromtimestamp(float(text), UTC)
    if format_ == ISO:
        return datetime.fromisoformat(text)
    if format_ == AUTO:
        return _guessed(text)
    return datetime.strptime(text, format_)  # noqa: DTZ007 - the zone comes after


def _guessed(text: str) -> datetime:
    if _ISO_DAY.match(text):
        return datetime.fromisoformat(text)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return _number(text)
    plain = _worded(text)
    for pattern in USUAL:
        try:
            return datetime.strptime(plain, pattern)  # noqa: DTZ007 - the zone comes after
        except ValueError:
            continue
    raise ValueError(f"{text} is no date")


def _number(text: str) -> datetime:
    """20240305, the seconds or milliseconds of an epoch, or the days of Excel."""
    if len(text) == 8 and text.isdigit():
        return datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 - the zone comes after
    value = float(text)
    if 10_000 <= value < 100_000:
        return _EXCEL_DAY_ZERO + timedelta(seconds=round(value * 86_400))
    if 10**8 <= value < 10**11:
        return datetime.fromtimestamp(value, UTC)
    if 10**11 <= value < 10**14:
        return datetime.fromtimestamp(value / 1000, UTC)
    raise ValueError(f"{text} is no date")


def _worded(text: str) -> str:
    """« mardi 5 mars 2024 à 10h30 » → « 5/3/2024 10:30 »."""
    words = [
        word
        for word in re.split(r"[\s,]+", unaccented(text))
        if word not in ("a", "le") and word not in WEEKDAYS
    ]
    plain = " ".join(str(_MONTHS.get(word.rstrip("."), word)) for word in words)
    plain = re.sub(r"\b1er\b", "1", plain)
    plain = re.sub(r"\b(\d{1,2}) ?h ?(\d{2})?\b", lambda m: f"{m[1]}:{m[2] or '00'}", plain)
    return re.sub(r"^(\d{1,4})[ .\-](\d{1,2})[ .\-](\d{1,4})", r"\1/\2/\3", plain)


def some_day(month: str, weekday: str, hour: str, *, seed: int, zone: ZoneInfo, now: datetime) -> datetime:
    """« 2022-01 », « Mercredi », « 15 »: the seed chooses among the Wednesdays of that month, always the same one.

    Month, weekday and hour are true in ``zone``; the day of the month and the minutes are not known.
    Days to come and hours that a clock change swallows are passed over.
    """
    year, number = (int(part) for part in month.split("-"))
    first = date(year, number, 1)
    offset = (WEEKDAYS[_weekday(weekday)] - first.weekday()) % 7
    days = [first + timedelta(days=n) for n in range(offset, monthrange(year, number)[1], 7)]
    for step in range(len(days)):
        day = days[(seed + step) % len(days)]
        wall = datetime(day.year, day.month, day.day, int(hour), tzinfo=zone)
        at = wall.astimezone(UTC)
        if at <= now + AHEAD and at.astimezone(zone).hour == wall.hour:
            return at
    return datetime(days[-1].year, days[-1].month, days[-1].day, int(hour), tzinfo=zone).astimezone(UTC)


def _weekday(text: str) -> str:
    name = unaccented(text)
    if name not in WEEKDAYS:
        raise ValueError(f"{text} is no weekday")
    return name
