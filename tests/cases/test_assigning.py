from typing import Any

import pytest

from parvis.cases.acting import Unclear
from parvis.cases.assigning import AlreadyTaken, assign, claim
from parvis.cases.states import State
from parvis.kit.tenant import activate
from parvis.organisation.acting_agents import actor_of
from tests.cases.steps import AT, nothing_happens, one_event, sealed_type, worker
from tests.factories import agent, case


def test_claiming_takes_the_case_and_ends_untreated(town: Any) -> None:
    made, by = case(), worker()
    assert made.state == State.RECEIVED
    assert made.first_act_at is None
    with one_event(made, "case.assigned", by):
        claim(made, by=by, at=AT)
    assert (made.state, made.assignee_id, made.first_act_at) == (State.IN_PROGRESS, by.id, AT)


def test_claiming_again_ones_own_case_is_harmless(town: Any) -> None:
    made, by = case(), worker()
    claim(made, by=by, at=AT)
    claim(made, by=by, at=AT)
    assert made.assignee_id == by.id


def test_a_colleague_was_faster(town: Any) -> None:
    made, rose = case(), worker("Rose Voirie")
    claim(made, by=rose, at=AT)
    with nothing_happens(made), pytest.raises(AlreadyTaken, match="Rose Voirie"):
        claim(made, by=worker(), at=AT)


def test_assigning_gives_it_to_somebody_else_and_back_to_the_queue(town: Any) -> None:
    made, by, rose = case(), worker(), agent("Rose", ("case_worker", "VOI"))
    assign(made, to=rose, by=by, at=AT)
    assert (made.assignee_id, made.state) == (rose.pk, State.IN_PROGRESS)
    with one_event(made, "case.assigned", by):
        assign(made, to=None, by=by, at=AT)
    assert (made.assignee_id, made.state) == (None, State.IN_PROGRESS)


def test_only_somebody_who_can_follow_the_case_gets_it(town: Any, other_town: Any) -> None:
    made, by = case(), worker()
    left = agent("Parti", ("case_worker", "VOI"))
    left.active = False
    left.save()
    with activate(other_town.pk):
        stranger = agent("D'ailleurs", ("case_worker", "VOI"), email="ailleurs@autre.test")
    for nobody in (left, stranger, agent("Com", "communication"), agent("Élu", "elected")):
        with nothing_happens(made), pytest.raises(Unclear) as refused:
            assign(made, to=nobody, by=by, at=AT)
        assert refused.value.field == "to"


def test_somebody_in_the_street_gets_it_without_reading_the_others(town: Any) -> None:
    made, by, street = case(), worker(), agent("Terrain", ("field", "VOI"))
    assign(made, to=street, by=by, at=AT)
    assert made.assignee_id == street.pk


def test_a_sealed_case_stays_among_those_of_the_sector(town: Any) -> None:
    code = sealed_type().department.code
    made, by = case(type_code=sealed_type().code), actor_of(agent("Cheffe", ("manager", code)))
    for outside in (agent("Dehors", ("manager", "VOI")), agent("Rue", ("field", "VOI"))):
        with nothing_happens(made), pytest.raises(Unclear):
            assign(made, to=outside, by=by, at=AT)
    inside = agent("Dedans", ("field", code))
    with nothing_happens(made), pytest.raises(Unclear):
        assign(made, to=inside, by=by, at=AT)
    assign(made, to=agent("Traitante", ("case_worker", code)), by=by, at=AT)
