"""What agents chose before for such words: the residents of a town have their own for things.

Each night the last requests of the open sectors are read once. A word is learned for a type when it came in several of its
requests, from several persons, and nearly never in those of other types. Names, places and numbers are left out, and so are
the sealed sectors: that one of their words leads somewhere would tell what is asked there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from parvis.cases.models import Case
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.models import LearnedWord
from parvis.catalog.recognising import STOP, stem
from parvis.directory.given_names import is_given
from parvis.kit.names import sort_name, unaccented
from parvis.tenancy.bulk import insert
from parvis.tenancy.configuration import snapshot

READ = 5_000
LETTERS = 400  # of a description: what it is about comes first
LEAST_CASES = 4
LEAST_PERSONS = 3
LEAST_SHARE = 0.6
LEAST_LETTERS = 4
MOST = 400


class Said(NamedTuple):
    type_id: int
    person_id: int | None
    description: str
    address: str


class Learned(NamedTuple):
    type_id: int
    stem: str
    cases: int
    share: int


def learn_words() -> int:
    """Replace what the town has learned; how many words it knows now. One statement reads, three write."""
    with transaction.atomic():
        types = catalogue(snapshot())
        found = learned(_past(types), types)
        known = set(LearnedWord.objects.values_list("request_type_id", "stem", "cases", "share"))
        # Unchanged, nothing is written: every process would forget the configuration it holds.
        if known != set(found):
            LearnedWord.objects.all().delete()
            insert(
                LearnedWord,
                [
                    {"request_type_id": w.type_id, "stem": w.stem, "cases": w.cases, "share": w.share}
                    for w in found
                ],
            )
        return len(found)


def _past(types: Catalogue) -> Iterable[Said]:
    """The latest of the types and sectors that are open, as they are classified now: corrected by whoever handled them."""
    open_sectors = [pk for pk, sector in types.sectors.items() if not sector.sealed]
    other = types.other.pk if types.other else 0
    cases = Case.objects.filter(sector_id__in=open_sectors).exclude(request_type_id=other)
    cases = cases.exclude(request_type__sector__sealed=True).order_by("-received_at", "-id")
    rows = cases.values_list("request_type_id", "person_id", "description", "address")[:READ]
    return (Said(type_id, person_id, text[:LETTERS], address) for type_id, person_id, text, address in rows)


def learned(past: Iterable[Said], types: Catalogue) -> list[Learned]:
    """No query."""
    active = {found.pk for found in types.types}
    cases: dict[str, Counter[int]] = defaultdict(Counter)
    persons: dict[tuple[str, int], set[int]] = defaultdict(set)
    for said in past:
        for word in _stems_of(said):
            cases[word][said.type_id] += 1
            if said.person_id is not None:
                persons[word, said.type_id].add(said.person_id)
    found = []
    for word, by_type in cases.items():
        type_id, number = by_type.most_common(1)[0]
        share = number / by_type.total()
        enough = (
            number >= LEAST_CASES and len(persons[word, type_id]) >= LEAST_PERSONS and share >= LEAST_SHARE
        )
        if enough and type_id in active:
            found.append(Learned(type_id, word[:40], number, round(share * 100)))
    found.sort(key=lambda one: (-one.cases, one.stem))
    return found[:MOST]


def _stems_of(said: Said) -> set[str]:
    """Without the words of the place, those in capitals within a sentence (persons, streets), and given names."""
    place = set(sort_name(said.address).split())
    kept = set()
    for found in _WORD.finditer(said.description):
        word = unaccented(found.group())
        begins = not said.description[: found.start()].rstrip(" «(\"'’-") or _ENDS.search(
            said.description[: found.start()]
        )
        if (found.group()[0].isupper() and not begins) or word in place or word in STOP or is_given(word):
            continue
        if len(of := stem(word)) >= LEAST_LETTERS:
            kept.add(of)
    return kept


_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?\n:]\s*$")
