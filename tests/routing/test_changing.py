"""The verbs of rules: one event each, no stale form wins, nothing is done twice, what was deleted comes back whole."""

from typing import Any

import pytest

from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.organisation.models import Department
from parvis.routing.changing import (
    AlreadyChanged,
    CannotRestore,
    MayNotChangeRules,
    RuleGone,
    RulesChanged,
    delete_rule,
    move_rule,
    restore_rule,
    save_rule,
    switch_rule,
    version_of,
)
from parvis.routing.deciding import Facts, route
from parvis.routing.models import Rule
from parvis.routing.ordering import copied, rules_in_order
from parvis.tenancy.configuration import snapshot
from tests.cases.steps import AT
from tests.factories import actor


@pytest.fixture
def boss(town: Any) -> Any:
    return actor("Sylvie Morel", "administrator")


def department(code: str) -> Department:
    return Department.objects.get(code=code)


def rule(name: str = "Rats", to: str = "PRO", **values: Any) -> Rule:
    return Rule(name=name, department=department(to), **({"words": ["rat"]} | values))


def names() -> list[str]:
    return [r.name for r in rules_in_order()]


def told() -> list[Event]:
    return list(Event.objects.filter(type__startswith="routing.").order_by("id"))


def where(text: str) -> str:
    facts = Facts(RequestType.objects.get(code="VOI-NDP"), "web", text, AT)
    return route(facts, snapshot()).department.code


def test_a_new_rule_counts_at_once(boss: Any) -> None:
    assert where("Des rats !") == "VOI"
    save_rule(rule(), rank=0, by=boss, at=AT)
    assert where("Des rats !") == "PRO"
    assert names()[0] == "Rats"
    (event,) = told()
    assert (event.type, event.case_id, event.actor_label) == ("routing.rule_added", None, "Sylvie Morel")
    assert event.sentence == (
        "Règle « Rats » ajoutée : Si le texte contient « rat », alors Propreté et déchets."
    )


def test_a_changed_rule_keeps_its_place_and_says_what_it_was(boss: Any) -> None:
    made = save_rule(rule(), rank=1, by=boss, at=AT)
    before = names()
    other = copied(made)
    other.department, other.words = department("PM"), ["rat", "rongeur"]
    save_rule(other, rank=None, by=boss, at=AT)
    assert names() == before
    assert where("Un rongeur dans la rue") == "PM"
    assert "(avant : Si le texte contient « rat », alors Propreté et déchets)" in told()[-1].sentence


def test_rules_move_up_and_down_and_never_share_a_place(boss: Any) -> None:
    first, second, *rest = rules_in_order()
    for _ in range(5):
        move_rule(second.pk, step=-1, by=boss, at=AT)
        assert names()[:2] == [second.name, first.name]
        move_rule(second.pk, step=1, by=boss, at=AT)
        assert names()[:2] == [first.name, second.name]
    assert names()[2:] == [r.name for r in rest]
    assert told()[-1].sentence == f"Règle « {second.name} » déplacée du rang 1 au rang 2."
    move_rule(first.pk, step=-1, by=boss, at=AT)
    assert len(told()) == 10, "the first cannot go higher, and nothing is told"


def test_a_rule_put_aside_no_longer_counts(boss: Any) -> None:
    made = save_rule(rule(), rank=0, by=boss, at=AT)
    switch_rule(made.pk, active=False, by=boss, at=AT)
    assert where("Un rat") == "VOI"
    switch_rule(made.pk, active=True, by=boss, at=AT)
    assert where("Un rat") == "PRO"
    switch_rule(made.pk, active=True, by=boss, at=AT)
    assert [e.type for e in told()][1:] == ["routing.rule_switched"] * 2


def test_a_deleted_rule_comes_back_whole_and_in_its_place(boss: Any) -> None:
    made = save_rule(
        rule(request_type=RequestType.objects.get(code="VOI-NDP"), channel="web", partner="Le SIEP"),
        rank=1,
        by=boss,
        at=AT,
    )
    before = [(r.pk, r.name) for r in rules_in_order()]
    kept = Rule.objects.filter(pk=made.pk).values().get()
    event = delete_rule(made.pk, by=boss, at=AT)
    assert where("Un rat") == "VOI"
    restore_rule(event.pk, by=boss, at=AT)
    assert [(r.pk, r.name) for r in rules_in_order()] == before
    again = Rule.objects.filter(pk=made.pk).values().get()
    assert {k: v for k, v in again.items() if k != "position"} == {
        k: v for k, v in kept.items() if k != "position"
    }
    with pytest.raises(CannotRestore):
        restore_rule(event.pk, by=boss, at=AT)


def test_a_rule_whose_type_went_away_does_not_come_back(boss: Any) -> None:
    gone = RequestType.objects.get(code="VOI-NDP")
    gone.pk, gone.code, gone._state.adding = None, "VOI-TMP", True
    gone.save()
    made = save_rule(rule(request_type=gone), rank=0, by=boss, at=AT)
    event = delete_rule(made.pk, by=boss, at=AT)
    gone.delete()
    with pytest.raises(CannotRestore, match="n'existe plus"):
        restore_rule(event.pk, by=boss, at=AT)


def test_a_stale_form_changes_nothing_and_says_what_changed(boss: Any) -> None:
    version = version_of(rules_in_order())
    save_rule(rule("Chats"), rank=0, by=boss, at=AT, version=version)
    before = names()
    with pytest.raises(RulesChanged) as stale:
        save_rule(rule("Chiens"), rank=0, by=boss, at=AT, version=version)
    assert [e.data["name"] for e in stale.value.changes] == ["Chats"]
    with pytest.raises(RulesChanged):
        move_rule(rules_in_order()[1].pk, step=1, by=boss, at=AT, version=version)
    assert names() == before


def test_a_change_made_by_hand_is_seen_too(boss: Any) -> None:
    version = version_of(rules_in_order())
    Rule.objects.filter(pk=rules_in_order()[0].pk).update(words=["autre"])
    with pytest.raises(RulesChanged):
        save_rule(rule(), rank=0, by=boss, at=AT, version=version)


def test_a_form_sent_twice_adds_once(boss: Any) -> None:
    version = version_of(rules_in_order())
    save_rule(rule(), rank=0, by=boss, at=AT, version=version, key="k1")
    with pytest.raises(AlreadyChanged):
        save_rule(rule(), rank=0, by=boss, at=AT, version=version, key="k1")
    assert names().count("Rats") == 1


def test_rules_are_the_administrators(town: Any) -> None:
    for role in ("dispatcher", ("manager", "VOI"), "executive"):
        by = actor(f"Agent {role[0]}", role)
        with pytest.raises(MayNotChangeRules):
            save_rule(rule(), rank=0, by=by, at=AT)
    assert not told()


def test_a_rule_of_another_town_does_not_exist(boss: Any, other_town: Any) -> None:
    from parvis.kit.tenant import activate

    with activate(other_town.pk):
        theirs = rules_in_order()[0].pk
    for act in (
        lambda: move_rule(theirs, step=1, by=boss, at=AT),
        lambda: switch_rule(theirs, active=False, by=boss, at=AT),
        lambda: delete_rule(theirs, by=boss, at=AT),
    ):
        with pytest.raises(RuleGone):
            act()
