"""Search as one types: cases, persons and types, by reference, words, name, phone or e-mail, misspelt or not."""

import re
from dataclasses import dataclass, field
from typing import Any

from parvis.cases import references
from parvis.cases.models import Case
from parvis.cases.suggesting import cases_of_persons, suggest_cases
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.models import RequestType
from parvis.catalog.recognising import suggest_types
from parvis.desk.palette.correcting import corrected_words, near_names
from parvis.directory.models import Person
from parvis.directory.normalising import normalise_email, normalise_phone
from parvis.directory.searching import persons_matching
from parvis.kit import clock
from parvis.kit.names import sort_name, unaccented
from parvis.kit.spelling import one_error_apart
from parvis.kit.text import clean_text
from parvis.organisation.access import Access
from parvis.tenancy.configuration import Snapshot, snapshot

#: Of each kind.
MOST = 5
#: Fewer than these, and other spellings are tried.
LITTLE = 2
#: Persons of one name among whom a misspelt first name is looked for.
MANY = 50
SHORTEST, SHORTEST_NAME = 2, 3
_WORD = re.compile(r"[a-z0-9]+")


@dataclass
class Found:
    cases: list[Case] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    types: list[RequestType] = field(default_factory=list)
    #: Another spelling was searched for than what was typed.
    near: bool = False

    def __bool__(self) -> bool:
        return bool(self.cases or self.persons or self.types)


def find(text: str, access: Access) -> Found:
    """Six queries, a few more when little is found. Nothing outside what the reader reads."""
    words = clean_text(text).strip()[:120]
    if len(words) < SHORTEST:
        return Found()
    if cases := _by_reference(words, access):
        return Found(cases=cases)
    if asked := _contact(words):
        persons = _persons(access, **asked)
        return Found(cases_of_persons([p.pk for p in persons], access, limit=MOST), persons)
    configured = snapshot()
    types = catalogue(configured)
    plain = _WORD.findall(unaccented(words))
    found = Found(
        suggest_cases(plain, access, limit=MOST), _named(words, access), _types(words, types, access)
    )
    if len(found.cases) + len(found.persons) < LITTLE:
        _look_again(found, words, plain, access, configured)
    if len(found.cases) < MOST and found.persons:
        known = {case.pk for case in found.cases}
        theirs = cases_of_persons([p.pk for p in found.persons], access, limit=MOST)
        found.cases = [*found.cases, *(case for case in theirs if case.pk not in known)][:MOST]
    return found


def _by_reference(words: str, access: Access) -> list[Case]:
    """Whole, or the end of one of this year or of the last. A number that is no reference is searched for as a word."""
    whole = references.read(words)
    wanted = [whole] if whole else references.guesses(words, clock.now().year)
    if not wanted:
        return []
    known = {
        c.reference: c for c in Case.objects.readable_by(access).for_lists().filter(reference__in=wanted)
    }
    return [known[reference] for reference in wanted if reference in known]


def _contact(words: str) -> dict[str, Any]:
    """A phone in any spelling, some of its digits, an e-mail or its first letters; empty for anything else."""
    if phone := normalise_phone(words):
        return {"phone": phone}
    if "@" in words:
        return {"email_start": normalise_email(words) or words.lower()}
    digits = "".join(c for c in words if c.isdigit())
    if len(digits) >= 4 and not re.search(r"[^\d\s+().-]", words):
        if digits.startswith("33") and words.lstrip(" (").startswith("+"):
            digits = digits[2:]
        return {"phone_part": digits.removeprefix("0")}
    return {}


def _persons(access: Access, **asked: Any) -> list[Person]:
    if not access.readable_sectors:
        return []
    return list(persons_matching(access.readable_sectors, limit=MOST, **asked))


def _named(words: str, access: Access) -> list[Person]:
    name = sort_name(words)
    if len(name) < SHORTEST_NAME or any(c.isdigit() for c in name):
        return []
    return _persons(access, words=name.split())


def _types(words: str, types: Catalogue, access: Access) -> list[RequestType]:
    """Of the sectors the reader reads: those whose name starts so, then those the words speak of."""
    sectors = access.readable_sectors | access.open_sectors
    start = unaccented(words)
    named = [t for t in types.types if any(part.startswith(start) for part in _starts(t.label))]
    spoken = [types.by_code[code] for code, _score in suggest_types(words, types.types, limit=MOST)]
    found = dict.fromkeys([*named, *spoken]) if len(start) >= SHORTEST_NAME else {}
    return [kind for kind in found if kind.sector_id in sectors][:3]


def _starts(label: str) -> list[str]:
    """« Lampadaire éteint », « éteint »: the label from each of its words."""
    plain = unaccented(label)
    return [plain[match.start() :] for match in re.finditer(r"[a-z0-9]+", plain)]


def _look_again(found: Found, words: str, plain: list[str], access: Access, configured: Snapshot) -> None:
    """With other spellings of what was typed."""
    if not found.cases and (changed := corrected_words(plain, access, configured)):
        found.cases = suggest_cases(changed, access, limit=MOST)
        found.types = found.types or _types(" ".join(changed), catalogue(configured), access)
        found.near = bool(found.cases)
    if found.persons or any(c.isdigit() for c in words):
        return
    named = sort_name(words).split()[:3]
    for rank, word in enumerate(named):
        others = [*named[:rank], *named[rank + 1 :]]
        for other in near_names(word):
            found.persons += _persons(access, words=[*others, other])
        if not found.persons and others:
            found.persons = _bearing_almost(word, others, access)
        if found.persons:
            found.persons, found.near = found.persons[:MOST], True
            return


def _bearing_almost(word: str, others: list[str], access: Access) -> list[Person]:
    """Whose other names are right: « elodei besancon » is one of the Besançon."""
    if not access.readable_sectors or len(word) < SHORTEST_NAME:
        return []
    bearers = persons_matching(access.readable_sectors, words=others, limit=MANY)
    return [p for p in bearers if any(one_error_apart(word, part) for part in p.sort_name.split())]
