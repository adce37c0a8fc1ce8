"""The storm is always recent, a smaller one is a year older, and both look like crises."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from parvis.ops.demo.crises import crises
from parvis.ops.demo.plan import AddTask, Close, DemoTown, Rate
from tests.demo.towns import TODAY, town_of

DAYS = [
    TODAY,
    date(2027, 1, 1),
    date(2028, 2, 29),
    date(2026, 8, 16),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2027, 5, 1),
]


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return town_of()


@pytest.mark.parametrize("today", DAYS)
def test_the_latest_storm_is_three_to_five_weeks_old(today: date) -> None:
    for seed in range(40):
        older, latest = crises(random.Random(seed), today, "town")
        assert 21 <= (today - latest.day).days <= 36
        assert 340 <= (latest.day - older.day).days <= 380
        assert latest.day.weekday() in (1, 2, 3)
        assert older.incidents < latest.incidents / 2
        assert ("orage" in latest.name) == (5 <= latest.day.month <= 9)


def test_calls_come_by_the_minute_and_closures_over_two_weeks(town: DemoTown) -> None:
    storm = [case for case in town.cases if case.storm and case.submission.at.date() >= town.crises[-1].day]
    hours = Counter(case.submission.at.strftime("%d %H") for case in storm)
    assert hours.most_common(1)[0][1] >= 12
    closed = [
        a.at.date()
        for case in storm
        for a in case.actions
        if isinstance(a, Close) and a.outcome != "duplicate"
    ]
    late = [day for day in closed if timedelta(days=3) <= day - town.crises[-1].day <= timedelta(days=16)]
    assert len(late) > 15
    notes = [
        a.body for case in storm for a in case.actions if a.verb == "note" and "ellule de crise" in a.body
    ]  # type: ignore[union-attr]
    assert len(notes) > 15
    assert sum(case.submission.channel == "elected" for case in storm) >= 2
    told = [case for case in town.cases if town.crises[-1].name in case.submission.description.lower()]
    assert len(told) > 20


def test_one_person_in_five_says_how_it_went(town: DemoTown) -> None:
    asked = [
        c for c in town.cases if c.submission.person is not None and any(a.verb == "close" for a in c.actions)
    ]
    rates = [(case, a) for case in town.cases for a in case.actions if isinstance(a, Rate)]
    assert 0.15 < len(rates) / len(asked) < 0.25
    scores = Counter(rate.score for _, rate in rates)
    assert scores[5] > scores[4] > scores[3]
    assert scores[1] > 25
    again = [rate.score for case, rate in rates if any(a.verb == "reopen" for a in case.actions)]
    assert sum(again) / len(again) < sum(r.score for _, r in rates) / len(rates) - 0.5
    assert sum(bool(rate.comment) for _, rate in rates) > 250


def test_services_ask_one_another_for_things(town: DemoTown) -> None:
    tasks = [(case, a) for case in town.cases for a in case.actions if isinstance(a, AddTask)]
    done = sum(a.verb == "complete_task" for case in town.cases for a in case.actions)
    still = [
        task
        for case, task in tasks
        if not any(a.verb == "close" for a in case.actions)
        and not any(a.verb == "complete_task" and a.number == task.number for a in case.actions)  # type: ignore[union-attr]
    ]
    assert len({task.department for _, task in tasks}) >= 9
    assert len(tasks) > 300
    assert done > 0.7 * len(tasks)
    assert len(still) >= 12
    assert sum(task.due_on is not None and task.due_on < town.today for task in still) >= 3
