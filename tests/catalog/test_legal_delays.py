from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.catalog.holidays_fr import OutOfRange, Zone
from parvis.catalog.legal_delays import (
    Regime,
    acknowledgement_due,
    add_months_date_to_date,
    registration_due,
    silence_due,
)
from parvis.catalog.working_time import Closure, WorkingCalendar, office_hours

MAIRIE = WorkingCalendar(weekly=office_hours("08:30-12:00", "13:30-17:30"))


@pytest.mark.parametrize(
    ("received", "due"),
    [(date(2026, 12, 23), date(2027, 1, 8)), (date(2027, 5, 4), date(2027, 5, 20))],
)
def test_acknowledgement_within_ten_working_days(received, due):
    assert acknowledgement_due(received, MAIRIE) == due


def test_registration_within_one_working_day():
    assert registration_due(date(2026, 12, 31), MAIRIE) == date(2027, 1, 4)


def test_the_law_does_not_wait_for_a_town_that_closes():
    lazy = WorkingCalendar(
        weekly=office_hours("09:00-12:00", days=range(1, 3)),
        closures=(Closure(date(2026, 12, 21), date(2027, 1, 3), "Fermeture de fin d'année"),),
    )
    assert acknowledgement_due(date(2026, 12, 23), lazy) == date(2027, 1, 8)


def test_alsace_has_more_holidays():
    alsace = WorkingCalendar(weekly=MAIRIE.weekly, zone=Zone.ALSACE_MOSELLE)
    assert registration_due(date(2026, 4, 2), alsace) == date(2026, 4, 7)
    assert registration_due(date(2026, 4, 2), MAIRIE) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
    ],
)
def test_months_run_date_to_date(start, months, end):
    assert add_months_date_to_date(start, months) == end


def test_silence_by_regime():
    received = date(2026, 12, 31)
    assert silence_due(received, Regime.SILENCE_REJECTION) == date(2027, 2, 28)
    assert silence_due(received, Regime.SILENCE_ACCEPTANCE) == date(2027, 2, 28)
    assert silence_due(received, Regime.SILENCE_REJECTION, months=1) == date(2027, 1, 31)
    assert silence_due(received, Regime.SERVICE) is None
    assert silence_due(received, Regime.EXTERNAL) is None


def test_rejection_is_suspended_while_pieces_are_missing():
    received = date(2026, 3, 10)
    asked = (date(2026, 4, 1), date(2026, 4, 15))
    assert silence_due(received, Regime.SILENCE_REJECTION, suspended=[asked]) == date(2026, 5, 25)
    twice = [asked, (date(2026, 4, 10), date(2026, 4, 20))]  # overlapping days count once
    assert silence_due(received, Regime.SILENCE_REJECTION, suspended=twice) == date(2026, 5, 30)
    in_extension = [asked, (date(2026, 5, 20), date(2026, 5, 21))]
    assert silence_due(received, Regime.SILENCE_REJECTION, suspended=in_extension) == date(2026, 5, 27)
    too_late = [(date(2026, 6, 1), date(2026, 6, 30))]
    assert silence_due(received, Regime.SILENCE_REJECTION, suspended=too_late) == date(2026, 5, 10)


def test_acceptance_starts_when_the_file_is_complete():
    received = date(2026, 3, 10)
    assert silence_due(received, Regime.SILENCE_ACCEPTANCE, completed=date(2026, 4, 2)) == date(2026, 6, 2)


@pytest.mark.parametrize("year", [1900, 2900])
def test_wrong_dates_are_told_at_once(year):
    for call in (
        lambda: acknowledgement_due(date(year, 1, 5), MAIRIE),
        lambda: silence_due(date(year, 1, 5), Regime.SILENCE_REJECTION),
    ):
        with pytest.raises(OutOfRange):
            call()


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(0, 24))
def test_months_never_leave_the_month_aimed_at(start, months):
    end = add_months_date_to_date(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)
