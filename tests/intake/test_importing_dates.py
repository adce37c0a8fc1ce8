"""Instants as files write them; where only a month, a weekday and an hour are known, the day is chosen."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.intake.importing.dating import WEEKDAYS, Dating, some_day
from parvis.intake.importing.refusals import RowRefused

PARIS = ZoneInfo("Europe/Paris")
LATER = datetime(2040, 1, 1, tzinfo=UTC)
DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")


@given(
    st.integers(2000, 2039),
    st.integers(1, 12),
    st.sampled_from(DAYS),
    st.integers(0, 23),
    st.integers(0, 2**60),
    st.sampled_from(["Europe/Paris", "America/Martinique", "Pacific/Noumea"]),
)
def test_month_weekday_and_hour_are_true(
    year: int, month: int, day: str, hour: int, seed: int, zone: str
) -> None:
    local = ZoneInfo(zone)
    at = some_day(f"{year}-{month:02d}", day, str(hour), seed=seed, zone=local, now=LATER)
    there = at.astimezone(local)
    assert (there.year, there.month, there.weekday(), there.hour) == (
        year,
        month,
        WEEKDAYS[day.lower()],
        hour,
    )
    assert at == some_day(f"{year}-{month:02d}", day, str(hour), seed=seed, zone=local, now=LATER)


def test_the_hour_that_a_clock_change_swallows_is_passed_over() -> None:
    # 31 March 2024 has no two o'clock in Paris; the other Sundays do.
    days = {
        some_day("2024-03", "Dimanche", "2", seed=s, zone=PARIS, now=LATER).astimezone(PARIS).day
        for s in range(5)
    }
    assert days == {3, 10, 17, 24}


def test_days_to_come_are_passed_over() -> None:
    now = datetime(2024, 3, 12, tzinfo=UTC)
    days = {
        some_day("2024-03", "Lundi", "9", seed=s, zone=PARIS, now=now).astimezone(PARIS).day for s in range(4)
    }
    assert days == {4, 11}


def read(text: str, format_: str | tuple[str, ...] = "auto", zone: str = "") -> datetime:
    dating = Dating(("recu",), format_, time_zone=zone)
    return dating.read({"recu": text}, seed=0, zone=PARIS, now=LATER)


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2024 10:30",
        "5/3/24 10:30",
        "05-03-2024 10:30:00",
        "05.03.2024 à 10h30",
        "mardi 5 mars 2024 à 10h30",
        "2024-03-05T10:30:00",
        "2024-03-05 10:30",
        "2024-03-05T09:30:00Z",
        "2024/03/05 10:30",
        "45356.4375",
        "1709631000",
        "1709631000000",
    ],
)
def test_the_usual_ways_in_one_column(text: str) -> None:
    assert read(text) == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"), [("20240305", 5), ("1er avril 2024", 1), ("45356", 5), ("05/03/2024", 5)]
)
def test_days_without_an_hour_begin_at_midnight(text: str, day: int) -> None:
    local = read(text).astimezone(PARIS)
    assert (local.day, local.hour, local.minute) == (day, 0, 0)


@pytest.mark.parametrize("text", ["03/25/2024", "demain", "12", "32/01/2024", "5 brumaire 2024", "0x10"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(RowRefused, match="date illisible"):
        read(text)


def test_several_formats_are_tried_in_order() -> None:
    formats = ("%m/%d/%Y", "%d/%m/%Y")
    assert read("03/05/2024", formats).astimezone(PARIS).month == 3
    assert read("25/12/2023", formats).astimezone(PARIS).month == 12
    # A workbook gives ISO 8601 in the same column.
    assert read("2024-03-05T10:30:00", formats) == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)


def test_a_missing_zone_is_the_town_s_or_the_mapping_s() -> None:
    assert read("05/03/2024 10:30", zone="America/Martinique") == datetime(2024, 3, 5, 14, 30, tzinfo=UTC)


def test_hours_that_come_twice_or_never() -> None:
    assert read("27/10/2024 02:30") == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert read("31/03/2024 02:30").astimezone(PARIS).hour == 3
