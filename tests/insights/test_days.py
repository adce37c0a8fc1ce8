"""Local days counted by constant offsets are those of the zone, through every change of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models.functions import TruncDate

from parvis.cases.models import Case
from parvis.insights.days import local_day, offsets
from tests.factories import case

FIRST, LAST = date(2024, 10, 20), date(2026, 4, 5)


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/Cayenne", "America/Miquelon", "Pacific/Noumea", "Asia/Kolkata"]
)
def test_days_are_those_of_the_zone(town, zone):
    tz = ZoneInfo(zone)
    moments = [
        datetime(2024, 10, 20, 12, tzinfo=UTC),
        datetime(2025, 6, 30, 21, 59, 59, 999999, tzinfo=UTC),
        *(end + timedelta(microseconds=shift) for end, _ in offsets(FIRST, LAST, tz)[:-1] for shift in (-1, 0)),
        *(datetime.combine(day, datetime.min.time(), tz) for day in (FIRST, date(2025, 3, 30), date(2025, 10, 26))),
    ]  # fmt: skip
    made = case()
    for at in moments:
        Case.objects.filter(pk=made.pk).update(received_at=at)
        found = Case.objects.annotate(
            ours=local_day("received_at", FIRST, LAST, tz),
            theirs=TruncDate("received_at", tzinfo=tz),
        ).values_list("ours", "theirs")
        assert found[0][0] == found[0][1] == at.astimezone(tz).date(), at


def test_clocks_change_twice_a_year_in_paris_never_in_cayenne():
    paris = offsets(date(2025, 1, 1), date(2025, 12, 31), ZoneInfo("Europe/Paris"))
    assert [end for end, _ in paris[:-1]] == [
        datetime(2025, 3, 30, 1, tzinfo=UTC),
        datetime(2025, 10, 26, 1, tzinfo=UTC),
    ]
    assert [offset for _, offset in paris] == [timedelta(hours=n) for n in (1, 2, 1)]
    assert len(offsets(date(2025, 1, 1), date(2025, 12, 31), ZoneInfo("America/Cayenne"))) == 1
