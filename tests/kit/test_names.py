"""Names as keys: reading a character once and for all changes nothing to what comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kit.names import _unaccented, sort_name, unaccented


@given(st.text())
def test_what_is_remembered_of_each_character_is_what_the_whole_text_gives(text: str) -> None:
    assert unaccented(text) == _unaccented(text)


@pytest.mark.parametrize("text", ["ΟΔΟΣ", "Σ", "ΑΣ ΒΣ.", "𝚺𝚨𝚺", "İstanbul", "é", "ﬁn d'été", "Œuvre"])
def test_letters_that_look_around_themselves(text: str) -> None:
    assert unaccented(text) == _unaccented(text)


def test_a_name_as_a_key() -> None:
    assert sort_name("  Élodie   d'Aubigné-Œuf ") == "elodie d aubigne oeuf"
