"""Geometry of the charts: what is drawn is what the table says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.ui import charts
from parvis.ui.charts import PLOT_HEIGHT, TOP, Point, Series

counts = st.lists(st.integers(0, 100_000), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("highest", "step"),
    [(0, 1), (3, 1), (4, 1), (7, 2), (20, 5), (71, 20), (100, 25), (1234, 500), (0.4, 0.1)],
)
def test_axis_steps_are_round(highest: float, step: float) -> None:
    assert charts.nice_step(highest) == pytest.approx(step)


@given(st.floats(0.01, 1e9))
def test_four_steps_reach_the_highest_value(highest: float) -> None:
    assert charts.nice_step(highest) * 4 >= highest * (1 - 1e-6)


@given(counts)
def test_columns_keep_proportions_and_stay_inside(values: list[int]) -> None:
    chart = charts.columns(
        "t", "r", [Point(str(i), v) for i, v in enumerate(values)], head=("Mois", "Demandes")
    )
    highest = max(values)
    for mark, value in zip(chart.marks, values, strict=True):
        assert mark.x >= 0
        assert mark.x + mark.width <= 100
        assert mark.y >= TOP - 0.01
        assert mark.y + mark.height == pytest.approx(TOP + PLOT_HEIGHT, abs=0.02)
        if highest:
            tallest = max(one.height for one in chart.marks)
            assert mark.height == pytest.approx(tallest * value / highest, abs=0.02)


def test_columns_draw_few_labels_and_always_the_last() -> None:
    chart = charts.columns("t", "r", [Point(f"j{i}", i) for i in range(31)], head=("Jour", "Demandes"))
    assert len(chart.x_ticks) <= charts.MOST_LABELS
    assert chart.x_ticks[-1].text == "j30"
    assert all(not mark.text for mark in chart.marks), "31 figures above 31 columns would overlap"


def test_bars_are_as_long_as_their_share_of_the_longest() -> None:
    points = [Point("Voirie", 60, "/v"), Point("Propreté", 15)]
    chart = charts.bars("t", "r", points, head=("Service", "Demandes"))
    assert [mark.width for mark in chart.marks] == [100, 25]
    assert chart.has_links
    assert chart.rows == (("Voirie", "60"), ("Propreté", "15"))


@given(st.integers(1, 12), st.integers(1, charts.SERIES), st.data())
def test_stacked_series_touch_and_add_up(slots: int, number: int, data: st.DataObject) -> None:
    rows = [data.draw(st.lists(st.integers(0, 500), min_size=slots, max_size=slots)) for _ in range(number)]
    labels = [f"m{i}" for i in range(slots)]
    chart = charts.stacked(
        "t", "r", labels, [Series(f"s{i}", row) for i, row in enumerate(rows)], head="Mois"
    )
    for index, row in enumerate(chart.rows):
        assert row[-1] == charts.number(sum(values[index] for values in rows))
    for x in {mark.x for mark in chart.marks}:
        foot = TOP + PLOT_HEIGHT
        for mark in (one for one in chart.marks if one.x == x):
            assert mark.y + mark.height == pytest.approx(foot, abs=0.05)
            foot = mark.y
        assert foot >= TOP - 0.05


def test_each_series_of_a_stack_has_its_pattern() -> None:
    chart = charts.stacked(
        "t", "r", ["a"], [Series("x", [1]), Series("y", [2]), Series("z", [0])], head="Mois"
    )
    assert chart.patterns == (1, 2)
    assert chart.legend == ((1, "x"), (2, "y"), (3, "z"))


def test_a_survival_curve_is_a_stairway_from_the_top() -> None:
    chart = charts.lines(
        "t",
        "r",
        ["0", "1", "2"],
        [Series("ouvertes", [100, 50, 0])],
        head="Délai",
        unit=" %",
        ceiling=100,
        steps=True,
    )
    assert chart.paths[0].d == "M0 0H50V90H100V180"
    assert [tick.text for tick in chart.y_ticks] == ["0 %", "25 %", "50 %", "75 %", "100 %"]
    assert [tick.anchor for tick in chart.x_ticks] == ["start", "middle", "end"]


def test_a_missing_value_leaves_a_gap_and_a_dash() -> None:
    chart = charts.lines("t", "r", ["a", "b", "c", "d"], [Series("s", [1, None, 3, 4])], head="Mois")
    assert re.findall("[MLHV]", chart.paths[0].d) == ["M", "M", "L"]
    assert chart.rows[1] == ("b", "–")


def test_nothing_to_show_is_said() -> None:
    assert charts.columns("t", "r", [], head=("a", "b")).is_empty
    assert charts.lines("t", "r", ["a"], [Series("s", [None])], head="Mois").is_empty


@pytest.mark.parametrize("values", [[1], [1, 2, 3]])
def test_a_series_has_one_value_for_each_label(values: list[float]) -> None:
    with pytest.raises(ValueError, match="one value for each label"):
        charts.lines("t", "r", ["a", "b"], [Series("s", values)], head="Mois")


def test_more_series_than_patterns_are_refused() -> None:
    too_many = [Series(str(i), [1]) for i in range(charts.SERIES + 1)]
    with pytest.raises(ValueError, match="at most"):
        charts.stacked("t", "r", ["a"], too_many, head="Mois")
