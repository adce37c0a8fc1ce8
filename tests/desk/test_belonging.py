"""What the browser is told of a list keeps the very cases that the list keeps."""

import json
from datetime import timedelta

import pytest
from django.http import QueryDict

from parvis.cases.assigning import assign
from parvis.cases.closing import close
from parvis.cases.holding import hold
from parvis.cases.models import Case
from parvis.cases.scheduling import schedule
from parvis.cases.triaging import triage
from parvis.desk.lists.belonging import belonging
from parvis.desk.lists.choices import choices_of
from parvis.desk.lists.conditions import Reading
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.live.changes import Change, read_change, read_facts, write_facts
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.ui.dates import local
from tests.factories import agent, case

TOLD = [
    "state=open", "state=received", "state=ongoing", "state=closed", "state=all", "department=VOI", "department=mine",
    "assignee=me", "assignee=none", "state=open&department=VOI&assignee=none", "type=VOI-ECL", "channel=phone", "priority=1",
    "district=none",
]  # fmt: skip
ASKED = ["q=trou", "due=overdue", "assignee=someone", "person=3", "channel=web&any_channel=1", "answered=1"]


@pytest.fixture
def reading(town):
    me = agent("Paul Roy", ("case_worker", "VOI"))
    by, now = Actor.system(), clock.now()
    made = [
        case(),
        case(type_code="VOI-ECL", channel="phone"),
        case(),
        case(),
        case(),
        case(type_code="ESV-ELA"),
    ]
    assign(made[0], to=me, by=by, at=now)
    close(made[2], outcome="done", by=by, at=now)
    hold(made[3], waiting_for="third_party", reason="Devis", by=by, at=now)
    schedule(made[4], on=local(now).date() + timedelta(3), by=by, at=now)
    triage(made[5], priority=1, by=by, at=now)
    return Reading(me.pk, now, local(now).tzinfo, choices_of(Access.of(me)))


def chosen_of(query, reading):
    chosen = QueueFilter.from_query(QueryDict(query), reading.choices)
    assert chosen.ignored == ()
    return chosen, json.loads(belonging(chosen, reading))


@pytest.mark.parametrize("query", TOLD)
def test_the_browser_keeps_what_the_list_keeps(reading, query):
    chosen, kept = chosen_of(query, reading)
    assert "ask" not in kept
    listed = set(chosen.apply(Case.objects.all(), reading).values_list("reference", flat=True))

    def keeps(one):
        data = Change(one).arrival.data
        return all(data[column] in values for column, values in kept.items())

    assert {one.reference for one in Case.objects.all() if keeps(one)} == listed


@pytest.mark.parametrize("query", ASKED)
def test_what_only_the_server_can_tell_is_asked(reading, query):
    assert chosen_of(query, reading)[1]["ask"] is True


def test_facts_are_read_as_they_are_written(town):
    made = case()
    known = {"tenant_id": town.pk, "id": made.pk, "reference": made.reference}
    again = read_facts(write_facts(made), known)
    for name in (
        "state",
        "sector_id",
        "department_id",
        "assignee_id",
        "opened_by_id",
        "request_type_id",
        "priority",
        "channel",
    ):
        assert getattr(again, name) == getattr(made, name), name
    change = read_change(town.pk, f"{made.pk}|{made.reference}|4|{write_facts(made)}")
    assert (change.case.version, change.before) == (4, None)
