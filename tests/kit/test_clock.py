from datetime import UTC, date, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from parvis.kit import clock

NOEL = datetime(2026, 12, 24, 23, 30, tzinfo=UTC)


def test_now_is_aware_and_in_utc():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().utcoffset() == timedelta(0)


def test_travel_freezes_and_comes_back():
    with clock.travel(NOEL):
        assert clock.now() == clock.now() == NOEL
        with clock.travel(NOEL + timedelta(days=3)):
            assert clock.now().day == 27
        assert clock.now() == NOEL
    assert clock.now() != NOEL


def test_travel_comes_back_after_an_error():
    with pytest.raises(RuntimeError), clock.travel(NOEL):
        raise RuntimeError
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_time_may_flow_after_travelling():
    with clock.travel(NOEL, frozen=False):
        first = clock.now()
        second = clock.now()
    assert NOEL <= first <= second < NOEL + timedelta(minutes=1)


def test_today_depends_on_the_zone():
    with clock.travel(NOEL):
        assert clock.today(ZoneInfo("America/Cayenne")) == date(2026, 12, 24)
        assert clock.today(ZoneInfo("Europe/Paris")) == date(2026, 12, 25)
        assert clock.today(ZoneInfo("Indian/Reunion")) == date(2026, 12, 25)


def test_travel_takes_aware_instants_only_and_normalises_them():
    with pytest.raises(clock.NaiveInstant), clock.travel(datetime(2026, 1, 1)):
        pass
    with clock.travel(datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))):
        assert clock.now() == datetime(2026, 7, 1, 8, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


def test_another_thread_keeps_its_own_time():
    seen: list[datetime] = []
    with clock.travel(NOEL):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != NOEL
