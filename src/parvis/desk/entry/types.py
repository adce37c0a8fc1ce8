"""Choosing a request type: by the citizen's words, or in a list by department."""

from dataclasses import dataclass

from parvis.catalog.catalogue import Catalogue
from parvis.catalog.models import RequestType
from parvis.catalog.recognising import match_type, suggest_types

MOST = 5


@dataclass(frozen=True)
class Suggestion:
    type: RequestType
    chosen: bool


def grouped_types(types: Catalogue) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: (department, [(code, label)…]), departments and types by name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for found in types.types:
        groups.setdefault(types.departments[found.department_id].name, []).append((found.code, found.label))
    return [(name, sorted(rows, key=lambda row: row[1])) for name, rows in sorted(groups.items())]


def suggestions(
    words: str, types: Catalogue, *, chosen: str = "", automatic: bool = False
) -> list[Suggestion]:
    """What the words speak of, the chosen type first. A sure match is chosen by itself until the agent chooses."""
    lexicon = types.lexicon
    codes = [code for code, _score in suggest_types(words, lexicon, limit=MOST)] if words.strip() else []
    if not chosen or automatic:
        sure = match_type(words, lexicon) if words.strip() else []
        chosen = sure[0][0] if sure else ""
    if chosen in types.by_code:
        codes = [chosen, *(code for code in codes if code != chosen)][:MOST]
    return [Suggestion(types.by_code[code], code == chosen) for code in codes]
