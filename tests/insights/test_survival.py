import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.insights.survival import incidence


def test_product_limit_by_hand():
    """Ten cases: closed at 1, 2, 2, 4, 5 days; still open at 2, 3, 5, 6, 6 days.

    S(1) = 9/10; S(2) = 9/10 × 7/9 = 0,7; S(4) = 0,7 × 4/5 = 0,56; S(5) = 0,56 × 3/4 = 0,42.
    At 2 days the one that goes out of sight is still at risk; at 4 days five are: 4, 5, 5+, 6+, 6+.
    """
    observed = [
        (1, "event", 1), (2, "event", 2), (2, "censored", 1), (3, "censored", 1), (4, "event", 1), (5, "event", 1),
        (5, "censored", 1), (6, "censored", 2),
    ]  # fmt: skip
    found = incidence(observed)
    assert (found.cases, found.events, found.censored) == (10, 5, 5)
    assert [t for t, _ in found.steps] == [1, 2, 4, 5]
    assert [round(share, 6) for _, share in found.steps] == [0.1, 0.3, 0.44, 0.58]
    assert found.quantile(0.5) == 5
    assert found.quantile(0.9) is None  # not reached yet


def test_competing_ends_by_hand():
    """Four cases: closed at 1, sent elsewhere at 2, closed at 3, open at 4.

    CIF(1) = 1/4; free after 1 and 2: 3/4 × 2/3 = 1/2; CIF(3) = 1/4 + 1/2 × 1/2 = 1/2. Censoring the one sent elsewhere
    would have said 1 − 3/4 × 1/2 = 0,625.
    """
    observed = [(1, "event", 1), (2, "competing", 1), (3, "event", 1), (4, "censored", 1)]
    found = incidence(observed)
    assert [round(share, 6) for _, share in found.steps] == [0.25, 0.5]
    assert found.quantile(0.5) == 3
    assert found.at(2.9) == pytest.approx(0.25)
    assert found.at(0.5) == 0


def test_the_longest_follow_up_is_known_whatever_its_end():
    assert incidence([(1, "event", 1), (9, "censored", 1), (4, "competing", 1)]).longest == 9
    assert incidence([]).longest == 0


def test_nothing_observed():
    found = incidence([])
    assert found.cases == 0
    assert found.quantile(0.5) is None


def test_closed_only_flatters_and_kaplan_meier_does_not():
    """The shape of the trap: true median 12 days, 60 days of receipts, many still open."""
    dice = random.Random(1)
    truth, seen, closed_only = [], [], []
    for _ in range(4000):
        length = dice.lognormvariate(2.485, 0.968)  # median 12, ninth decile 41,5
        age = dice.uniform(0, 60)
        truth.append(length)
        seen.append((min(length, age), "event" if length <= age else "censored", 1))
        if length <= age:
            closed_only.append(length)
    median_closed_only = sorted(closed_only)[len(closed_only) // 2]
    found = incidence(seen)
    assert median_closed_only < 10
    assert found.quantile(0.5) == pytest.approx(12, abs=0.8)
    assert found.quantile(0.9) == pytest.approx(41.5, abs=6)


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.sampled_from(["event", "competing", "censored"]), st.integers(1, 5)),
        max_size=40,
    )
)
def test_shares_only_grow_and_stay_shares(observed):
    shares = [share for _, share in incidence(observed).steps]
    assert shares == sorted(shares)
    assert all(0 < share <= 1 + 1e-9 for share in shares)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=50))
def test_without_open_cases_it_is_the_plain_quantile(lengths):
    ordered = sorted(lengths)
    found = incidence((t, "event", 1) for t in lengths)
    assert found.quantile(0.5) == ordered[(len(ordered) + 1) // 2 - 1]
