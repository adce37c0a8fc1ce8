"""What colleagues do together in the demonstration: imagined on any day, by whoever may, and found by each sign-in."""

from datetime import date, timedelta
from typing import Any

import pytest

from parvis.cases.mentioning import _AT
from parvis.ops.demo import plan as p
from parvis.ops.demo.calendar import instant
from parvis.ops.demo.rhythms import Diaries
from tests.demo.towns import TODAY, town_of

ANY_DAY = [
    (TODAY, "town", 12, 0),
    (date(2026, 8, 14), "town", 9, 40),
    (date(2027, 1, 1), "village", 0, 10),
    (date(2028, 2, 29), "village", 9, 0),
    (date(2026, 3, 29), "village", 3, 30),
]


def of(town: p.DemoTown, kind: type) -> list[Any]:
    return [one for one in town.teamwork.gestures if isinstance(one, kind)]


def diaries(town: p.DemoTown) -> Diaries:
    shown = {one.email.split("@")[0] for one in town.sign_ins}
    field = {a.login for a in town.agents for m in a.memberships if m.role in ("field", "dispatcher")}
    first = town.today - timedelta(days=770)
    return Diaries(
        town.agents, town.today, first, town.today + timedelta(days=420), here=frozenset(shown | field)
    )


@pytest.mark.parametrize(("today", "size", "hour", "minute"), ANY_DAY)
def test_on_any_day_colleagues_work_together_while_they_are_there(
    today: date, size: p.Size, hour: int, minute: int
) -> None:
    town = town_of(today, size, hour=hour, minute=minute)
    cases = {case.key: case for case in town.cases}
    last = {case.key: case.actions[-1].at for case in town.cases if case.actions}
    gone = {agent.login for agent in town.agents if not agent.active}
    here = diaries(town)
    assert list(town.teamwork.gestures) == sorted(town.teamwork.gestures, key=lambda one: (one.at, one.case))
    for one in town.teamwork.gestures:
        assert town.now - timedelta(days=7) < one.at <= town.now, one
        assert one.at > last[one.case], (one, cases[one.case])
        assert one.by not in gone
        assert here.works(one.by, one.at.date()), one
        assert here.time(one.by).covers(one.at - timedelta(minutes=2)) or here.time(one.by).covers(one.at), (
            one
        )
        last[one.case] = one.at
    assert of(town, p.Call)
    assert of(town, p.Follow)
    assert of(town, p.Begin)
    planned = [one for one in of(town, p.Send) if one.leaves_at]
    assert planned
    for one in planned:
        assert town.now.date() < one.leaves_at.date()
        assert one.leaves_at == instant(one.leaves_at.date(), 8 * 60 + 30)
    assert any(not one.leaves_at for one in of(town, p.Send)), "texts wait for somebody to read them"


@pytest.mark.parametrize("today", [TODAY, date(2026, 8, 14), date(2027, 2, 3)])
def test_the_roads_have_a_refusal_to_read_and_one_that_came_back(today: date) -> None:
    town = town_of(
        today,
        "town",
        hour=12 if today != date(2026, 8, 14) else 9,
        minute=0 if today != date(2026, 8, 14) else 40,
    )
    refused = [one for one in of(town, p.Send) if one.outcome == "refused"]
    assert {one.by for one in refused} == {"elodie.besnard"}
    assert len(refused) == 2
    (back,) = of(town, p.SendBack)
    assert (back.by, back.case in {one.case for one in refused}) == ("stephane.marchand", True)
    assert {rule.role for rule in town.teamwork.rules} >= {"manager", "elected", "executive", "cabinet"}


def test_the_same_day_is_told_in_the_same_words() -> None:
    assert p.plan(2026, TODAY, "village").teamwork == p.plan(2026, TODAY, "village").teamwork


def test_whoever_is_called_exists() -> None:
    for size in ("town", "village"):
        town = town_of(size=size)  # type: ignore[arg-type]
        names = {f"@{agent.name}" for agent in town.agents if agent.active}
        calls = [one.body for one in of(town, p.Call) if _AT.search(one.body)]
        assert len(calls) > 6
        people = [body for body in calls if any(body.startswith(name) for name in names)]
        assert len(people) > 5
