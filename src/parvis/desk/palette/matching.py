"""Names that some words mean: their starts in any order, without accents; else a typing error away."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from parvis.kit.names import unaccented
from parvis.kit.spelling import one_error_apart

T = TypeVar("T")


def matching(words: Sequence[str], known: Iterable[tuple[T, str]]) -> list[T]:
    """Those whose name has a word that starts like each of these; else, one that is a typing error away from each."""
    named = [(one, _words(name)) for one, name in known]
    found = [(one, name) for one, name in named if all(any(n.startswith(w) for n in name) for w in words)]
    if not found:
        found = [(one, name) for one, name in named if all(any(_near(w, n) for n in name) for w in words)]
    return [
        one
        for one, name in sorted(found, key=lambda pair: (not pair[1][0].startswith(words[0]), len(pair[1])))
    ]


def _words(name: str) -> list[str]:
    plain = unaccented(name).replace("-", " ").replace(",", " ")
    return plain.split() or [""]


def _near(word: str, other: str) -> bool:
    return word == other or (
        len(word) >= 4 and (one_error_apart(word, other) or one_error_apart(word, other[: len(word)]))
    )
