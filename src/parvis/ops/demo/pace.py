"""Why a service was slower or busier for a time: each curve of the dashboards has its story.

- roads: a hard winter and a sick leave, then a reinforcement that clears the backlog;
- town planning: an instructor left, the post stayed empty two months, then it recovered;
- cleanliness: rounds made again ten months ago, and faster since;
- civil status: a third slot of identity papers opened fourteen months ago;
- schools: a new family portal last September, whose first weeks were difficult;
- social action: more and more requests for help, and longer to answer for half a year;
- after a storm, parks and roads do nothing else for three weeks.
"""

from datetime import date, timedelta

from parvis.ops.demo.calendar import public_holidays
from parvis.ops.demo.rhythms import arrivals, departures, hard_winter, month_start

# Days of ballots known at the time of writing; the two months before are those of the electoral list.
BALLOTS = (
    date(2024, 6, 9),
    date(2024, 6, 30),
    date(2026, 3, 15),
    date(2026, 3, 22),
    date(2027, 4, 11),
    date(2027, 4, 25),
)
GROWING = {"web": (0.55, 1.42), "mobile": (0.45, 1.52), "phone": (1.14, 0.88), "letter": (1.25, 0.78)}
"""Of the channels that change: their share two years ago, and now."""


class Stories:
    def __init__(self, today: date, first: date, crises: tuple[date, ...]):
        self.today, self.first, self.crises = today, first, crises
        self.winter = hard_winter(today)
        self.relieved = self.winter[1] + timedelta(days=75)
        self.vacancy = (
            departures(today)["fabien.lacoste"] - timedelta(days=20),
            arrivals(today)["clemence.aubry"] + timedelta(days=35),
        )
        self.rounds = month_start(today, 10)
        self.slots = month_start(today, 14)
        autumn = today.year if today >= date(today.year, 10, 15) else today.year - 1
        self.portal = (date(autumn, 8, 25), date(autumn, 10, 5))

    def slowness(self, department: str, day: date) -> float:
        """How much longer than usual a case of that day takes."""
        month = {8: 1.75, 7: 1.2, 12: 1.1}.get(day.month, 1.0)
        return month * self._of_service(department, day) * self._after_storm(department, day)

    def _of_service(self, department: str, day: date) -> float:
        match department:
            case "VOI":
                return self._roads(day)
            case "URB":
                return (
                    2.1 if self.vacancy[0] <= day <= self.vacancy[1] else 1.0 if day < self.rounds else 0.85
                )
            case "PRO":
                return 1.35 if day < self.rounds else 0.75
            case "ETC":
                return 1.35 if day < self.slots else 0.85
            case "SCO":
                return 2.0 if self.portal[0] <= day <= self.portal[1] else 0.9
            case "SOC":
                late = (day - (self.today - timedelta(days=180))).days
                return 0.9 + max(0, late) / 180 * 0.5
        return 1.0

    def _roads(self, day: date) -> float:
        start = self.winter[0] + timedelta(days=10)
        if start <= day <= self.winter[1]:
            return 3.4
        if self.winter[1] < day <= self.relieved:
            left = (self.relieved - day).days / (self.relieved - self.winter[1]).days
            return 0.8 + 2.6 * left
        return 0.95 if day < start else 0.75

    def _after_storm(self, department: str, day: date) -> float:
        busy = any(timedelta(0) <= day - crisis < timedelta(days=21) for crisis in self.crises)
        return 1.45 if busy and department in ("ESV", "VOI", "BAT", "PRO") else 1.0

    def volume(self, code: str, channel: str, day: date) -> float:
        """How many more or fewer requests than the season gives."""
        share = (day - self.first).days / max(1, (self.today - self.first).days)
        old, new = GROWING.get(channel, (1.0, 1.0))
        return (
            (old + (new - old) * share)
            * (0.95 + 0.1 * share)
            * self._rest(day)
            * self._busy(code, day, share)
        )

    @staticmethod
    def _rest(day: date) -> float:
        """Between the feasts, on bridge days and holidays, people ask less."""
        if (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 1):
            return 0.45
        if day in public_holidays(day.year):
            return 0.5
        tomorrow, yesterday = day + timedelta(days=1), day - timedelta(days=1)
        bridge = (day.weekday() == 4 and yesterday in public_holidays(yesterday.year)) or (
            day.weekday() == 0 and tomorrow in public_holidays(tomorrow.year)
        )
        return 0.55 if bridge else 1.0

    def _busy(self, code: str, day: date, share: float) -> float:
        if code in ("VOI-NDP", "VOI-TRO", "VOI-NEI") and self.winter[0] <= day <= self.winter[1]:
            return 1.7
        if code in ("SCO-CAN", "SCO-FAC") and self.portal[0] <= day <= self.portal[1]:
            return 1.9
        if code == "ETC-ELE":
            return (
                3.5 if any(timedelta(0) <= ballot - day < timedelta(days=60) for ballot in BALLOTS) else 0.7
            )
        if code.startswith("SOC-AID"):
            return 0.75 + 0.5 * share
        return 1.0

    @staticmethod
    def told(code: str) -> bool:
        """Whether the type has a volume of its own; the others share their season's curve."""
        return code in ("VOI-NDP", "VOI-TRO", "VOI-NEI", "SCO-CAN", "SCO-FAC", "ETC-ELE", "SOC-AID")
