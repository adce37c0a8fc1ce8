"""The demo town: the same each time, legal in the state machine, and believable."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parvis.ops.demo.agents import PASSWORD, ROLES
from parvis.ops.demo.calendar import public_holidays
from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.plan import AddTask, Case, Close, DemoTown, HandOver, Hold, Size, plan
from tests.demo.towns import TODAY, town_of

PARIS = ZoneInfo("Europe/Paris")
DEPARTMENTS = {
    "ACC",
    "ETC",
    "SCO",
    "PEJ",
    "SOC",
    "ECO",
    "URB",
    "VOI",
    "PRO",
    "ESV",
    "BAT",
    "PM",
    "CUL",
    "SPO",
    "CAB",
    "ADM",
}


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return town_of()


@pytest.fixture(scope="module")
def village() -> DemoTown:
    return town_of(size="village")


def final_state(case: Case) -> str:  # noqa: C901 (one arm per verb)
    """Walk the state machine; an illegal step fails the test."""
    state, waits_for = "received", ""
    for action in case.actions:
        where = (case.key, action.verb, state)
        match action.verb:
            case "triage" | "hand_over" | "attach" | "take_task" | "complete_task":
                assert state != "closed", where
            case "add_task":
                assert state not in ("received", "closed"), where
            case "rate":
                assert state == "closed", where
            case "claim":
                assert state == "received", where
                state = "in_progress"
            case "assign":
                assert state != "closed", where
                state = "in_progress" if state == "received" else state
            case "note" | "reply":
                assert state not in ("received", "closed"), where
            case "hold":
                assert isinstance(action, Hold), where
                assert state == "in_progress", where
                state, waits_for = "waiting", action.waiting_for
            case "inbound_message":
                assert state != "closed", where
                if state == "waiting" and waits_for == "person":
                    state = "in_progress"
            case "resume":
                assert (state, waits_for) == ("waiting", "third_party"), where
                state = "in_progress"
            case "schedule":
                assert state in ("in_progress", "scheduled"), where
                state = "scheduled"
            case "close":
                assert state != "closed", where
                state = "closed"
            case "reopen":
                assert state == "closed", where
                state = "in_progress"
            case _:
                raise AssertionError(where)
    return state


def test_same_seed_and_day_give_the_same_plan(town: DemoTown) -> None:
    assert plan(town.seed, TODAY, now=town.now).digest() == town.digest()
    small = town_of(size="village")
    assert plan(small.seed, TODAY, "village").digest() == small.digest()
    assert plan(2, TODAY, "village").digest() != small.digest()
    assert plan(small.seed, TODAY - timedelta(days=1), "village").digest() != small.digest()


@pytest.mark.parametrize(("size", "today"), [
    ("town", TODAY), ("town", date(2026, 8, 14)), ("village", date(2028, 2, 29)), ("village", date(2027, 1, 1)),
    ("village", date(2026, 8, 16)),
])  # fmt: skip
def test_every_life_is_legal_and_the_backlog_believable(size: Size, today: date) -> None:
    some = town_of(today, size)
    states = Counter(final_state(case) for case in some.cases)
    still_open = 1 - states["closed"] / len(some.cases)
    if size == "village":
        assert 0.02 <= still_open <= 0.12, states
        return
    assert 5_700 <= len(some.cases) <= 6_300
    assert 0.04 <= still_open <= 0.075, states
    assert all(states[state] >= 8 for state in ("received", "in_progress", "waiting", "scheduled")), states


def test_nothing_happens_after_now(town: DemoTown) -> None:
    instants = [at for at, _case, _action in town.events()]
    assert instants == sorted(instants)
    assert instants[-1] <= town.now
    early = plan(1, TODAY, "village", now=datetime(2026, 11, 19, 9, 0, tzinfo=PARIS))
    assert max(at for at, _case, _action in early.events()) <= early.now


def test_actions_follow_one_another_and_are_signed_by_staff(town: DemoTown, village: DemoTown) -> None:
    for some in (town, village):
        logins = {agent.login for agent in some.agents}
        for case in some.cases:
            at = case.submission.at
            assert case.submission.sent_at <= at
            for action in case.actions:
                assert action.at >= at
                at = action.at
                by_person = action.verb in ("inbound_message", "reopen", "rate")
                assert (action.by is None) == by_person or action.verb == "attach", action
                assert action.by is None or action.by in logins


def test_a_refusal_gives_its_reasons_and_a_duplicate_its_elder(town: DemoTown) -> None:
    closes = [(case, a) for case in town.cases for a in case.actions if isinstance(a, Close)]
    assert {a.outcome for _, a in closes} == {
        "done", "answered", "no_action", "refused", "transferred", "duplicate", "withdrawn", "cancelled"
    }  # fmt: skip
    for case, action in closes:
        assert bool(action.reasons) == (action.outcome == "refused")
        assert (action.duplicate_of is not None) == (action.outcome == "duplicate")
        if action.duplicate_of is not None:
            elder = town.cases[action.duplicate_of - 1]
            assert elder.key == action.duplicate_of < case.key
            assert elder.final_type == case.final_type


def test_whoever_takes_a_case_belongs_to_its_department(town: DemoTown, village: DemoTown) -> None:
    for some in (town, village):
        departments = {a.login: {m.department for m in a.memberships} for a in some.agents}
        for case in some.cases:
            holder = HABITS[case.final_type].department
            for action in case.actions:
                if action.verb == "hand_over" or action.verb == "triage":
                    holder = action.department  # type: ignore[union-attr]
                elif action.verb == "claim" and action.by:
                    assert holder in departments[action.by], (case.key, action)


def test_channels_keep_their_shares(town: DemoTown) -> None:
    counts = Counter(case.submission.channel for case in town.cases)
    share = {channel: 100 * n / len(town.cases) for channel, n in counts.items()}
    assert 35 <= share["phone"] <= 45
    assert 20 <= share["counter"] <= 25
    assert 6 <= share["email"] <= 10
    assert 17 <= share["web"] + share["mobile"] <= 23
    assert 3.5 <= share["letter"] <= 6.5
    assert 2.5 <= share["field"] <= 5
    assert 1 <= share["elected"] <= 3


def test_every_type_and_every_department_is_there(town: DemoTown, village: DemoTown) -> None:
    assert len(HABITS) == 88
    assert {case.final_type for case in town.cases} == set(HABITS)
    assert {m.department for agent in town.agents for m in agent.memberships} == DEPARTMENTS
    assert {m.department for agent in village.agents for m in agent.memberships} == DEPARTMENTS
    assert tuple(sign_in.role for sign_in in town.sign_ins) == ROLES
    assert {sign_in.password for sign_in in town.sign_ins} == {PASSWORD}
    # Each shows what its role sees, and no more (who heads the cabinet also works in it).
    for sign_in in town.sign_ins:
        if sign_in.role != "cabinet":
            (held,) = next(agent.memberships for agent in town.agents if agent.email == sign_in.email)
            assert held.role == sign_in.role
    assert 280 <= len(village.cases) <= 370


def _by_month(town: DemoTown, *codes: str) -> Counter[int]:
    return Counter(c.submission.at.month for c in town.cases if c.final_type in codes and not c.storm)


def test_seasons_show(town: DemoTown) -> None:
    winter, summer = (11, 12, 1, 2, 3), (5, 6, 7, 8, 9)
    for codes, season, rest in (
        (("VOI-NDP", "VOI-ECL"), winter, summer), (("ESV-TON", "ESV-ELA", "PRO-FRE", "SOC-CAN"), summer, winter),
        (("SCO-INS",), (3, 4, 5, 6), (9, 10, 11, 12)), (("SCO-CAN",), (8, 9), (2, 3)),
    ):  # fmt: skip
        months = _by_month(town, *codes)
        assert sum(months[m] for m in season) > 2 * sum(months[m] for m in rest), (codes, months)


def test_the_storm_is_a_burst_of_two_days(town: DemoTown) -> None:
    days = Counter(case.submission.at.date() for case in town.cases)
    ordinary = len(town.cases) / 730
    assert sum(days[day] for day in town.storm_days) > 8 * ordinary
    storm = [case for case in town.cases if case.storm]
    assert sum(case.final_type == "ESV-ARB" for case in storm) > 15
    assert sum(isinstance(a, Close) and a.outcome == "duplicate" for case in storm for a in case.actions) > 20
    by_night = [a for c in storm for a in c.actions if a.verb == "claim" and not 7 <= a.at.hour < 19]
    assert len(by_night) >= 5


PATROL = {"olivier.castaing", "jessica.lambert"}


def test_agents_work_in_working_hours(town: DemoTown) -> None:
    for case in town.cases:
        habit = HABITS[case.final_type]
        if habit.priority == 1 or case.storm or case.submission.channel == "counter":
            continue
        for action in case.actions:
            if action.by in PATROL:
                continue
            if action.by and action.verb in ("claim", "reply", "close", "triage", "schedule"):
                assert action.at.weekday() < 5, action
                assert action.at.date() not in public_holidays(action.at.year), action
                assert 7 <= action.at.hour <= 18, action


def test_august_is_slower(town: DemoTown) -> None:
    def median_days(months: tuple[int, ...]) -> float:
        spans = sorted(
            (case.actions[-1].at - case.submission.at) / timedelta(days=1)
            for case in town.cases
            if case.actions and case.actions[-1].verb == "close" and case.submission.at.month in months
        )
        return spans[len(spans) // 2]

    assert median_days((8,)) > 1.3 * median_days((9, 10, 3, 4))


def test_no_real_phone_and_no_real_mailbox(town: DemoTown, village: DemoTown) -> None:
    fiction = re.compile(r"^\+33(19900|26191|35301|46571|53649|63998)\d{4}$")
    reserved = re.compile(r"@(example\.(org|com|net)|[a-z0-9-]+\.example)$")
    for some in (town, village):
        assert fiction.match(some.identity.phone)
        for person in some.persons:
            assert all(fiction.match(phone) for phone in person.phones), person
            assert not person.email or reserved.search(person.email), person
        assert all(reserved.search(agent.email) for agent in some.agents)
        for case in some.cases:
            assert "@" not in case.submission.description


def test_places_lie_in_their_district(town: DemoTown) -> None:
    from shapely.geometry import Point, shape

    polygons = {d.code: shape(d.geometry) for d in town.districts}
    assert len(polygons) == 6
    assert all(p.is_valid for p in polygons.values())
    outlines = list(polygons.values())
    for n, one in enumerate(outlines):
        assert all(one.intersection(two).area < 1e-12 for two in outlines[n + 1 :])
    for case in town.cases:
        if where := case.submission.location:
            assert polygons[where.district].buffer(1e-4).contains(Point(where.lon, where.lat)), where


def test_children_are_not_writing(town: DemoTown) -> None:
    ages = [(TODAY - p.birth_date).days / 365.25 for p in town.persons if p.birth_date]
    assert min(ages) >= 18
    assert 2_350 <= len(town.persons) <= 2_450
    assert sum(bool(p.usage_name) for p in town.persons) > 100
    assert sum(p.kind != "natural" for p in town.persons) >= 60


@pytest.mark.parametrize("size", ["town", "village"])
def test_a_sealed_case_stays_within_its_service(size: Size) -> None:
    some = town_of(size=size)
    departments = {a.login: {m.department for m in a.memberships} for a in some.agents}
    for case in some.cases:
        where = HABITS[case.submission.type_code].department
        if where not in ("ETC", "SOC") or case.final_type != case.submission.type_code:
            continue
        assert case.submission.addressed_to is None, case.key
        for action in case.actions:
            if isinstance(action, HandOver):
                break
            assert action.by is None or where in departments[action.by], (case.key, action)
            if isinstance(action, AddTask):
                assert action.department == where, (case.key, action)
