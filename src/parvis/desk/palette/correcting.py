"""What a misspelt word may have meant: a street of the last cases, a word of the catalogue, a family name.

Asked only when what was typed finds little. The words found are searched for in turn, and nothing is shown of them but
what the reader may read.
"""

import re
from collections.abc import Iterable, Sequence

from parvis.cases.suggesting import recent_places
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.directory.searching import name_words
from parvis.kit.names import unaccented
from parvis.kit.spelling import one_error_apart
from parvis.organisation.access import Access
from parvis.tenancy.configuration import Snapshot

#: Shorter words are one letter away from too many others.
SHORTEST = 4
#: Other spellings tried.
MOST = 3
_WORD = re.compile(r"[a-z]{3,}")


def corrected_words(words: Sequence[str], access: Access, configured: Snapshot) -> list[str]:
    """The same words with those that no street and no type bears replaced by the one they are a typing error of; empty
    when nothing changes. One query."""
    spoken = configured.get("palette.type_words", lambda: _type_words(catalogue(configured)))
    known = spoken.union(_words_of(recent_places(access)))
    changed = [
        word if word in known or len(word) < SHORTEST else _nearest(word, known) or word for word in words
    ]
    return changed if changed != list(words) else []


def near_names(word: str) -> list[str]:
    """Family names one error away, of the same first letter. One query."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    found = name_words(word[0], least=len(word) - 1, most=len(word) + 1)
    return [name for name in found if name != word and one_error_apart(word, name)][:MOST]


def _nearest(word: str, known: Iterable[str]) -> str:
    """The one known word that is an error away; of several, the one that differs the latest."""
    near = [other for other in known if one_error_apart(word, other)]
    return max(near, key=lambda other: (_common(word, other), other), default="")


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _words_of(texts: Iterable[str]) -> Iterable[str]:
    for text in set(texts):
        yield from _WORD.findall(unaccented(text))


def _type_words(types: Catalogue) -> frozenset[str]:
    texts = (text for kind in types.types for text in (kind.label, *kind.keywords))
    return frozenset(_words_of(texts))
