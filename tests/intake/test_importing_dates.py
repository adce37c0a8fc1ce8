"""A month, a weekday and an hour: the day is chosen, what the source says stays true."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from parvis.intake.importing.dating import WEEKDAYS, some_day

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
