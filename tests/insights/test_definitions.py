"""What each figure counts, case by case."""

from datetime import date, timedelta

import pytest

from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.cases.reopening import reopen
from parvis.cases.states import Outcome, State
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.insights.figures import compute, figures
from parvis.organisation.access import Access
from parvis.organisation.models import Sector
from tests.factories import agent, case
from tests.insights.world import NOW, at, made

TODAY = date(2026, 3, 31)
DAY = timedelta(days=1)


@pytest.fixture
def access(town):
    return Access.of(agent("Paul", ("case_worker", "VOI")))


def results(name, access, **filters):
    return compute(name, access, filters).results


def test_untreated_is_the_state_received_only(access):
    for state in State:
        made(state=state)
    assert results("untreated", access)["untreated"]["total"] == 1


def test_an_automatic_receipt_leaves_a_case_untreated_and_a_reply_does_not(access):
    from parvis.cases.replying import reply
    from parvis.organisation.acting_agents import actor_of

    received = case()
    assert results("untreated", access)["untreated"]["total"] == 1
    paul = agent("Lou", ("case_worker", received.department.code))
    reply(received, body="Nous venons.", by=actor_of(paul), at=NOW)
    assert results("untreated", access)["untreated"]["total"] == 0
    assert results("untreated", access)["unanswered"]["total"] == 0


def test_unanswered_is_another_question_than_untreated(access):
    made()
    made(state=State.IN_PROGRESS)
    made(state=State.IN_PROGRESS, first_reply_at=NOW)
    made(state=State.CLOSED)
    found = results("untreated", access)
    assert (found["untreated"]["total"], found["unanswered"]["total"]) == (1, 2)


def test_in_progress_is_broken_down(access):
    for state in (
        State.IN_PROGRESS,
        State.IN_PROGRESS,
        State.WAITING,
        State.SCHEDULED,
        State.RECEIVED,
        State.CLOSED,
    ):
        made(state=state)
    found = results("by-origin", access)["in_progress_origin"]
    assert {k: f.value for k, f in found.figures.items()} == {
        "ongoing": 4, "in_progress": 2, "waiting": 1, "scheduled": 1
    }  # fmt: skip


def test_a_case_with_several_channels_is_one_case_and_counts_under_each(access):
    made(state=State.IN_PROGRESS, channel="phone", other_channels=["web", "email"])
    made(state=State.IN_PROGRESS, channel="web")
    # The same channel twice is still one.
    made(state=State.IN_PROGRESS, channel="web", other_channels=["web"])
    found = results("by-origin", access)["in_progress_origin"]
    assert found["ongoing"] == 3
    assert {r.key: r.figures["ongoing"].value for r in found.rows} == {"web": 3, "phone": 1, "email": 1}
    received = results("received", access)["received_channels"]
    assert (received["total"], {r.key: r.figures["total"].value for r in received.rows}) == (
        3,
        {"web": 3, "phone": 1, "email": 1},
    )


@pytest.mark.parametrize(
    ("age", "bucket"),
    [(0, "0-2"), (2, "0-2"), (3, "3-5"), (5, "3-5"), (6, "6-15"), (15, "6-15"), (16, "16-30"), (30, "16-30"),
     (31, "31-60"), (60, "31-60"), (61, "61-"), (400, "61-")],
)  # fmt: skip
def test_age_buckets_at_their_edges(access, age, bucket):
    made(received_at=at(TODAY - age * DAY, 23, 59))
    made(received_at=at(TODAY - age * DAY, 0, 0))
    found = results("untreated", access)["untreated_age"]
    assert {r.key: r.figures["total"].value for r in found.rows if r.figures["total"].value} == {bucket: 2}
    assert found["old"] == (2 if age > 15 else 0)
    assert found.facts["oldest_days"] == age


def test_days_are_those_of_the_town_and_not_of_greenwich(access):
    """00:30 in Paris on 1 March is 23:30 UTC on 28 February; the day the clocks change has 23 hours."""
    made(received_at=at(date(2026, 3, 1), 0, 30))
    made(received_at=at(date(2026, 3, 29), 0, 0))
    made(received_at=at(date(2026, 3, 29), 23, 59))

    def received(first, last):
        return results("received", access, **{"from": first, "to": last})["received"]["total"]

    assert received("2026-03-01", "2026-03-01") == 1
    assert received("2026-02-01", "2026-02-28") == 0
    assert received("2026-03-29", "2026-03-29") == 2
    assert received("2026-03-30", "2026-03-31") == 0


def test_a_town_overseas_has_its_own_days(town, access):
    """22:30 in Paris on the 30th is already the 31st in La Réunion."""
    from parvis.insights.ground import Town

    made(received_at=at(date(2026, 3, 30), 22, 30))
    town.time_zone = "Indian/Reunion"
    found = compute("received", access, {"from": "2026-03-31", "to": "2026-03-31"}, town=Town.load(town))
    assert found.results["received"]["total"] == 1


def test_the_period_before_has_as_many_working_days(access):
    """Week of Monday 23 March: five working days, as many the week before; Easter Monday is none."""
    made(received_at=at(date(2026, 3, 24)))
    made(received_at=at(date(2026, 3, 16)))
    made(received_at=at(date(2026, 3, 13)))
    found = results("received", access, **{"from": "2026-03-23", "to": "2026-03-29"})["received"]
    assert (found["total"], found["previous"]) == (1, 1)
    assert found.facts["working_days"] == 5
    assert (found.facts["previous_from"], found.facts["previous_to"]) == ("2026-03-16", "2026-03-22")


def test_a_year_earlier_is_said_only_when_there_was_something(access):
    made(received_at=at(date(2026, 3, 24)))
    asked = {"from": "2026-03-23", "to": "2026-03-29"}
    assert "last_year" not in results("received", access, **asked)["received"].figures
    made(received_at=at(date(2025, 3, 25)))
    assert results("received", access, **asked)["received"]["last_year"] == 1


def test_half_a_history_is_not_compared(access):
    """The town began on 20 February: January and February say nothing of what March should be."""
    made(received_at=at(date(2026, 2, 20)))
    made(received_at=at(date(2026, 3, 24)))
    computed = compute("received", access, {"period": "month"})
    assert "previous" not in computed.results["received"].figures
    sentence = computed.dashboard.sentence(computed.results, computed.ground)
    assert sentence == "1 demande reçue du 1er mars au 31 mars 2026."


def test_an_ordinary_difference_is_called_so(access):
    for day, n in ((date(2026, 3, 16), 20), (date(2026, 3, 24), 26)):
        for _ in range(n):
            made(received_at=at(day))
    asked = {"from": "2026-03-23", "to": "2026-03-29"}
    assert figures("received", access, asked)["sentence"] == (
        "26 demandes reçues du 23 mars au 29 mars 2026, contre 20 sur la période précédente de même longueur "
        "(5 jours ouvrés), un écart ordinaire."
    )
    for _ in range(20):
        made(received_at=at(date(2026, 3, 25)))
    assert "soit 130\u00a0% de plus." in figures("received", access, asked)["sentence"]


def test_trend_has_every_step_and_adds_up(access):
    for day in (1, 1, 2, 30, 31):
        made(received_at=at(date(2026, 3, day)))
    for period, pace, steps in (("month", "day", 31), ("year", "week", 14), ("12m", "month", 12)):
        found = results("received", access, period=period)["received"]
        assert (found.facts["pace"], sum(r.figures["total"].value for r in found.rows)) == (pace, 5)
        assert steps <= len(found.rows) <= steps + 1


def test_on_time_counts_those_due_not_those_closed(access):
    received, due = at(date(2026, 3, 2)), at(date(2026, 3, 12))

    def one(state=State.CLOSED, closed=None, **values):
        if state == State.CLOSED:
            values |= {"closed_at": closed, "outcome": values.get("outcome", Outcome.DONE)}
        made(**{"received_at": received, "due_at": due, "state": state} | values)

    one(closed=due - DAY)
    one(closed=due)
    one(closed=due + DAY)
    one(State.IN_PROGRESS)
    one(State.RECEIVED)
    one(State.WAITING, waiting_for="third_party")
    # Left aside: the person's turn, ended otherwise, not due yet, due in another period, without any delay.
    one(State.WAITING, waiting_for="person")
    for outcome in (Outcome.TRANSFERRED, Outcome.WITHDRAWN, Outcome.DUPLICATE, Outcome.CANCELLED):
        one(closed=due - DAY, outcome=outcome)
    one(State.IN_PROGRESS, due_at=NOW + timedelta(minutes=1))
    one(State.IN_PROGRESS, due_at=at(date(2026, 2, 27)))
    one(State.IN_PROGRESS, due_at=None)
    found = results("received", access, period="month")["on_time"]
    assert (found["due"], found["on_time"], found["late"]) == (6, 2, 4)


def closed(day, reopened_after=None):
    received = case(received_at=at(day))
    close(received, outcome="done", text="Fait.", by=Actor.system(), at=at(day))
    if reopened_after is not None:
        reopen(received, reason="Le trou est revenu", by=Actor.system(), at=at(day) + reopened_after * DAY)
    return received


def test_reopen_rate_waits_for_closures_to_be_thirty_days_old(access):
    closed(date(2026, 2, 10))
    closed(date(2026, 2, 11), reopened_after=30)
    closed(date(2026, 2, 12), reopened_after=31)
    closed(date(2026, 3, 10), reopened_after=1)  # not mature: it is not counted, reopened or not
    closed(date(2026, 3, 11))
    closed(date(2025, 12, 1))
    found = results("received", access, **{"from": "2026-02-01", "to": "2026-03-31"})["reopen_rate"]
    assert (found["closures"], found["reopened"]) == (3, 1)


def test_delays_count_open_cases_and_leave_out_other_ends(access):
    start = at(date(2026, 3, 1))

    def one(hours=None, outcome=Outcome.DONE, **values):
        if hours is not None:
            values |= {"state": State.CLOSED, "outcome": outcome, "closed_at": start + timedelta(hours=hours)}
        made(received_at=start, **values)

    for hours in (24, 48, 72):
        one(hours)
    one(36, Outcome.WITHDRAWN)
    one(12, Outcome.DUPLICATE)
    one(state=State.IN_PROGRESS)
    found = results("received", access, period="month")["closure_delay"]
    facts = found.facts
    assert (found["counted"], found["reached"], found["still_open"], found["left_out"]) == (4, 3, 1, 2)
    # S = 3/4 at 24 h, 1/2 at 48 h, 1/4 at 72 h, and the last one is still open.
    assert (facts["median_hours"], facts["p90_hours"]) == (48, None)


def test_the_curve_stops_where_nobody_was_followed_any_longer(access):
    made(received_at=NOW - timedelta(days=9, hours=5), state=State.IN_PROGRESS)
    made(received_at=NOW - timedelta(days=9), state=State.CLOSED, closed_at=NOW - timedelta(days=7))
    points = results("received", access)["closure_delay"].points
    assert [(x, y) for _name, x, y in points if x in (0, 2, 9)] == [(0, 0), (2, 0.5), (9, 0.5)]
    assert max(x for _name, x, _y in points) == 9


def test_a_case_closed_twice_in_the_cohort_is_one_case(access):
    twice = closed(date(2026, 2, 3), reopened_after=4)
    close(twice, outcome="done", text="Refait.", by=Actor.system(), at=at(date(2026, 2, 10)))
    reopen(twice, reason="Encore", by=Actor.system(), at=at(date(2026, 2, 12)))
    closed(date(2026, 2, 4))
    found = results("received", access, **{"from": "2026-02-01", "to": "2026-03-31"})["reopen_rate"]
    assert (found["closures"], found["reopened"]) == (2, 1)


def test_a_closure_without_reply_competes_with_the_reply(access):
    start = at(date(2026, 3, 1))
    ended = {"received_at": start, "state": State.CLOSED}
    made(**ended, first_reply_at=start + timedelta(hours=4), closed_at=start + timedelta(hours=9))
    made(**ended, closed_at=start + timedelta(hours=2))
    made(**ended, closed_at=start + timedelta(hours=2), outcome=Outcome.TRANSFERRED)
    found = results("received", access, period="month")["first_reply_delay"]
    facts = found.facts
    assert (found["counted"], found["reached"], found["ended_otherwise"], found["left_out"]) == (2, 1, 1, 1)
    # Half got a reply, the other half never will.
    assert (facts["median_hours"], facts["p90_hours"]) == (4, None)


def test_first_reply_delay_leaves_out_the_anonymous(access):
    start = at(date(2026, 3, 1))
    made(received_at=start, state=State.IN_PROGRESS, first_reply_at=start + timedelta(hours=5))
    made(received_at=start, state=State.IN_PROGRESS, anonymous=True)
    found = results("received", access, period="month")["first_reply_delay"]
    assert (found["counted"], found["reached"], found.facts["median_hours"]) == (1, 1, 5)


def test_by_department_counts_where_the_case_is_today(access):
    made(due_at=NOW - DAY)
    made(state=State.WAITING, waiting_for="person", due_at=NOW - DAY)
    made(state=State.CLOSED, received_at=at(date(2026, 1, 5)), closed_at=NOW - DAY)
    found = results("by-department", access)["by_department"]
    (roads,) = [row for row in found.rows if row.key == "VOI"]
    assert {k: f.value for k, f in roads.figures.items()} == {
        "received": 2, "closed": 1, "untreated": 1, "in_progress": 0, "waiting": 1, "scheduled": 0, "ongoing": 1,
        "overdue": 1,
    }  # fmt: skip


def test_day_and_priority_matrix_keeps_older_cases_in_one_line(access):
    made(state=State.IN_PROGRESS, priority=1, received_at=at(TODAY))
    made(state=State.IN_PROGRESS, priority=3, received_at=at(date(2026, 3, 2)))  # thirtieth day
    made(state=State.IN_PROGRESS, priority=3, received_at=at(date(2026, 3, 1), 23, 59))
    found = results("by-day-priority", access)["in_progress_day_priority"]
    by_key = {r.key: {k: f.value for k, f in r.figures.items() if f.value} for r in found.rows}
    assert by_key["2026-03-31"] == {"1": 1, "total": 1}
    assert by_key["2026-03-02"] == {"3": 1, "total": 1}
    assert by_key["before-2026-03-02"] == {"3": 1, "total": 1}
    assert len(found.rows) == 31


def test_sealed_sectors_do_not_exist_from_outside(town, access):
    sealed = (
        RequestType.objects.filter(sector__sealed=True).select_related("department").order_by("code").first()
    )
    made(request_type=sealed)
    made(request_type=sealed, state=State.IN_PROGRESS)
    made()
    inside = Access.of(agent("Inès", ("case_worker", sealed.department.code)))
    elected, api = Access.of(agent("Maire", "elected")), Access.partner()
    for reader, expected in ((access, 1), (inside, 3), (elected, 1), (api, 1)):
        for name in ("received", "by-department"):
            indicator = {"received": "received", "by-department": "by_department"}[name]
            key = {"received": "total", "by-department": "received"}[name]
            assert results(name, reader)[indicator][key] == expected
        text = str(figures("by-department", reader)) + str(figures("received", reader))
        assert (sealed.department.name in text) is (reader is inside)
    assert Sector.objects.filter(sealed=True).exists()
    assert Case.objects.count() == 3
