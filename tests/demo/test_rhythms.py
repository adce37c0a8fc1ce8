"""Agents have habits: days off, holidays, an illness, somebody who left; and services have stories."""

from collections import Counter
from datetime import date, timedelta

import pytest

from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.plan import Assign, DemoTown
from parvis.ops.demo.rhythms import ILL, Diaries, arrivals, departures, hard_winter, sick_leave
from tests.demo.towns import TODAY, town_of

HANDS = ("claim", "reply", "close", "schedule", "hold")


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return town_of()


def diaries(town: DemoTown) -> Diaries:
    return Diaries(town.agents, TODAY, TODAY - timedelta(days=800), TODAY + timedelta(days=60), frozenset())


def acts_of(town: DemoTown, login: str) -> list[date]:
    """Days on which they worked by themselves, calls of the night aside."""
    return [
        action.at.date()
        for case in town.cases
        if HABITS[case.final_type].priority > 1 and not case.storm
        for action in case.actions
        if action.by == login and action.verb in HANDS
    ]


def test_nobody_works_on_their_day_off(town: DemoTown) -> None:
    days = Counter(day.weekday() for day in acts_of(town, "gaelle.morvan"))
    assert days[2] == 0
    assert sum(days.values()) > 200
    fridays = Counter(day.weekday() for day in acts_of(town, "clemence.aubry"))
    assert fridays[4] == 0


def test_letters_wait_for_the_day_kept_for_them(town: DemoTown) -> None:
    replies = Counter(
        action.at.weekday()
        for case in town.cases
        if case.submission.channel == "letter" and not case.storm
        for action in case.actions
        if action.verb == "reply" and action.by == "antoine.lavergne"
    )
    assert replies[4] > 0.8 * sum(replies.values()) > 8


def test_somebody_fell_ill_and_colleagues_took_over(town: DemoTown) -> None:
    leave = sick_leave(TODAY)
    assert not [day for day in acts_of(town, ILL) if day in leave]
    taken = [
        action
        for case in town.cases
        for before, action in zip(case.actions, case.actions[1:], strict=False)
        if isinstance(action, Assign) and before.by == ILL and action.at.date() in leave
    ]
    assert len(taken) >= 4
    assert all(action.agent != ILL for action in taken)


def test_who_left_keeps_a_past_and_nothing_else(town: DemoTown) -> None:
    gone = {agent.login for agent in town.agents if not agent.active}
    assert gone == set(departures(TODAY))
    for login, last in departures(TODAY).items():
        days = acts_of(town, login)
        assert len(days) > 20 or login == "monique.lefort"
        assert max(days, default=last) <= last
    for login, first in arrivals(TODAY).items():
        assert min(acts_of(town, login), default=first) >= first
    assert not gone & {sign_in.email.split("@")[0] for sign_in in town.sign_ins}
    recorded = Counter(case.submission.recorded_by for case in town.cases)
    assert recorded["monique.lefort"] > 200


@pytest.mark.parametrize(
    "today", [TODAY, date(2028, 2, 29), date(2027, 1, 1), date(2026, 8, 15), date(2026, 5, 31)]
)
def test_the_hard_winter_is_well_over(today: date) -> None:
    first, last = hard_winter(today)
    assert timedelta(days=60) <= today - last < timedelta(days=430)
    assert (last - first).days in (106, 107)


def test_roads_were_overwhelmed_and_recovered(town: DemoTown) -> None:
    def median_days(first: date, last: date) -> float:
        spans = sorted(
            (case.actions[-1].at - case.submission.at) / timedelta(days=1)
            for case in town.cases
            if HABITS[case.final_type].department == "VOI"
            and not case.storm
            and first <= case.submission.at.date() <= last
            if case.actions and any(action.verb == "close" for action in case.actions)
        )
        assert len(spans) > 60
        return spans[len(spans) // 2]

    first, last = hard_winter(TODAY)
    hard = median_days(first + timedelta(days=10), last)
    assert hard > 1.35 * median_days(first - timedelta(days=300), first - timedelta(days=30))
    assert hard > 1.35 * median_days(last + timedelta(days=75), TODAY - timedelta(days=35))


def test_the_site_takes_the_place_of_the_telephone(town: DemoTown) -> None:
    def share(first: int, last: int, *channels: str) -> float:
        days = [
            c.submission.channel
            for c in town.cases
            if first <= (TODAY - c.submission.at.date()).days < last and not c.storm
        ]
        return sum(channel in channels for channel in days) / len(days)

    assert share(0, 240, "web", "mobile") > 1.4 * share(490, 731, "web", "mobile")
    assert share(0, 240, "phone") < share(490, 731, "phone")
