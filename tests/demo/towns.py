"""Towns planned once for all the tests of a run: they are frozen, and each takes a second or two."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from parvis.ops.demo.plan import DemoTown, Size, plan

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 22)
SEED = 2026


@cache
def town_of(
    today: date = TODAY, size: Size = "town", seed: int = SEED, hour: int = 12, minute: int = 0
) -> DemoTown:
    now = datetime(today.year, today.month, today.day, hour, minute, tzinfo=PARIS)
    return plan(seed, today, size, now=now)
