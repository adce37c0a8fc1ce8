"""What the shown sign-ins find when they arrive: work for every role, and a town that is not all red."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from parvis.cases.abilities import abilities
from parvis.cases.models import Case, Direction
from parvis.cases.states import State
from parvis.ops.demo import plan as p
from parvis.ops.demo.agenda import assignee, holder, state
from parvis.ops.demo.settling import settle
from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Role
from tests.demo.finding import everybody_finds_their_colleagues
from tests.demo.test_settling import _stored
from tests.demo.towns import town_of

PARIS = ZoneInfo("Europe/Paris")
DAYS = [date(2026, 11, 22), date(2026, 8, 14)]


def holders(town: p.DemoTown, role: str) -> list[str]:
    return [agent.login for agent in town.agents if any(m.role == role for m in agent.memberships)]


@pytest.mark.parametrize("today", DAYS)
def test_field_agents_have_a_round_today_and_tomorrow(today: date) -> None:
    town = town_of(today)
    tomorrow = today + timedelta(days=1)
    for login in holders(town, "field"):
        mine = [c for c in town.cases if state(c) != "closed" and assignee(c) == login]
        days = Counter(c.actions[-1].on for c in mine if isinstance(c.actions[-1], p.Schedule))
        assert len(mine) >= 3, login
        assert days[today] + days[tomorrow] >= 2, (login, days)
    closed = Counter(a.by for c in town.cases for a in c.actions if isinstance(a, p.Close))
    assert all(closed[login] >= 3 for login in holders(town, "field")), closed


@pytest.mark.parametrize(
    ("today", "hour", "minute"),
    [(date(2027, 1, 1), 0, 10), (date(2028, 2, 29), 9, 0), (date(2026, 3, 29), 3, 30)],
)
def test_a_demonstration_begins_on_any_day_and_at_any_hour(today: date, hour: int, minute: int) -> None:
    town = town_of(today, "village", hour=hour, minute=minute)
    assert max(at for at, _case, _action in town.events()) <= town.now
    opened = [case for case in town.cases if state(case) != "closed"]
    assert {assignee(case) for case in opened} >= {"cedric.marteau", "patrice.lebrun"}
    assert any(not case.actions and town.now - case.submission.at < timedelta(hours=4) for case in opened)


@pytest.mark.parametrize("size", ["town", "village"])
def test_a_field_agent_touches_only_the_orders_received(size: p.Size) -> None:
    town = town_of(DAYS[0], size)
    roles = {a.login: {(m.department, m.role) for m in a.memberships} for a in town.agents}
    for case in town.cases:
        given: str | None = None
        for n, action in enumerate(case.actions):
            if isinstance(action, p.Assign):
                given = action.agent
                where = holder(p.Case(case.key, case.submission, case.actions[:n], case.final_type))
                if {role for _, role in roles[given]} == {"field"}:
                    assert (where, "field") in roles[given], (case.key, action)
            elif isinstance(action, p.TakeTask | p.CompleteTask):
                continue
            elif action.by and {role for _, role in roles[action.by]} == {"field"}:
                assert given == action.by, (case.key, action)


def test_a_resident_waits_for_an_answer_of_the_shown_case_worker() -> None:
    town = town_of(DAYS[0])
    waiting = [
        c
        for c in town.cases
        if assignee(c) == "elodie.besnard" and c.actions and isinstance(c.actions[-1], p.InboundMessage)
    ]
    assert any(town.now - c.actions[-1].at < timedelta(hours=3) for c in waiting)


def test_the_settled_town_is_healthy_and_every_role_reads_something(town: Any) -> None:
    planned = town_of(DAYS[0])
    now = planned.now
    stored: list[p.Photo] = []
    settle(planned, draw=lambda photo: stored.append(photo) or _stored(len(stored)))
    still_open = Case.objects.open().count()
    late = Case.objects.overdue(now).count()
    assert 0.04 <= still_open / len(planned.cases) <= 0.075
    assert 0.13 <= late / still_open <= 0.27, (late, still_open)
    assert 1 <= Case.objects.overdue(now).filter(received_at__lt=now - timedelta(days=180)).count() <= 14
    soon = Case.objects.open().filter(due_at__gte=now, due_at__lt=now + timedelta(days=2))
    assert soon.values("department").distinct().count() >= 3
    assert Case.objects.untreated().filter(received_at__gte=now - timedelta(hours=5)).count() >= 4
    for agent in Agent.objects.filter(memberships__role=Role.FIELD):
        mine = [c for c in Case.objects.open() if c.assignee_id == agent.pk]
        assert mine
        assert all({"schedule", "close", "attach"} <= abilities(Access.of(agent), c) for c in mine)
    for agent in Agent.objects.filter(memberships__role=Role.ELECTED):
        mine = [c for c in Case.objects.open() if c.addressed_to_id == agent.pk]
        assert len(mine) >= 3
        assert all("read" in abilities(Access.of(agent), c) for c in mine)
    assert Case.objects.filter(messages__direction=Direction.IN, state=State.IN_PROGRESS).exists()
    everybody_finds_their_colleagues(town.pk, planned)
