"""The storms: a great one, always three to five weeks old, and a smaller one a year earlier.

Calls by the minute, neighbours who tell the same fall, elected people on the spot, then two weeks of consequences:
claims, roofs, broken pavements, heaps of branches, thanks.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from parvis.ops.demo.calendar import instant, say_day
from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.drafts import Draft
from parvis.ops.demo.plan import Crisis, Size

GREAT = {"town": 105, "village": 8}
SMALL = {"town": 34, "village": 3}
WIND = {"ESV-ARB": 44, "VOI-AVA": 22, "VOI-ECL": 24, "VOI-ECD": 11, "VOI-SIG": 10, "BAT-ECO": 7, "URB-PER": 2}  # fmt: skip
RAIN = {"VOI-AVA": 52, "ESV-ARB": 26, "VOI-ECL": 14, "VOI-ECD": 8, "BAT-ECO": 9, "VOI-SIG": 4, "URB-PER": 2}  # fmt: skip
AFTERMATH = {"ADM-SIN": 16, "ESV-ELA": 16, "PRO-DEP": 12, "VOI-TRO": 9, "CAB-FEL": 9, "VOI-ECL": 8, "ESV-ARB": 5, "CAB-INT": 5, "BAT-ECO": 4, "VOI-SIG": 5}  # fmt: skip
# Hours after midnight of the first day, and how many incidents begin then.
HOURS = (17, 18, 19, 20, 21, 22, 24, 30, 31, 32, 34, 37, 40)
WEIGHTS = (2, 7, 14, 18, 12, 7, 4, 8, 12, 14, 9, 5, 4)
Incident = Callable[[str, datetime, str, Crisis], Draft]
Neighbour = Callable[[Draft, float], Draft]


def crises(rng: random.Random, today: date, size: Size) -> tuple[Crisis, Crisis]:
    latest = _day(rng, today - timedelta(days=rng.randint(26, 30)))
    older = _day(rng, latest - timedelta(days=rng.randint(350, 372)))
    return _crisis(older, SMALL[size]), _crisis(latest, GREAT[size])


def _day(rng: random.Random, near: date) -> date:
    """A Tuesday, a Wednesday or a Thursday: the night is followed by a day of work."""
    return near + timedelta(days=rng.choice((1, 2, 3)) - near.weekday())


def is_rain(day: date) -> bool:
    return 5 <= day.month <= 9


def _crisis(day: date, incidents: int) -> Crisis:
    what = "l'orage" if is_rain(day) else "la tempête"
    return Crisis(day, f"{what} du {say_day(day, weekday=False)}", incidents)


def storm_drafts(rng: random.Random, crisis: Crisis, incident: Incident, neighbour: Neighbour, is_open: Callable[[date], bool]) -> list[Draft]:  # fmt: skip
    """From five in the evening to the next day's dusk; each incident is told by one to six people."""
    drafts: list[Draft] = []
    mix = RAIN if is_rain(crisis.day) else WIND
    for _ in range(crisis.incidents):
        code = rng.choices(list(mix), list(mix.values()))[0]
        at = instant(crisis.day, 0) + timedelta(
            hours=rng.choices(HOURS, WEIGHTS)[0], minutes=rng.uniform(0, 59)
        )
        channel = _channel(rng, at, is_open)
        first = incident(code, at.replace(microsecond=0), channel, crisis)
        drafts.append(first)
        if HABITS[code].place == "O":
            for _ in range(rng.choices((0, 1, 2, 5), (42, 30, 18, 10))[0]):
                drafts.append(neighbour(first, rng.uniform(0.05, 9)))
    return drafts


def _channel(rng: random.Random, at: datetime, is_open: Callable[[date], bool]) -> str:
    """By night the switchboard is the on-call officer's: more people use the site and the application."""
    if is_open(at.date()) and 9 <= at.hour < 17:
        return rng.choices(("phone", "mobile", "web", "elected", "field"), (6, 4, 1.5, 0.6, 0.8))[0]
    return rng.choices(("phone", "mobile", "web", "elected"), (3, 5, 2, 0.3))[0]


def aftermath(
    rng: random.Random, crisis: Crisis, incident: Callable[[str, date, Crisis], Draft]
) -> list[Draft]:
    """The two weeks that follow; many more at the beginning."""
    drafts = []
    for _ in range(int(crisis.incidents * 0.55)):
        code = rng.choices(list(AFTERMATH), list(AFTERMATH.values()))[0]
        day = crisis.day + timedelta(days=2 + int(12 * rng.random() ** 1.8))
        draft = incident(code, day, crisis)
        draft.aftermath = True
        drafts.append(draft)
    return drafts
