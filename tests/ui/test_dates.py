"""Dates as people say them, in the town's time zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from parvis.ui import dates
from parvis.ui.numbers import number

NOW = datetime(2025, 3, 4, 13, 0, tzinfo=UTC)  # 14 h in Paris


@pytest.fixture(autouse=True)
def _paris() -> Iterator[None]:
    with timezone.override(ZoneInfo("Europe/Paris")), translation.override("fr"):
        yield


def test_the_first_of_a_month_is_said_as_people_do() -> None:
    assert dates.full(date(2026, 12, 1)) == "mardi 1er décembre 2026"
    assert dates.full(date(2026, 12, 8)) == "mardi 8 décembre 2026"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW - timedelta(seconds=20), "à l'instant"),
        (NOW - timedelta(minutes=3), "il y a 3 min"),
        (NOW - timedelta(hours=2), "il y a 2 h"),
        (NOW + timedelta(minutes=40), "dans 40 min"),
        (NOW - timedelta(hours=20), "hier à 18 h 00"),
        (NOW + timedelta(hours=24), "demain à 14 h 00"),
        (NOW - timedelta(days=3), "il y a 3 jours"),
        (NOW + timedelta(days=4), "dans 4 jours"),
        (NOW - timedelta(days=20), "le 12 février"),
        (datetime(2024, 1, 1, 11, 0, tzinfo=UTC), "le 1er janvier 2024"),
    ],
)
def test_ago(moment: datetime, said: str) -> None:
    assert dates.ago(moment, NOW) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW - timedelta(hours=2), "il y a 2 h"),
        (NOW - timedelta(days=20), "12 fév."),
        (datetime(2024, 12, 3, 11, 0, tzinfo=UTC), "3 déc. 2024"),
        (datetime(2024, 1, 1, 11, 0, tzinfo=UTC), "1er jan. 2024"),
    ],
)
def test_short_enough_for_a_column(moment: datetime, said: str) -> None:
    assert dates.short_ago(moment, NOW) == said


def test_the_day_is_the_town_s() -> None:
    late = datetime(2025, 3, 4, 23, 30, tzinfo=UTC)  # the 5th in Paris
    assert dates.day(late, NOW) == "demain"
    with timezone.override(ZoneInfo("America/Martinique")):
        assert dates.day(late, NOW) == "aujourd'hui"


def test_full_date_for_the_hover() -> None:
    assert dates.full(NOW) == "mardi 4 mars 2025 à 14 h 00"
    assert dates.full(date(2025, 3, 4)) == "mardi 4 mars 2025"


@pytest.mark.parametrize(
    ("length", "said"),
    [(timedelta(minutes=40), "40 min"), (timedelta(hours=5), "5 h"), (timedelta(days=1), "1 jour"),
     (timedelta(days=12), "12 jours")],
)  # fmt: skip
def test_duration(length: timedelta, said: str) -> None:
    assert dates.duration(length) == said


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (12340, "12\u202f340"), (3.5, "3,5"), (3.04, "3"), (-7, "−7"), (1e6, "1\u202f000\u202f000")],
)
def test_numbers_are_french(value: float, written: str) -> None:
    assert number(value) == written
