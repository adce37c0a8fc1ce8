"""Instants as files write them: ISO 8601, epoch seconds, a pattern, or only a month, a weekday and an hour."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from parvis.intake.checking import AHEAD, EARLIEST
from parvis.intake.importing.refusals import RowRefused
from parvis.kit.names import unaccented

FORMATS = ("iso", "epoch", "month-weekday-hour")
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
    """``time_zone`` empty: local times are those of the town. ``earliest``: before it, the clock was wrong."""

    columns: tuple[str, ...]
    format: str
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
        if self.format == "month-weekday-hour":
            return some_day(written[0], written[1], written[2], seed=seed, zone=local, now=now)
        if self.format == "epoch":
            return datetime.fromtimestamp(float(written[0]), UTC)
        text = " ".join(written)
        if self.format == "iso":
            found = datetime.fromisoformat(text)
        else:
            found = datetime.strptime(text, self.format)  # noqa: DTZ007 - the zone comes just below
        return (found if found.tzinfo else found.replace(tzinfo=local)).astimezone(UTC)


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
