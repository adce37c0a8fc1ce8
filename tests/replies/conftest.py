"""A case of the roads, who answers for it, who approves, and the hour that passes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from parvis.cases.models import Case
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department
from parvis.replies.leaving import leave
from parvis.replies.models import ApprovalRule, Draft
from parvis.replies.sending import UNDO, Written, send
from tests.factories import agent, case


@pytest.fixture
def paul(town: Any) -> Agent:
    return agent("Paul Roy", ("case_worker", "VOI"))


@pytest.fixture
def zoe(town: Any) -> Agent:
    return agent("Zoé Lambert", ("case_worker", "VOI"))


@pytest.fixture
def chief(town: Any) -> Agent:
    return agent("Anne Chef", ("manager", "VOI"))


@pytest.fixture
def made(town: Any) -> Case:
    return case()


def written_by(who: Agent, made: Case, body: str = "Nous passons mardi.", **given: Any) -> Draft:
    """Sent, and still in its ten seconds unless a rule or an hour says otherwise."""
    return send(made, Written(body, files=given.pop("files", ())), by=actor_of(who), at=clock.now(), **given)


@pytest.fixture
def pass_time(town: Any) -> Callable[..., None]:
    """The worker's turn, once the hour of this draft has come."""

    def run(draft: Draft, after: timedelta = UNDO) -> None:
        with clock.travel(clock.now() + after):
            leave(town.pk, draft.pk)

    return run


def rule(role: str = "manager", **values: Any) -> ApprovalRule:
    made = ApprovalRule(name="Relecture", role=role, **values)
    made.save()
    return made


def roads() -> Department:
    found: Department = Department.objects.get(code="VOI")
    return found
