"""One contract for every indicator, and what the registry refuses."""

import json
from types import ModuleType

import pytest

from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.ground import Ground
from parvis.insights.registry import IncompleteIndicator, Indicator, all_indicators, check, indicator_of
from parvis.insights.results import Result
from parvis.organisation.access import Access
from tests.factories import agent
from tests.insights.world import generate

COMPLETE = {
    "id": "waiting_days",
    "label": "Jours d'attente",
    "version": 1,
    "definition": "Jours passés à attendre l'usager ou un tiers.",
    "compute": lambda self, ground: Result(),
}


def test_every_indicator_is_shown_by_a_dashboard():
    shown = {name for one in DASHBOARDS.values() for name in one.indicators}
    assert shown | {"in_progress"} == set(all_indicators())


@pytest.mark.parametrize("name", all_indicators())
def test_contract(name, town, django_assert_max_num_queries):
    generate(3, 60)
    one = all_indicators()[name]
    assert (one.id, one.version >= 1, one.definition[-1]) == (name, True, ".")
    ground = Ground.prepare(Access.of(agent("Paul", ("case_worker", "VOI"))), {}, default_period="30d")
    with django_assert_max_num_queries(3):
        result = one.compute(ground)
    json.dumps(result.as_json())
    keys = {*result.figures, *result.facts, *(key for row in result.rows for key in row.figures)}
    assert keys <= set(result.labels)
    assert len({row.key for row in result.rows}) == len(result.rows)
    # Rows written without their events were never closed by a verb.
    assert any(figure.value for figure in result.every_figure()) or result.facts or name == "reopen_rate"
    for figure in result.every_figure():
        if figure.selection is not None:
            assert ground.cases(figure.selection).count() == figure.value


@pytest.mark.parametrize("name", all_indicators())
def test_each_number_opens_its_list_or_says_why_not(name, town):
    generate(3, 60)
    one = all_indicators()[name]
    result = one.compute(
        Ground.prepare(Access.of(agent("Paul", ("case_worker", "VOI"))), {}, default_period="30d")
    )
    unlinked = {key for key, figure in result.figures.items() if figure.selection is None}
    unlinked |= {
        key for row in result.rows for key, figure in row.figures.items() if figure.selection is None
    }
    unlinked |= set(result.facts) - set(result.lists)
    if result.points:
        unlinked.add("points")
    assert unlinked <= set(one.without_list)
    # A reason outlives no figure: what opens a list has none.
    linked = {*result.figures, *result.lists, *(key for row in result.rows for key in row.figures)}
    assert not (linked - unlinked) & set(one.without_list)


def test_a_reason_is_a_sentence():
    kind = type("Mute", (Indicator,), COMPLETE | {"without_list": {"days": "non"}})
    with pytest.raises(IncompleteIndicator, match="without_list"):
        check(kind)


@pytest.mark.parametrize("name", all_indicators())
def test_contract_in_an_empty_town(name, town):
    ground = Ground.prepare(Access.of(agent("Paul", ("case_worker", "VOI"))), {}, default_period="30d")
    assert all(figure.value == 0 for figure in all_indicators()[name].compute(ground).every_figure())


@pytest.mark.parametrize("missing", COMPLETE)
def test_an_incomplete_class_is_refused(missing):
    kind = type("Half", (Indicator,), {k: v for k, v in COMPLETE.items() if k != missing})
    with pytest.raises(IncompleteIndicator, match=missing):
        check(kind)


def test_a_complete_class_is_taken():
    check(type("Whole", (Indicator,), COMPLETE))


def test_a_file_holds_one_indicator():
    module = ModuleType("parvis.insights.indicators.nothing")
    with pytest.raises(IncompleteIndicator, match="0 indicators"):
        indicator_of(module)
