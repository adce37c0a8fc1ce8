"""Trying a change on past cases: the same cases as replaying everything, never a sealed one, bounded, paged."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from parvis.cases.handing_over import hand_over, take_back
from parvis.cases.models import Case
from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import Calendar, RequestType
from parvis.history.actors import Actor
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from parvis.routing import ordering
from parvis.routing.deciding import Facts, prepare, route
from parvis.routing.lessons import lessons
from parvis.routing.models import Rule
from parvis.routing.ordering import Change, copied, rules_in_order
from parvis.routing.trying import Period, Trial, moved_cases, try_change
from parvis.tenancy.configuration import snapshot
from parvis.territory.models import District
from tests.cases.steps import sealed_type
from tests.factories import actor, agent, case

NOW = datetime(2026, 3, 31, 10, tzinfo=UTC)
PERIOD = Period(NOW - timedelta(days=90), NOW + timedelta(days=1))
TEXTS = (
    "Un trou devant le 12.",
    "Des rats dans le parc !",
    "Le chat, dans l'arbre",
    "Odeur d'ÉGOUT",
    "rat-taupier",
)


@pytest.fixture
def boss(town: Any) -> Access:
    return Access.of(agent("Sylvie Morel", "administrator"))


def department(code: str) -> Department:
    return Department.objects.get(code=code)


def past(n: int = 40) -> list[Case]:
    """Cases of open and sealed types, with any text, channel and district, over three months."""
    types = [RequestType.objects.get(code=c) for c in ("VOI-NDP", "PRO-POU", "ADM-AUT")] + [sealed_type()]
    District.objects.bulk_create(District(code=c, name=c) for c in ("NORD", "SUD"))
    places = [*District.objects.order_by("code"), None]
    rows = []
    for i in range(n):
        kind = types[i % 4]
        at = NOW - timedelta(hours=7 * i)
        rows.append(
            Case(
                reference=f"E-{i:05d}", request_type=kind, kind=kind.kind, department_id=kind.department_id,
                sector_id=kind.sector_id, channel=("web", "phone", "elected")[i % 3], description=TEXTS[i % 5],
                district=places[i % 3 - 1], received_at=at, recorded_at=at, last_activity_at=at, follow_nonce=f"{i:032d}",
            )
        )  # fmt: skip
    return Case.objects.bulk_create(rows)


def tried(change: Change, access: Access, **values: Any) -> Trial:
    with transaction.atomic():
        return try_change(change, access=access, period=PERIOD, snapshot=snapshot(), **values)


def by_brute_force(change: Change, access: Access) -> dict[tuple[int, int], int]:
    """Every case, both lists, no shortcut."""
    kept = snapshot()
    known, before, after = catalogue(kept), prepare(change.before), prepare(change.after)
    found: dict[tuple[int, int], int] = {}
    for one in Case.objects.readable_by(access):
        facts = Facts(
            known.by_id[one.request_type_id], one.channel, one.description, one.received_at, one.district_id,
            one.request_type.code == "ADM-AUT",
        )  # fmt: skip
        pair = (route(facts, kept, before).department.pk, route(facts, kept, after).department.pk)
        if pair[0] != pair[1]:
            found[pair] = found.get(pair, 0) + 1
    return found


def changes() -> list[Change]:
    """Every kind of change, on rules that overlap."""
    Rule(position=1, name="Parc", words=["parc"], department=department("ESV")).save()
    Rule(position=2, name="Rats", words=["rat"], department=department("PRO")).save()
    Rule(position=3, name="Aside", words=["chat"], department=department("PM"), active=False).save()
    rules = rules_in_order()
    wider = copied(rules[0])
    wider.words, wider.department = ["parc", "égout"], department("URB")
    north = District.objects.get(code="NORD")
    usagers = RequestType.objects.get(code="ADM-AUT").sector
    night = Rule.When.CLOSED
    new = [
        Rule(name="n1", words=["trou"], district=north, department=department("URB")),
        Rule(name="n2", sector=usagers, department=department("CAB")),
        Rule(
            name="n3",
            channel="phone",
            when=night,
            calendar=Calendar.objects.get(name="Mairie"),
            department=department("PM"),
        ),
        Rule(name="n4", request_type=sealed_type(), department=department("VOI")),
        Rule(name="n5", words=["trou"], department=sealed_type().department),
    ]
    return [
        *(ordering.placed(rules, one, 0) for one in new),
        ordering.placed(rules, copied(new[0])),
        ordering.placed(rules, wider),
        ordering.placed(rules, copied(rules[1]), 0),
        ordering.moved(rules, rules[0], 1),
        ordering.removed(rules, rules[0]),
        ordering.switched(rules, rules[2], True),
        ordering.switched(rules, rules[1], False),
    ]


def test_the_trial_finds_what_replaying_everything_finds(boss: Access) -> None:
    past()
    moving = 0
    for change in changes():
        result = tried(change, boss, first=3)
        assert {pair: flow.cases for pair, flow in result.flows.items()} == by_brute_force(change, boss)
        assert len(result.first) == min(3, result.cases)
        moving += bool(result.cases)
    assert moving > 7, "most of these changes must move something, or this proves nothing"


def test_sealed_cases_are_neither_counted_nor_listed(boss: Access) -> None:
    past()
    rules = rules_in_order()
    change = ordering.placed(rules, Rule(name="Tout", channel="web", department=department("CAB")), 0)
    inside = Access.of(agent("Inès Sociale", ("manager", sealed_type().department.code), "dispatcher"))
    assert tried(change, boss).looked == 30
    assert tried(change, inside).looked == 40
    hidden = set(Case.objects.filter(sector__sealed=True).values_list("reference", flat=True))
    with transaction.atomic():
        page, _ = moved_cases(change, access=boss, period=PERIOD, snapshot=snapshot(), size=100)
    assert page
    assert not hidden & {one.reference for one in page}


def test_transfers_that_the_rule_would_have_spared(boss: Access) -> None:
    by = actor("Paul Régulateur", "dispatcher")
    sent, kept = case(description="Des rats"), case(description="Un rat")
    lost = case(description="Encore un rat")
    hand_over(sent, to=department("PRO"), reason="Des rats", by=by, at=NOW)
    hand_over(lost, to=department("PM"), reason="Autre chose", by=by, at=NOW)
    change = ordering.placed(
        rules_in_order(), Rule(name="Rats", words=["rat"], department=department("PRO")), 0
    )
    period = Period(kept.received_at - timedelta(days=1), kept.received_at + timedelta(days=1))
    with transaction.atomic():
        result = try_change(change, access=boss, period=period, snapshot=snapshot(), first=9)
    (flow,) = result.flows.values()
    assert (result.looked, flow.cases, flow.spared, flow.to_target, flow.to_origin) == (3, 3, 1, 1, 1)
    assert result.elsewhere == 1
    assert {one.reference: one.word for one in result.first} == dict.fromkeys(
        (sent.reference, kept.reference, lost.reference), "rat"
    )


def test_the_list_is_read_page_after_page_without_a_gap(boss: Access) -> None:
    past(60)
    change = ordering.placed(
        rules_in_order(), Rule(name="Web", channel="web", department=department("CAB")), 0
    )
    seen: list[str] = []
    after: Any = None
    with transaction.atomic():
        while True:
            page, more = moved_cases(
                change, access=boss, period=PERIOD, snapshot=snapshot(), size=4, after=after
            )
            seen += [one.reference for one in page]
            if not more:
                break
            after = (page[-1].received_at, page[-1].id)
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == tried(change, boss).cases > 8


def test_a_bound_is_met_and_told(boss: Access) -> None:
    past()
    change = ordering.placed(
        rules_in_order(), Rule(name="Rat", words=["rat"], department=department("PRO")), 0
    )
    result = tried(change, boss, most=10)
    assert result.since is not None
    assert result.looked == 30
    assert tried(change, boss, most=30).since is None


def test_only_the_cases_of_the_period(boss: Access) -> None:
    past()
    Case.objects.update(received_at=PERIOD.start - timedelta(seconds=1))
    change = ordering.placed(
        rules_in_order(), Rule(name="Web", channel="web", department=department("CAB")), 0
    )
    assert (tried(change, boss).looked, tried(change, boss).cases) == (0, 0)


def test_hand_overs_by_people_are_lessons_those_of_routing_are_not(boss: Access) -> None:
    by = actor("Paul Régulateur", "dispatcher", ("manager", sealed_type().department.code))
    for _ in range(2):
        hand_over(case(), to=department("PRO"), reason="Non", by=by, at=NOW)
    hand_over(case(), to=department("ESV"), reason="Un arbre", by=by, at=NOW)
    hand_over(case(), to=department("PM"), reason="Seul", by=Actor.system(), at=NOW)
    hand_over(case(), to=sealed_type().department, reason="Une famille", by=by, at=NOW)
    (found,) = lessons(access=boss, period=PERIOD, known=catalogue(snapshot()))
    assert found.request_type.code == "VOI-NDP"
    assert [(h.origin.code, h.target.code, h.count) for h in found.hops] == [
        ("VOI", "PRO", 2),
        ("VOI", "ESV", 1),
    ]
    assert lessons(access=boss, period=Period(NOW, NOW), known=catalogue(snapshot())) == []


def test_a_hand_over_that_was_taken_back_is_no_lesson_either_way(boss: Access) -> None:
    by, kept, slip = actor("Paul Régulateur", "dispatcher"), case(), case()
    for one in (kept, slip):
        hand_over(one, to=department("ESV"), reason="Un arbre", by=by, at=NOW)
    take_back(slip, to=department("VOI"), reason="Une erreur", by=by, at=NOW)
    assert slip.hand_overs == 0
    (found,) = lessons(access=boss, period=PERIOD, known=catalogue(snapshot()))
    assert [(h.origin.code, h.target.code, h.count) for h in found.hops] == [("VOI", "ESV", 1)]
    hand_over(slip, to=department("PRO"), reason="La propreté", by=by, at=NOW)
    (found,) = lessons(access=boss, period=PERIOD, known=catalogue(snapshot()))
    assert {(h.target.code, h.count) for h in found.hops} == {("ESV", 1), ("PRO", 1)}, "what came next counts"
