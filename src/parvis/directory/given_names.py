"""Which word of a name is the given name? At a counter people are called « Dupont Marie » as often as « Marie Dupont »."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from parvis.kit.names import sort_name

LIST = Path(__file__).parent / "data" / "given_names.txt"


@cache
def given_names() -> frozenset[str]:
    """As ``sort_name`` writes them."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(sort_name(word) for line in lines if not line.startswith("#") for word in line.split())


def is_given(word: str) -> bool:
    """« Jean-Pierre » is, as « Jean » is."""
    return sort_name(word).partition(" ")[0] in given_names()


def comes_first(words: Sequence[str]) -> bool:
    """Whether the family name is the first of these words: they start with none, and end with given names."""
    return len(words) > 1 and not is_given(words[0]) and is_given(words[-1])


def split_family_first(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """« Le Goff Anne Marie » → the family name, up to the first given name, and the given names."""
    at = next(i for i, word in enumerate(words) if i and all(is_given(w) for w in words[i:]))
    return list(words[:at]), list(words[at:])
