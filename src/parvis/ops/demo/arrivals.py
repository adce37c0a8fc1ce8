"""When requests arrive: the season, the weather, the week, the hour, and what each service lives through."""

import bisect
import random
from datetime import date, datetime, timedelta
from itertools import accumulate

from parvis.ops.demo.calendar import instant, public_holidays
from parvis.ops.demo.catalogue import SEASONS
from parvis.ops.demo.pace import Stories

# Share of the day's arrivals by hour, from midnight.
ANY_TIME = (1, .5, .3, .2, .2, .5, 2, 5, 7, 7, 7, 6, 7, 6, 5, 5, 6, 7, 9, 10, 10, 8, 5, 2.5)  # fmt: skip
NIGHT_NOISE = (6, 4, 2, 1, 0.5, 0.5, 1, 3, 5, 5, 5, 4, 4, 4, 4, 4, 4, 5, 6, 7, 8, 9, 10, 8)
OFFICE_TIME = (0, 0, 0, 0, 0, 0, 0, 0, 9, 15, 14, 11, 2, 4, 11, 11, 10, 5, 0, 0, 0, 0, 0, 0)
WEEKDAYS = {
    "phone": (1.75, 1.1, 1.0, 0.95, 0.95, 0, 0), "counter": (1.4, 1.0, 1.15, 0.9, 1.0, 0.55, 0),
    "letter": (1.2, 1.1, 1.0, 1.0, 0.9, 0, 0), "field": (1, 1, 1, 1, 0.9, 0.1, 0),
    "elected": (1.2, 0.6, 0.6, 0.6, 0.8, 1.6, 0), "open": (1.45, 1.0, 0.95, 0.95, 0.9, 0.7, 0.95),
}  # fmt: skip
# Spells of weather: season → (months, spells a year, days each, how many times the usual arrivals).
SPELLS: dict[str, tuple[tuple[int, ...], int, int, float]] = {
    "frost": ((12, 1, 2), 4, 3, 9.0),
    "heat": ((6, 7, 8), 3, 5, 5.0),
    "summer": ((6, 7, 8), 5, 3, 2.0),
    "autumn": ((10, 11), 4, 4, 2.2),
    "winter": ((1, 2, 3), 3, 5, 2.0),
}


class Arrivals:
    def __init__(self, rng: random.Random, days: list[date], stories: Stories):
        self.rng, self.days, self.stories = rng, days, stories
        self.spells = {season: self._spells(season) for season in SPELLS}
        self._curves: dict[tuple[str, str, str], list[float]] = {}

    def _spells(self, season: str) -> frozenset[date]:
        months, yearly, length, _ = SPELLS[season]
        window = [day for day in self.days if day.month in months]
        starts = self.rng.sample(window, min(len(window), 2 * yearly))
        return frozenset(start + timedelta(days=n) for start in starts for n in range(length))

    def day(self, code: str, season: str, channel: str) -> date:
        key = (code if self.stories.told(code) else "", season, channel)
        if key not in self._curves:
            self._curves[key] = list(
                accumulate(self._weight(code, season, channel, day) for day in self.days)
            )
        curve = self._curves[key]
        return self.days[bisect.bisect_right(curve, self.rng.random() * curve[-1])]

    def _weight(self, code: str, season: str, channel: str, day: date) -> float:
        if channel in ("phone", "counter", "letter", "field") and day in public_holidays(day.year):
            return 0
        week = WEEKDAYS.get(channel, WEEKDAYS["open"])[day.weekday()]
        weather = SPELLS[season][3] if day in self.spells.get(season, ()) else 1.0
        chance = 0.75 + 0.5 * ((day.toordinal() * 7919) % 97) / 97
        return (
            SEASONS[season][day.month - 1] * week * weather * chance * self.stories.volume(code, channel, day)
        )

    def moment(self, day: date, channel: str, *, noise: bool = False) -> datetime:
        rng = self.rng
        if channel == "letter":
            return instant(day, rng.uniform(9 * 60 + 10, 10 * 60 + 20))
        office = channel in ("phone", "counter", "field", "elected")
        hours = list(OFFICE_TIME if office else NIGHT_NOISE if noise else ANY_TIME)
        if channel == "phone" and day.weekday() == 0:
            hours[9] *= 1.8
        if day.weekday() == 5 and office:
            hours[13:] = [0] * 11
        hour = rng.choices(range(24), hours)[0]
        minute = (
            rng.uniform(30, 60)
            if office and hour in (8, 13)
            else rng.uniform(0, 28 if office and hour == 17 else 59.9)
        )
        return instant(day, hour * 60 + minute)
