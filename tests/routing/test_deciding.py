"""Where a request goes: words whatever their dress, hours of a calendar, and other rules than those in force."""

from datetime import UTC, datetime
from typing import Any

import pytest

from parvis.catalog.models import Calendar, RequestType
from parvis.organisation.models import Department
from parvis.routing.deciding import Facts, prepare, route
from parvis.routing.models import Rule
from parvis.tenancy.configuration import snapshot

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 1, 9, tzinfo=UTC)


def facts(text: str = "Un trou", at: datetime = MONDAY, **values: Any) -> Facts:
    given = {"request_type": RequestType.objects.get(code="VOI-NDP"), "channel": "web"} | values
    return Facts(text=text, received_at=at, **given)


def rule(**values: Any) -> Rule:
    return Rule(name="Essai", department=Department.objects.get(code="PRO"), **values)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Un rat", True), ("DES RATS !", True), ("(rat)", True), ("un rat,mort", True), ("un « rat »", True),
        ("rat/souris", True), ("ratatouille", False), ("pirate", False), ("", False),
    ],
)  # fmt: skip
def test_a_word_is_found_whatever_stands_around_it(town: Any, text: str, found: bool) -> None:
    decision = route(facts(text), snapshot(), prepare([rule(words=["Rat"])]))
    assert (decision.department.code == "PRO") == found
    assert decision.word == ("rat" if found else "")


@pytest.mark.parametrize(
    "text", ["fuite d'eau", "Une FUITE D’EAU devant chez moi", "fuites d'eau ? oui : fuite d'eau"]
)
def test_an_expression_is_found_with_its_apostrophe(town: Any, text: str) -> None:
    assert route(facts(text), snapshot(), prepare([rule(words=["Fuite d'eau"])])).department.code == "PRO"


def test_hours_of_a_calendar_decide(town: Any) -> None:
    office = Calendar.objects.get(name="Mairie")
    closed = prepare([rule(when=Rule.When.CLOSED, calendar=office)])
    opened = prepare([rule(when=Rule.When.OPEN, calendar=office)])
    kept = snapshot()
    assert [route(facts(at=at), kept, closed).department.code for at in (MONDAY, SUNDAY)] == ["VOI", "PRO"]
    assert [route(facts(at=at), kept, opened).department.code for at in (MONDAY, SUNDAY)] == ["PRO", "VOI"]


def test_every_reason_is_told(town: Any) -> None:
    asked = facts("Un rat", request_type=RequestType.objects.get(code="VOI-NDP"))
    one = rule(request_type=asked.request_type, channel="web", words=["rat"], when=Rule.When.OPEN)
    told = route(asked, snapshot(), prepare([one])).explanation
    assert told == (
        f"Règle « Essai » (type « {asked.request_type.label} », origine site web, mot « rat », "
        "pendant les heures du calendrier) : Propreté et déchets."
    )


def test_rules_that_are_tried_leave_those_in_force_alone(town: Any) -> None:
    tried = prepare([rule(words=["trou"]), rule(words=["trou"], active=False)])
    assert len(tried) == 1
    assert route(facts(), snapshot(), tried).department.code == "PRO"
    assert route(facts(), snapshot()).department.code == "VOI"
    assert route(facts(), snapshot(), ()).department.code == "VOI"
