from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.catalog.holidays_fr import OutOfRange, Zone, holidays_of
from parvis.catalog.working_time import (
    PARIS,
    ROUND_THE_CLOCK,
    BadCalendar,
    Closure,
    DelayUnit,
    Hours,
    WorkingCalendar,
    add_months_date_to_date,
    office_hours,
    weekly_from_rows,
)

MAIRIE = WorkingCalendar(weekly=office_hours("08:30-12:00", "13:30-17:30"))
ON_CALL = WorkingCalendar(weekly=ROUND_THE_CLOCK, observes_holidays=False)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def test_working_days_skip_week_ends_and_holidays():
    assert MAIRIE.add_working_days(date(2026, 12, 23), 10) == date(2027, 1, 8)
    assert MAIRIE.add_working_days(date(2026, 5, 13), 1) == date(2026, 5, 15)  # Ascension
    assert MAIRIE.add_working_days(date(2026, 5, 16), 1) == date(2026, 5, 18)  # from a Saturday
    assert MAIRIE.add_working_days(date(2026, 5, 16), 0) == date(2026, 5, 18)
    assert MAIRIE.add_working_days(date(2026, 5, 18), 0) == date(2026, 5, 18)


def test_closures_are_not_worked():
    bridge = Closure(date(2026, 5, 15), date(2026, 5, 15), "Pont de l'Ascension")
    calendar = WorkingCalendar(weekly=MAIRIE.weekly, closures=(bridge,))
    assert calendar.add_working_days(date(2026, 5, 13), 1) == date(2026, 5, 18)
    assert not calendar.is_open(paris("2026-05-15T10:00"))


@pytest.mark.parametrize(
    ("day", "zone"),
    [
        (date(2026, 4, 3), Zone.ALSACE_MOSELLE),
        (date(2026, 12, 26), Zone.ALSACE_MOSELLE),
        (date(2026, 5, 27), Zone.GUADELOUPE),
        (date(2026, 5, 22), Zone.MARTINIQUE),
        (date(2026, 6, 10), Zone.GUYANE),
        (date(2026, 12, 20), Zone.REUNION),
        (date(2026, 4, 27), Zone.MAYOTTE),
        (date(2026, 9, 24), Zone.NOUVELLE_CALEDONIE),
    ],
)
def test_each_zone_has_its_own_holidays(day, zone):
    assert day in holidays_of(zone, 2026)
    assert day not in holidays_of(Zone.METROPOLE, 2026)


def test_custom_is_not_law():
    assert date(2026, 4, 3) not in holidays_of(Zone.GUADELOUPE, 2026)
    assert len(holidays_of(Zone.METROPOLE, 2026)) == 11
    assert holidays_of(Zone.METROPOLE, 2026)[date(2026, 5, 14)] == "Ascension"


def test_hours_stop_for_lunch_nights_and_week_ends():
    assert MAIRIE.add_working_hours(paris("2026-06-05T11:00"), 2) == paris("2026-06-05T14:30")
    assert MAIRIE.add_working_hours(paris("2026-06-05T17:00"), 1) == paris("2026-06-08T09:00")
    assert MAIRIE.add_working_hours(paris("2026-06-06T03:00"), 4) == paris("2026-06-08T14:00")
    assert MAIRIE.add_working_hours(paris("2026-06-05T08:30"), 7.5) == paris("2026-06-05T17:30")


def test_doors():
    for moment, expected in [("08:29", 0), ("08:30", 1), ("12:00", 0), ("13:30", 1), ("17:30", 0)]:
        assert MAIRIE.is_open(paris(f"2026-06-05T{moment}")) is bool(expected)
    assert not MAIRIE.is_open(paris("2026-06-06T10:00"))
    assert ON_CALL.is_open(paris("2026-12-25T00:00"))


def test_on_call_hours_are_elapsed_hours_when_the_clocks_change():
    spring, autumn = paris("2026-03-29T00:00"), paris("2026-10-25T00:00")
    assert ON_CALL.add_working_hours(spring, 4) == spring.astimezone(UTC) + timedelta(hours=4)
    assert ON_CALL.add_working_hours(spring, 4).astimezone(PARIS).hour == 5
    assert ON_CALL.add_working_hours(autumn, 4).astimezone(PARIS).hour == 3
    assert ON_CALL.working_minutes_between(spring, paris("2026-03-30T00:00").astimezone(UTC)) == 23 * 60
    assert ON_CALL.working_minutes_between(autumn, paris("2026-10-26T00:00").astimezone(UTC)) == 25 * 60


def test_night_shift_across_the_missing_hour_counts_nothing_twice():
    nights = WorkingCalendar(
        weekly=dict.fromkeys(range(7), (Hours(time(1), time(2, 30)), Hours(time(2, 30), time(4)))),
        observes_holidays=False,
    )
    opened = nights.openings(date(2026, 3, 29))
    assert sum((end - start for start, end in opened), timedelta()) == timedelta(hours=2)


def test_office_days_are_the_same_length_all_year():
    for monday in ("2026-03-30", "2026-10-26"):
        start = paris(f"{monday}T00:00")
        assert MAIRIE.working_minutes_between(start, start + timedelta(hours=20)) == 450


def test_overseas_counts_its_own_hours():
    reunion = WorkingCalendar(weekly=MAIRIE.weekly, tz=ZoneInfo("Indian/Reunion"), zone=Zone.REUNION)
    assert reunion.is_open(datetime(2026, 6, 5, 5, tzinfo=UTC))
    assert not MAIRIE.is_open(datetime(2026, 6, 5, 5, tzinfo=UTC))
    assert reunion.add_working_hours(datetime(2026, 6, 5, 13, tzinfo=UTC), 1) == datetime(
        2026, 6, 8, 5, tzinfo=UTC
    )


def test_due_at_by_unit():
    friday = paris("2026-06-05T11:00")
    assert MAIRIE.due_at(friday, 2, DelayUnit.HOURS) == paris("2026-06-05T14:30")
    assert MAIRIE.due_at(friday, 5, DelayUnit.WORKING_DAYS) == paris("2026-06-12T17:30")
    assert MAIRIE.due_at(friday, 1, DelayUnit.MONTHS) == paris("2026-07-06T00:00")  # a Sunday ends
    assert MAIRIE.due_at(friday, 0, DelayUnit.NONE) is None


@pytest.mark.parametrize("year", [1900, 2900, 9999])
def test_wrong_dates_are_told_at_once(year):
    day, at = date(year, 6, 1), datetime(year, 6, 1, 12, tzinfo=UTC)
    for call in (
        lambda: MAIRIE.add_working_days(day, 3),
        lambda: MAIRIE.add_working_hours(at, 3),
        lambda: MAIRIE.is_open(at),
        lambda: MAIRIE.due_at(at, 1, DelayUnit.MONTHS),
        lambda: MAIRIE.working_minutes_between(paris("2026-01-01T10:00"), at),
        lambda: add_months_date_to_date(day, 2),
    ):
        with pytest.raises(OutOfRange, match="de 1970 à 2099"):
            call()


def test_counting_past_the_last_known_year_stops():
    with pytest.raises(OutOfRange):
        MAIRIE.add_working_days(date(2099, 12, 30), 10)
    with pytest.raises(OutOfRange):
        MAIRIE.add_working_hours(paris("2099-12-31T10:00"), 100)


@pytest.mark.parametrize("n", [-1, 10**9])
def test_absurd_delays_are_refused(n):
    with pytest.raises(ValueError):
        MAIRIE.add_working_days(date(2026, 1, 5), n)
    with pytest.raises(ValueError):
        MAIRIE.add_working_hours(paris("2026-01-05T10:00"), n)


def test_calendars_that_make_no_sense_are_refused():
    for weekly in ({}, {0: ()}, {7: (Hours(time(8), time(9)),)}):
        with pytest.raises(BadCalendar):
            WorkingCalendar(weekly=weekly)
    with pytest.raises(BadCalendar):
        WorkingCalendar(weekly=office_hours("08:00-12:00", "11:00-14:00"))
    with pytest.raises(BadCalendar):
        Hours(time(12), time(8))
    with pytest.raises(BadCalendar):
        Closure(date(2026, 2, 2), date(2026, 2, 1))
    with pytest.raises(ValueError, match="no time zone"):
        MAIRIE.is_open(datetime(2026, 1, 1))


def test_a_calendar_shut_for_good_ends_in_an_error_not_a_loop():
    shut = tuple(Closure(date(y, 1, 1), date(y + 2, 12, 31)) for y in range(2026, 2099, 3))
    calendar = WorkingCalendar(weekly=MAIRIE.weekly, closures=shut)
    with pytest.raises(OutOfRange):
        calendar.add_working_days(date(2098, 6, 1), 400)


days = st.dates(date(2000, 1, 1), date(2060, 1, 1))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
calendars = st.sampled_from(
    [
        MAIRIE,
        ON_CALL,
        WorkingCalendar(weekly=office_hours("09:00-12:00", days=range(1, 6)), zone=Zone.ALSACE_MOSELLE),
        WorkingCalendar(weekly=MAIRIE.weekly, tz=ZoneInfo("America/Martinique"), zone=Zone.MARTINIQUE),
    ]
)


@settings(max_examples=60, deadline=None)
@given(calendars, days, st.integers(1, 60), st.integers(0, 60))
def test_days_add_up(calendar, start, a, b):
    """From a Sunday, no day and one day both lead to Monday: hence one at least before the others."""
    first = calendar.add_working_days(start, a)
    assert calendar.works_on(first)
    assert first >= start
    assert calendar.add_working_days(first, b) == calendar.add_working_days(start, a + b)


@settings(max_examples=60, deadline=None)
@given(calendars, instants, st.integers(0, 120))
def test_hours_added_are_hours_counted(calendar, start, hours):
    end = calendar.add_working_hours(start, hours)
    assert end >= start
    assert calendar.working_minutes_between(start, end) == hours * 60


@settings(max_examples=60, deadline=None)
@given(
    calendars,
    instants,
    st.timedeltas(timedelta(), timedelta(days=30)),
    st.timedeltas(timedelta(), timedelta(days=30)),
)
def test_minutes_add_up_and_change_sign(calendar, a, first, second):
    b, c = a + first, a + first + second
    whole = calendar.working_minutes_between(a, c)
    parts = calendar.working_minutes_between(a, b) + calendar.working_minutes_between(b, c)
    assert whole - 1 <= parts <= whole
    assert calendar.working_minutes_between(c, a) == -whole
    assert whole <= (c - a) / timedelta(minutes=1)


def test_stored_hours_are_read():
    rows = {"0": [["08:30", "12:00"], ["13:30", "17:30"]], "5": [["00:00", "00:00"]]}
    assert weekly_from_rows(rows)[0] == MAIRIE.weekly[0]
    assert weekly_from_rows(rows)[5] == ROUND_THE_CLOCK[5]
    for wrong in (
        {"x": [["08:00", "09:00"]]},
        {"0": [["8h", "9h"]]},
        {"0": [["08:00"]]},
        {"0": [[8, 9]]},
        {"0": 3},
    ):
        with pytest.raises(BadCalendar):
            weekly_from_rows(wrong)
