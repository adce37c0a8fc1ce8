import pytest

from parvis.ui import phones


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("+33261910000", "02 61 91 00 00"),
        ("+33 2 61 91 00 00", "02 61 91 00 00"),
        ("+262692123456", "06 92 12 34 56"),
        ("+590690123456", "06 90 12 34 56"),
        ("+32470123456", "+32470123456"),
        ("3939", "3939"),
        ("02 61 91 00 00", "02 61 91 00 00"),
    ],
)
def test_french_numbers_are_said_in_pairs_and_others_are_left_alone(kept: str, said: str) -> None:
    assert phones.said(kept) == said
